// A number as the person's region writes it (`mark_region` of regional.py), or else the browser's
// language, in the figures that the page has.
function numberText(number, options = {}) {
  const region = document.querySelector("[data-region]")?.dataset.region || navigator.language;
  return number.toLocaleString(region, { ...options, numberingSystem: "latn" });
}
