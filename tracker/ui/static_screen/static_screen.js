// A screen that came with the page, to be read at once. Once Streamlit has drawn the same, that takes
// its place where it was scrolled to, and is told what was pressed meanwhile.

const COOKIE = "backbeat-charts";
const A_YEAR = 31_536_000; // seconds
const STILL = 200; // ms without a movement until a scroll is over
const TOO_LONG = 20_000; // ms until it is said that the rest has not come

function begin(page) {
  const here = page.shadowRoot;
  if (!here) return page.remove(); // a browser that doesn't know such markup waits for Streamlit
  const root = document.querySelector("#root");
  let pressed = "";
  let held = false;
  let scrolled = 0;

  forgetWrongCharts(page, here);
  document.documentElement.dataset.static = ""; // now it is seen, and Streamlit's part is not
  here.addEventListener("click", (event) => {
    const button = event.target.closest("button");
    if (!button) return;
    here.querySelector("[aria-busy]")?.removeAttribute("aria-busy");
    button.setAttribute("aria-busy", "true");
    pressed = sameAs(button);
  });
  page.addEventListener("scroll", () => (scrolled = Date.now()), { passive: true });
  page.addEventListener("pointerdown", () => (held = true));
  for (const over of ["pointerup", "pointercancel", "blur"]) addEventListener(over, () => (held = false));

  const begun = Date.now();
  const look = () => {
    const moves = held || Date.now() - scrolled < STILL;
    if (isDrawn(root) && !moves) return takeOver();
    if (Date.now() - begun > TOO_LONG) here.querySelector(".late").hidden = false;
    setTimeout(look, LOOK);
  };
  look();

  function takeOver() {
    delete document.documentElement.dataset.static;
    document.querySelector("[data-testid=stMain]").scrollTop = page.scrollTop;
    const opened = here.querySelector(".bb-key[open]");
    if (opened) root.querySelector(".bb-key")?.setAttribute("open", "");
    focusSame(here.activeElement, root);
    page.remove();
    rememberPlaces();
    if (pressed) setTimeout(() => root.querySelector(pressed)?.click(), SCROLLED);
  }
}

// A chart that was drawn for a place of another size, or in the colours of the other theme.
function forgetWrongCharts(page, here) {
  const wrongTheme = page.dataset.dark !== String(isDark());
  for (const place of here.querySelectorAll(".chart")) {
    const drawn = place.querySelector("svg");
    if (!drawn) continue;
    const { width, height } = drawn.viewBox.baseVal;
    const fits = Math.abs(width - place.clientWidth) < 1 && Math.abs(height - place.clientHeight) < 1;
    if (wrongTheme || !fits) drawn.remove();
  }
}

function isDark() {
  return document.documentElement.dataset.theme === "dark";
}

// For the next visit: how large the charts of this browser are, and nothing that is in them.
function rememberPlaces() {
  const kept = document.cookie.split("; ").find((one) => one.startsWith(`${COOKIE}=`));
  const said = new URLSearchParams(kept?.slice(COOKIE.length + 1));
  said.set("dark", isDark());
  said.set("text", document.querySelector("#text-size").value);
  for (const place of document.querySelectorAll("[class*=-chart]")) {
    const name = place.className.match(/st-key-(\w+)-chart/)?.[1];
    const drawn = place.querySelector(CHART);
    if (name && drawn) said.set(name, `${drawn.clientWidth}x${drawn.clientHeight}`);
  }
  document.cookie = `${COOKIE}=${said}; max-age=${A_YEAR}; samesite=strict`;
}

const page = document.querySelector("#static-screen");
const style = page.shadowRoot?.querySelector("link");
if (!style || style.sheet) begin(page);
else style.onload = style.onerror = () => begin(page);
