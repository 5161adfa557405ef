// Puts the markup of an exercise of the plan on the page; what is open stays open.

export default function ({ data, parentElement }) {
  const place = parentElement.querySelector(".bb-planned-exercise");
  if (place.dataset.markup === data.markup) return;
  const open = place.querySelector("details")?.open;
  place.dataset.markup = data.markup;
  place.innerHTML = data.markup; // escaped where it is made
  if (open) place.querySelector("details").open = true;
}
