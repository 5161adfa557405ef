// Ratings that most evenings don't need: a line each, of which one at a time unfolds its scale.

const LOW = 0;
const HIGH = 10;

export default function show({ data, parentElement: root, setTriggerValue }) {
  const names = data.ratings.map((rating) => rating.field).join();
  const list = root.querySelector(".ratings");
  if (list.dataset.names !== names) {
    list.dataset.names = names;
    list.replaceChildren(...data.ratings.map((rating) => lineOf(root, rating)));
  }
  const told = (version) => setTriggerValue("saved", version);
  const left = data.ratings.map((rating, index) => {
    const line = list.children[index];
    return showTappedField(line, rating, told, (field) => drawLine(line, rating, field), ratingText);
  });
  return () => left.forEach((leave) => leave());
}

function lineOf(root, rating) {
  const line = root.querySelector("template").content.firstElementChild.cloneNode(true);
  const [lowest, highest] = rating.anchors;
  line.querySelector(".icon").style.setProperty("--bb-icon", `var(--bb-icon-${rating.icon})`);
  line.querySelector(".label").textContent = rating.label;
  line.querySelector(".anchors").firstElementChild.textContent = lowest;
  line.querySelector(".anchors").lastElementChild.textContent = highest;
  const scale = line.querySelector(".scale");
  scale.setAttribute("aria-label", `${rating.label} (0 ${lowest.toLowerCase()}, 10 ${highest.toLowerCase()})`);
  for (let figure = LOW; figure <= HIGH; figure += 1) scale.append(targetOf(figure));
  scale.onkeydown = (event) => moveIn(scale, event);
  line.querySelector(".line").onclick = () => {
    const opens = line.querySelector(".unfolded").hidden;
    for (const other of line.parentElement.children) unfold(other, other === line && opens);
  };
  return line;
}

function targetOf(figure) {
  const target = document.createElement("button");
  target.type = "button";
  target.value = target.textContent = String(figure);
  target.setAttribute("role", "radio");
  return target;
}

function unfold(line, open) {
  line.querySelector(".unfolded").hidden = !open;
  line.querySelector(".line").setAttribute("aria-expanded", String(open));
}

// Arrows go from figure to figure; a figure is chosen by Space, Enter or a tap.
function moveIn(scale, event) {
  const step = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 }[event.key];
  if (!step) return;
  event.preventDefault();
  event.stopPropagation();
  const targets = [...scale.children];
  const next = targets[(targets.indexOf(event.target) + step + targets.length) % targets.length];
  for (const target of targets) target.tabIndex = target === next ? 0 : -1;
  next.focus();
}

function drawLine(line, rating, field) {
  const value = line.querySelector(".value");
  tell(value, ratingText(field.text) || "Add");
  value.classList.toggle("add", field.text === "");
  const targets = [...line.querySelectorAll(".scale button")];
  const chosen = targets.find((target) => target.value === field.text);
  const current = chosen ?? targets.find((target) => target.tabIndex === 0) ?? targets[0];
  for (const target of targets) {
    target.setAttribute("aria-checked", String(target === chosen));
    target.tabIndex = target === current ? 0 : -1;
    // The same figure again takes it away: not said is not zero.
    target.onclick = () => choose(field, field.text === target.value ? "" : target.value);
  }
}
