// Fetches a file once, however often the screen is drawn again.

const fetched = (window.backbeatFetched ??= new Set());

export default function hand({ data }) {
  if (fetched.has(data.address)) return;
  fetched.add(data.address);
  const link = document.createElement("a");
  link.href = data.address;
  link.download = data.name;
  document.body.append(link);
  link.click();
  link.remove();
}
