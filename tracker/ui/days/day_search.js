// Finds days as one types. The days of the whole diary are asked for once, when the search is
// entered; from then on nothing is asked of the server.

const FIRST = 20; // hits that are drawn at first; more on request, all of them on paper
const MORE = 100;
const PATIENCE = 4000; // ms, then what was asked for is asked for again
const searches = new WeakMap();

async function unpacked(packed) {
  const bytes = Uint8Array.from(atob(packed), (letter) => letter.charCodeAt(0));
  const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream("gzip"));
  const { texts, days } = await new Response(stream).json();
  const plain = texts.map(folded);
  const found = days.map((day) => {
    const [, name, , note, facts, lines] = day;
    const places = [...facts.map(([, text]) => text), ...lines.flatMap(([, ...said]) => said)];
    return { day, plain: [folded(name), folded(note), ...places.map((place) => plain[place])].join("\n") };
  });
  return { texts, days: found };
}

class DaySearch {
  constructor(root) {
    this.root = root;
    this.field = root.querySelector("input");
    this.said = root.querySelector(".bb-found");
    this.list = root.querySelector(".bb-day-list");
    this.further = root.querySelector("button");
    this.kept = null; // the days of the diary, and its version
    this.asked = 0;
    this.shown = 0;
    this.hits = [];
    this.words = [];
    this.field.oninput = () => this.find();
    this.field.onfocus = () => this.ask();
    this.further.onclick = () => this.more(MORE);
    root.onkeydown = (event) => this.step(event);
    const print = () => (root.isConnected ? this.more(this.hits.length) : removeEventListener("beforeprint", print));
    addEventListener("beforeprint", print);
    // After a look at a day one comes back to what one searched for.
    this.field.value = history.state?.backbeatSearch ?? "";
  }

  update({ data, setTriggerValue }) {
    this.version = data.version;
    this.icons = data.icons;
    this.request = () => setTriggerValue("wanted", true);
    if (data.all && this.kept?.version !== data.version) {
      const { version } = data;
      unpacked(data.all).then((kept) => {
        this.kept = { version, ...kept };
        this.find();
      });
    } else if (this.field.value && this.kept?.version !== data.version) {
      this.asked = 0;
      this.find();
    }
  }

  ask() {
    if (this.kept?.version === this.version || Date.now() - this.asked < PATIENCE) return;
    this.asked = Date.now();
    this.request();
  }

  find() {
    this.words = wordsOf(this.field.value);
    const searching = this.words.length > 0;
    this.root.classList.toggle("bb-searching", searching);
    const state = { ...history.state, backbeatSearch: this.field.value };
    if (this.field.value !== (history.state?.backbeatSearch ?? "")) history.replaceState(state, "");
    if (!searching) return this.show([], "");
    if (this.kept?.version !== this.version) this.ask();
    if (!this.kept) return this.show([], "Looking through your days…");
    const hits = this.kept.days.filter(({ plain }) => this.words.every((word) => plain.includes(word)));
    const total = numberText(this.kept.days.length);
    const { many, one, none } = this.root.dataset;
    const said = hits.length === 0 ? none : hits.length === 1 ? one : many;
    this.show(hits, said.replace("{n}", numberText(hits.length)).replace("{total}", total));
  }

  show(hits, said) {
    this.hits = hits;
    this.shown = 0;
    this.said.textContent = said;
    this.list.replaceChildren();
    this.more(FIRST);
  }

  more(number) {
    const next = this.hits.slice(this.shown, this.shown + number);
    const said = (text) => marked(text, this.words);
    this.list.append(...next.map(({ day }) => dayRow(day, this.kept.texts, this.icons, said)));
    this.shown += next.length;
    this.further.hidden = this.shown >= this.hits.length;
  }

  step(event) {
    if (event.key !== "ArrowDown" && event.key !== "ArrowUp") return;
    const ways = [this.field, ...this.list.querySelectorAll("a")];
    const next = ways[ways.indexOf(document.activeElement) + (event.key === "ArrowDown" ? 1 : -1)];
    if (!next) return;
    event.preventDefault();
    next.focus();
  }
}

export default function (component) {
  const root = component.parentElement.querySelector(".bb-day-search");
  if (!root) return;
  const first = !searches.has(root);
  if (first) searches.set(root, new DaySearch(root));
  const search = searches.get(root);
  search.update(component);
  if (first && search.field.value) search.find();
}
