// A field that is tapped rather than typed: what is drawn is up to its component.

// `draw` is called with the field whenever it changes, `told` with the diary's version once the
// rest of the screen may follow; `inWords` writes what the field holds as a person reads it. What
// is returned is called when the field leaves the page.
function showTappedField(view, data, told, draw, inWords) {
  const field = fieldOf(data.diary, data.field, data.stored);
  const address = new URL(data.address, document.baseURI).href;
  const came = field.view !== view;
  Object.assign(field, { ticket: data.ticket, address, view, wrong: () => "" });
  if (came) field.typing = ""; // what was being typed when the screen was left is chosen now
  field.onSaved = () => {
    if (field.view && !field.typing && !isLeaving()) told(field.version);
  };
  takeStored(field, data.stored, data.version);
  field.draw = () => {
    draw(field);
    sayState(view, field, inWords);
  };
  field.draw();
  send(field);
  if (came) sendTheRest(data.diary, data.ticket, address);
  return () => {
    if (field.view !== view) return;
    send(field, true);
    field.view = field.draw = null;
  };
}

// What was chosen is sent at once.
function choose(field, text) {
  typed(field, text);
  send(field);
}

// Under a field: that it waits, what is wrong, or which of two windows is to be followed.
function sayState(view, field, inWords) {
  const state = view.querySelector(".state");
  const quiet = field.state === "saved" || field.state === "saving" || field.state === "";
  const waits = field.state === "waiting" || field.state === "unknown";
  tell(state, waits ? `${SAYS[field.state]} ${field.said}`.trim() : quiet ? "" : field.said);
  state.dataset.state = field.state;
  const which = view.querySelector(".which");
  which.hidden = field.other === null;
  if (field.other === null) return;
  const words = (text) => inWords(text) || "nothing";
  tell(which.querySelector("[data-do=mine]"), `Use ${words(field.text)}`);
  tell(which.querySelector("[data-do=theirs]"), `Keep ${words(field.other)}`);
  which.querySelector("[data-do=mine]").onclick = () => settle(field, true);
  which.querySelector("[data-do=theirs]").onclick = () => settle(field, false);
}
