// Prints the page; a screen that is folded or searched is printed as it stands, its charts drawn
// anew as wide as the paper: printing itself would only make them smaller, words and all.

const PATIENCE = 2000; // ms

const fits = (place) => {
  const drawn = place.querySelector("svg.marks");
  const { clientWidth } = place.closest("[data-testid=stVerticalBlock]");
  return !drawn || Math.abs(drawn.getBoundingClientRect().width - clientWidth) < 8;
};

async function fitted() {
  const end = performance.now() + PATIENCE;
  const charts = [...document.querySelectorAll("[data-testid=stVegaLiteChart]")];
  do await new Promise((done) => setTimeout(done, 30));
  while (!charts.every(fits) && performance.now() < end);
}

async function print() {
  const { classList } = document.documentElement;
  classList.add("bb-for-paper");
  await fitted();
  window.print();
  classList.remove("bb-for-paper");
}

export default function ({ parentElement }) {
  const button = parentElement.querySelector("button");
  button.onclick = print;
}
