// Nobody is signed in: what this browser keeps of a diary goes, and its other tabs hear of it.
// How the screens look and sound belongs to the device and stays.

(() => {
  const STAYS = ["backbeat.theme", "backbeat.text-size", "backbeat.mute"];
  const SIGNED_OUT = "backbeat.signed-out";
  try {
    for (const key of Object.keys(localStorage)) {
      if (key.startsWith("backbeat.") && !STAYS.includes(key)) localStorage.removeItem(key);
    }
    localStorage.setItem(SIGNED_OUT, String(Date.now()));
    localStorage.removeItem(SIGNED_OUT);
  } catch {
    // a browser that keeps nothing
  }
})();
