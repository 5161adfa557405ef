// Where it hurts: taps on a drawing, a list and a person's own words say the same.

export default function show({ data, parentElement: root, setTriggerValue }) {
  const told = (version) => setTriggerValue("saved", version);
  if (root.backbeatPlaces !== data.field) {
    root.backbeatPlaces = data.field;
    buildPlaces(root, data);
  }
  const draw = (field) => drawPlaces(root, data, field);
  return showTappedField(root, data, told, draw, (text) => text.replaceAll(";", ", "));
}

function placesOf(field) {
  return field.text.split(";").filter(Boolean);
}

// "left leg", as it was once said, holds its parts.
function isPartOf(site, place, data) {
  return (data.parts[place] ?? []).includes(site);
}

function buildPlaces(root, data) {
  for (const regions of root.querySelectorAll(".regions")) {
    const hits = regions.cloneNode(true);
    hits.setAttribute("class", "hits");
    hits.removeAttribute("clip-path");
    for (const hit of hits.children) hit.append(titleOf(hit.dataset.site));
    regions.parentNode.append(hits);
  }
  const list = root.querySelector("fieldset");
  list.querySelector("legend").textContent = data.label;
  list.append(...data.sites.map((site) => checkOf(site)));
  const own = root.querySelector("#own");
  own.maxLength = data.longest;
}

function titleOf(site) {
  const title = document.createElementNS("http://www.w3.org/2000/svg", "title");
  title.textContent = capital(site);
  return title;
}

function checkOf(site) {
  const label = document.createElement("label");
  const box = document.createElement("input");
  Object.assign(box, { type: "checkbox", value: site });
  label.className = "check";
  label.append(box, capital(site));
  return label;
}

function capital(text) {
  return text.charAt(0).toUpperCase() + text.slice(1);
}

function toggle(field, site, data) {
  const places = placesOf(field);
  const said = places.find((place) => place === site || isPartOf(site, place, data));
  if (said) choose(field, places.filter((place) => place !== said).join(";"));
  else if (places.length < data.most) choose(field, [...places, site].join(";"));
  else tellState(field, "wrong", `${data.most} places fit. Remove one to add another.`);
}

function drawPlaces(root, data, field) {
  const places = placesOf(field);
  const isSaid = (site) =>
    places.some((place) => place === site || isPartOf(site, place, data));
  for (const region of root.querySelectorAll(".regions path")) {
    const said = isSaid(region.dataset.site);
    if (said && !region.classList.contains("chosen")) region.parentNode.append(region); // over its neighbours
    region.classList.toggle("chosen", said);
  }
  for (const hit of root.querySelectorAll(".hits path")) {
    hit.onclick = () => toggle(field, hit.dataset.site, data);
  }
  for (const box of root.querySelectorAll("fieldset input")) {
    box.checked = isSaid(box.value);
    box.onchange = () => {
      toggle(field, box.value, data);
      field.draw?.();
    };
  }
  drawChosen(root, places.filter((place) => place !== field.typing), field);
  const own = root.querySelector("#own");
  own.oninput = () => typeOwn(field, own.value, data);
  own.onchange = () => keepOwn(field, own);
  own.onblur = () => keepOwn(field, own);
  own.onkeydown = (event) => {
    event.stopPropagation(); // the page's own keys stay out of a field
    if (event.key === "Enter") keepOwn(field, own);
  };
}

function drawChosen(root, places, field) {
  const chosen = root.querySelector(".places");
  const shown = [...chosen.children].map((chip) => chip.value);
  tell(root.querySelector(".hint"), places.length ? "" : "Tap where it hurts. Tap again to remove it.");
  if (shown.join(";") === places.join(";")) return;
  chosen.replaceChildren(
    ...places.map((place) => {
      const chip = document.createElement("button");
      Object.assign(chip, { type: "button", value: place, textContent: capital(place) });
      chip.setAttribute("aria-label", `Remove ${place}`);
      chip.onclick = () => {
        choose(field, placesOf(field).filter((other) => other !== place).join(";"));
        (chosen.querySelector("button") ?? root.querySelector("#own")).focus({ preventScroll: true });
      };
      return chip;
    }),
  );
}

// A place in a person's own words is the last one while it is typed, so that it is saved, too,
// where the field is left without Enter.
function typeOwn(field, text, data) {
  const places = placesOf(field).filter((place) => place !== field.typing);
  const own = text.replaceAll(";", ",").trim();
  field.typing = places.includes(own) ? "" : own;
  if (field.typing && places.length >= data.most) {
    field.typing = "";
    tellState(field, "wrong", `${data.most} places fit. Remove one to add another.`);
    return;
  }
  typed(field, (field.typing ? [...places, field.typing] : places).join(";"));
}

function keepOwn(field, own) {
  if (!own.value) return;
  own.value = field.typing = "";
  if (isDirty(field)) send(field);
  else field.onSaved();
  field.draw?.();
}
