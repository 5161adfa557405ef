// A rating as `Formats.rating` of tracker/formatting.py writes it: whole, or to one decimal.
const ONE_DECIMAL = { minimumFractionDigits: 1, maximumFractionDigits: 1 };

function ratingText(text) {
  return text.includes(".") ? numberText(Number(text) + 1e-9, ONE_DECIMAL) : text;
}
