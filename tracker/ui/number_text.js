// Numbers as `Formats` of tracker/formatting.py writes them: in the manner of the browser's region,
// in the digits of the page.
function numberText(number, options = {}) {
  return number.toLocaleString(navigator.language, { ...options, numberingSystem: "latn" });
}
