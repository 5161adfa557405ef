// What has to survive a reload, a lost connection or a closed tab: the session as it
// stands, and every entry that the diary has not yet said it holds. One key an entry,
// so that two tabs cannot overwrite each other's.

function post(place, entry) {
  keepText(`${place}.out.${entry.id}`, JSON.stringify(entry));
}

function waiting(place) {
  const entries = keysFrom(`${place}.out.`).sort().flatMap((key) => {
    try {
      return [JSON.parse(readText(key))];
    } catch {
      forgetText(key);
      return [];
    }
  });
  return entries.sort((one, other) => one.at - other.at); // the diary keeps the order of entry
}

function settle(place, ids) {
  for (const id of ids) forgetText(`${place}.out.${id}`);
}

function keep(place, session) {
  if (session) keepText(`${place}.session`, JSON.stringify(session));
  else forgetText(`${place}.session`);
}

function kept(place) {
  try {
    return JSON.parse(readText(`${place}.session`));
  } catch {
    return null;
  }
}

function identity() {
  if (crypto.randomUUID) return crypto.randomUUID();
  const bytes = crypto.getRandomValues(new Uint8Array(16)); // a page that is not on localhost
  bytes[6] = (bytes[6] & 0x0f) | 0x40;
  bytes[8] = (bytes[8] & 0x3f) | 0x80;
  const hex = [...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join("");
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, "$1-$2-$3-$4-$5");
}
