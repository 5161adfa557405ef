// Texts that this browser keeps by their keys: they outlast a reload and a closed tab.

const unkept = new Map(); // where a browser keeps nothing, this tab at least does

function readText(key) {
  try {
    return localStorage.getItem(key) ?? unkept.get(key) ?? null;
  } catch {
    return unkept.get(key) ?? null;
  }
}

function keepText(key, text) {
  try {
    localStorage.setItem(key, text);
    unkept.delete(key);
  } catch {
    unkept.set(key, text);
  }
}

function forgetText(key) {
  unkept.delete(key);
  try {
    localStorage.removeItem(key);
  } catch {
    // there was nothing to forget
  }
}

function keysFrom(prefix) {
  let keys = [...unkept.keys()];
  try {
    keys = keys.concat(Object.keys(localStorage));
  } catch {
    // only what this tab keeps
  }
  return [...new Set(keys)].filter((key) => key.startsWith(prefix));
}
