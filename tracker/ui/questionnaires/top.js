// What is opened within one screen begins at its top; a redrawn part leaves the page where it is.

const shown = new WeakMap();

export default function ({ data, parentElement }) {
  if (shown.get(parentElement) === data.place) return;
  shown.set(parentElement, data.place);
  for (const part of [document.querySelector("[data-testid=stMain]"), document.scrollingElement]) {
    if (part) part.scrollTop = 0;
  }
}
