// A rating as `Formats.rating` of tracker/formatting.py writes it: whole, or to one decimal.
const ONE_DECIMAL = {
  minimumFractionDigits: 1,
  maximumFractionDigits: 1,
  numberingSystem: "latn",
};

function ratingText(text) {
  if (!text.includes(".")) return text;
  return (Number(text) + 1e-9).toLocaleString(navigator.language, ONE_DECIMAL);
}
