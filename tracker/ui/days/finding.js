// What is found whatever its case and accents, and where: "cafe" is in "Café".

const SPELT = { ß: "ss", ø: "o", ł: "l", đ: "d", æ: "ae", œ: "oe", ı: "i", "’": "'" };

function foldedLetter(letter) {
  if (letter <= "\x7f") return letter.toLowerCase();
  const plain = letter.normalize("NFKD").replace(/\p{M}+/gu, "").toLowerCase();
  return SPELT[plain] ?? plain;
}

function folded(text) {
  if (/^[\n\x20-\x7e]*$/.test(text)) return text.toLowerCase();
  return Array.from(text, foldedLetter).join("");
}

function wordsOf(query) {
  return [...new Set(folded(query).split(/\s+/).filter(Boolean))];
}

// A text in parts, the hits of the words as marks.
function marked(text, words) {
  const letters = Array.from(text);
  const from = []; // of every folded letter, the letter that it comes from
  let plain = "";
  letters.forEach((letter, place) => {
    const spelt = foldedLetter(letter);
    plain += spelt;
    for (let unit = 0; unit < spelt.length; unit += 1) from.push(place);
  });
  const hit = new Set();
  for (const word of words) {
    for (let at = plain.indexOf(word); at >= 0; at = plain.indexOf(word, at + word.length)) {
      for (let place = from[at]; place <= from[at + word.length - 1]; place += 1) hit.add(place);
    }
  }
  const parts = [];
  for (let start = 0, end = 0; start < letters.length; start = end) {
    while (end < letters.length && hit.has(end) === hit.has(start)) end += 1;
    const part = letters.slice(start, end).join("");
    parts.push(hit.has(start) ? element("mark", "", part) : part);
  }
  return parts;
}
