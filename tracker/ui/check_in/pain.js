// The day's pain: eleven targets, painted and saved as they are tapped.

const PAIN_SAYS = {
  waiting: "Not saved yet. This browser keeps your tap and saves it by itself.",
  unknown: "Not known yet if saved. This browser keeps your tap and asks again by itself.",
};

// `saved` is called once the rest of the screen may follow, with what the server has drawn of it;
// `drawn` whenever something changed.
function showPain(part, data, saved, drawn) {
  const field = fieldOf(data.diary, data.field, data.stored);
  const address = new URL(data.address, document.baseURI).href;
  Object.assign(field, { ticket: data.ticket, address, onSaved: saved, wrong: () => "" });
  const moved = field.view !== part;
  if (moved) {
    field.view = part;
    listenToPain(part, field, saved);
  }
  takeStored(field, data.stored, data.version);
  field.draw = () => {
    drawPain(part, field, data);
    drawn(field);
  };
  field.draw();
  send(field);
  return field;
}

function hidePain(field) {
  send(field, true);
  field.view = field.draw = null;
}

function choose(field, text) {
  if (text === field.text && field.other === null) return; // the same tap again changes nothing
  typed(field, text);
  send(field);
}

function listenToPain(part, field, saved) {
  const group = part.querySelector("[role=radiogroup]");
  const targets = [...group.querySelectorAll("[role=radio]")];
  group.onclick = (event) => {
    const target = event.target.closest("[role=radio]");
    if (target) choose(field, target.value);
  };
  group.onkeydown = (event) => {
    const at = targets.indexOf(event.target);
    const place = {
      ArrowRight: at + 1,
      ArrowDown: at + 1,
      ArrowLeft: at - 1,
      ArrowUp: at - 1,
      Home: 0,
      End: targets.length - 1,
    }[event.key];
    if (at < 0 || place === undefined) return;
    event.preventDefault();
    const next = targets[(place + targets.length) % targets.length];
    for (const target of targets) target.tabIndex = target === next ? 0 : -1;
    next.focus();
  };
  part.querySelector(".clear").onclick = () => {
    choose(field, "");
    targets[0].focus();
  };
  for (const [name, mine] of [
    ["mine", true],
    ["theirs", false],
  ]) {
    part.querySelector(`[data-do=${name}]`).onclick = () => {
      settle(field, mine);
      if (!isDirty(field)) saved();
    };
  }
}

function drawPain(part, field, data) {
  const targets = [...part.querySelectorAll("[role=radio]")];
  const chosen = targets.find((target) => target.value === field.text);
  const focused = part.getRootNode().activeElement;
  const reached = targets.includes(focused) ? focused : (chosen ?? targets[0]);
  for (const target of targets) {
    target.setAttribute("aria-checked", String(target === chosen));
    target.tabIndex = target === reached ? 0 : -1;
  }
  part.querySelector(".clear").hidden = field.text === "";
  const recorded = part.querySelector(".recorded");
  recorded.hidden = !field.text.includes(".");
  if (!recorded.hidden) tell(recorded, recorded.dataset.says.replace("{rating}", ratingText(field.text)));
  const trouble = part.querySelector(".trouble");
  const said = [PAIN_SAYS[field.state], field.said].filter(Boolean).join(" ");
  const told = field.state in PAIN_SAYS || ["wrong", "other"].includes(field.state);
  trouble.hidden = !told && !(field.state === "saved" && field.said);
  tell(trouble, trouble.hidden ? "" : said);
  part.querySelector(".which").hidden = field.other === null;
  if (field.other === null) return;
  tell(part.querySelector("[data-do=mine]"), `Use ${ratingText(field.text) || "nothing"}`);
  tell(part.querySelector("[data-do=theirs]"), `Keep ${ratingText(field.other) || "nothing"}`);
}
