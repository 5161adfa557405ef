// The days of a month, newest first.

export default function ({ data, parentElement }) {
  const list = parentElement.querySelector(".bb-day-list");
  if (!list) return;
  list.replaceChildren(...data.days.map((day) => dayRow(day, data.texts, data.icons, (text) => [text])));
}
