// A rating as `rating_text` of tracker/analysis/pain.py writes it: whole, or to one decimal.
function ratingText(text) {
  return text.includes(".") ? (Number(text) + 1e-9).toFixed(1) : text;
}
