// A day of a list: its pain, what it says, and the way to it. What a person wrote stays text.

function element(name, style, ...inside) {
  const made = document.createElement(name);
  if (style) made.className = style;
  made.append(...inside);
  return made;
}

// Beside words, so it isn't read out.
function icon(name) {
  if (!name) return "";
  const made = element("span", "bb-icon");
  made.style.setProperty("--bb-icon", `var(--bb-icon-${name})`);
  made.setAttribute("aria-hidden", "true");
  return made;
}

const SIGNS = { strength: "◆ ", flare: "▲ " };

// `icons` are named by what a fact is of and by the headings of lines. `said` makes of a text what
// stands in the page, such as the text with its hits marked.
function dayRow([iso, name, pain, note, facts, lines], texts, icons, said) {
  const link = element("a", "", ...said(name));
  link.href = `./?day=${iso}`;
  const heading = element("h3", "", link);
  const about = element("div", "bb-row-about", heading);
  if (facts.length > 0) {
    const list = facts.map(([kind, text]) =>
      element("span", `bb-fact-${texts[kind]}`, SIGNS[texts[kind]] ?? icon(icons[texts[kind]]), ...said(texts[text])),
    );
    about.append(element("p", "bb-row-facts", ...list));
  }
  if (note) about.append(element("p", "bb-row-note", ...said(note)));
  for (const [head, ...entries] of lines) {
    const list = entries.map((text) => element("span", "", ...said(texts[text])));
    about.append(element("p", "bb-row-line", element("b", "", icon(icons[texts[head]]), texts[head]), ...list));
  }
  const rated = element("span", pain ? "bb-row-pain" : "bb-row-pain bb-row-unrated", pain || "–");
  rated.title = pain ? `Pain ${pain}` : "No pain rated";
  rated.setAttribute("role", "img");
  rated.setAttribute("aria-label", rated.title);
  return element("li", "bb-day-row", rated, about);
}
