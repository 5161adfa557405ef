// Puts the markup of an exercise of the plan on the page; what is open stays open.

const drawn = new WeakMap(); // what each place shows; a picture in it may be large

export default function ({ data, parentElement }) {
  const place = parentElement.querySelector(".bb-planned-exercise");
  if (drawn.get(place) === data.markup) return;
  const open = place.querySelector("details")?.open;
  drawn.set(place, data.markup);
  place.innerHTML = data.markup; // escaped where it is made
  if (open) place.querySelector("details").open = true;
}
