// Light or dark and the size of text, as this device has them or as the person chose here: set
// before anything is drawn. Streamlit asks the browser which theme the device has, and hears of
// changes; it is answered with the theme that was chosen, so that all of the page follows at once.

(() => {
  const KEYS = { theme: "backbeat.theme", text: "backbeat.text-size" };
  const KNOWN = { theme: ["light", "dark"], text: ["large", "larger"] };
  const PAPER = { light: "#FBFAF7", dark: "#11171B" };
  const DARK = "(prefers-color-scheme: dark)";
  const askDevice = window.matchMedia.bind(window);
  const device = askDevice(DARK);
  const passing = {}; // where a browser keeps nothing, this tab at least does

  function chosen(what) {
    let value = passing[what];
    try {
      value = localStorage.getItem(KEYS[what]) ?? value;
    } catch {
      // only what this tab keeps
    }
    return KNOWN[what].includes(value) ? value : null;
  }

  function choose(what, value) {
    passing[what] = value;
    try {
      if (KNOWN[what].includes(value)) localStorage.setItem(KEYS[what], value);
      else localStorage.removeItem(KEYS[what]);
    } catch {
      // it holds for as long as this tab is open
    }
    apply();
  }

  const theme = () => chosen("theme") ?? (device.matches ? "dark" : "light");

  class Theme extends EventTarget {
    media = DARK;
    onchange = null;
    get matches() {
      return theme() === "dark";
    }
    addListener(heard) {
      this.addEventListener("change", heard);
    }
    removeListener(heard) {
      this.removeEventListener("change", heard);
    }
  }
  const asked = new Theme();
  window.matchMedia = (query) => (query === DARK ? asked : askDevice(query));

  // Charts draw their words as large as the page's (tracker/charts/base_spec.py): Vega reads an
  // element's value, and hears where it has changed. To measure it while a screen is drawn would
  // have the browser weigh all rules once more, twice a chart.
  const textSize = document.createElement("data");
  let measured = null;
  textSize.id = "text-size";
  Object.defineProperty(textSize, "value", {
    get: () => (measured ??= parseFloat(getComputedStyle(document.documentElement).fontSize) / 16),
    set() {},
  });
  document.head.append(textSize);

  function apply() {
    const page = document.documentElement;
    const now = theme();
    const changed = page.dataset.theme !== now;
    page.dataset.theme = now;
    page.style.colorScheme = now;
    const size = chosen("text");
    if (size) page.dataset.textSize = size;
    else delete page.dataset.textSize;
    measured = null;
    textSize.dispatchEvent(new Event("input"));
    for (const meta of document.querySelectorAll("meta[name=theme-color]")) meta.content = PAPER[now];
    if (changed) {
      asked.dispatchEvent(Object.assign(new Event("change"), { matches: now === "dark", media: DARK }));
    }
  }

  window.backbeatLook = { chosen, choose };
  device.addEventListener("change", apply);
  window.addEventListener("storage", apply); // chosen in another tab
  document.addEventListener("visibilitychange", apply); // or in the settings of the browser
  apply();
})();
