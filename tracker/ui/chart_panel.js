// The panel beside a chart says the point that finger, pointer or keyboard is at, and opens it.
//
// The chart's selection has a hidden field inside the chart. A pointer moves the selection, so
// the field is read after it; a step writes the field, so the chart's rule follows.

const charts = (window.backbeatCharts ??= new Map()); // by key: points, and where they are
const DRAG = 5; // pixels from which a press is a drag
let pressed = null;

const textSize = () => document.getElementById("text-size").value;
const panelOf = (key) => document.querySelector(`.bb-picked[data-chart="${key}"]`);

// A panel stands above its chart.
function place(key) {
  const panel = panelOf(key);
  const follows = (chart) => panel.compareDocumentPosition(chart) & Node.DOCUMENT_POSITION_FOLLOWING;
  return panel && [...document.querySelectorAll("[data-testid=stVegaLiteChart]")].find(follows);
}

const field = (key) => place(key)?.querySelector(".vega-bindings input");

function chartAt(target) {
  const inside = target instanceof Element && target.closest("[data-testid=stVegaLiteChart]");
  return inside ? [...charts.keys()].find((key) => place(key) === inside) : undefined;
}

function show(key, day, aloud) {
  const panel = panelOf(key);
  const { points, numbers } = charts.get(key);
  const number = numbers.get(day);
  if (!panel || number === undefined) return;
  panel.dataset.at = day;
  const [, title, text, around, note, link] = points[number];
  panel.setAttribute("aria-live", aloud ? "polite" : "off");
  panel.querySelector(".bb-picked-title").textContent = title;
  panel.querySelector(".bb-picked-text").textContent = text;
  panel.querySelector(".bb-picked-around").textContent = around;
  panel.querySelector(".bb-picked-note").textContent = note;
  panel.querySelector("a").setAttribute("href", link);
  mark(panel, number, points.length);
}

function mark(panel, number, count) {
  panel.querySelector("[data-step='-1']").setAttribute("aria-disabled", number === 0);
  panel.querySelector("[data-step='1']").setAttribute("aria-disabled", number === count - 1);
}

function follow(event) {
  const key = chartAt(event.target);
  if (!key) return;
  requestAnimationFrame(() => {
    const day = field(key)?.value;
    if (day && day !== panelOf(key)?.dataset.at) show(key, day, false);
  });
}

function step(panel, by) {
  const key = panel.dataset.chart;
  const { points, numbers } = charts.get(key) ?? { points: [], numbers: new Map() };
  const at = numbers.get(panel.dataset.at) ?? points.length - 1;
  const point = points[Math.min(points.length - 1, Math.max(0, at + by))];
  if (!point) return;
  const chosen = field(key);
  if (chosen) {
    chosen.value = point[0];
    chosen.dispatchEvent(new Event("input"));
  }
  show(key, point[0], true);
}

const STEPS = { ArrowLeft: -1, ArrowRight: 1, PageUp: -7, PageDown: 7, Home: -Infinity, End: Infinity };

function type(event) {
  const panel = event.target instanceof Element && event.target.closest(".bb-picked");
  if (!panel || event.altKey || event.ctrlKey || event.metaKey || !(event.key in STEPS)) return;
  event.preventDefault();
  step(panel, STEPS[event.key]);
}

function press(event) {
  pressed = { x: event.clientX, y: event.clientY, mouse: event.pointerType === "mouse" };
}

function click(event) {
  const button = event.target instanceof Element && event.target.closest(".bb-picked [data-step]");
  if (button) {
    step(button.closest(".bb-picked"), Number(button.dataset.step));
    return;
  }
  const key = chartAt(event.target);
  if (!key || !pressed?.mouse || event.button !== 0) return; // a finger's tap shows, the panel opens
  if (Math.hypot(event.clientX - pressed.x, event.clientY - pressed.y) > DRAG) return;
  const day = field(key)?.value;
  const { high } = panelOf(key)?.dataset ?? {};
  const top = place(key).querySelector("svg.marks, canvas")?.getBoundingClientRect().top ?? 0;
  if (!day || (high && event.clientY - top > Number(high) * textSize())) return;
  show(key, day, false);
  // The page is loaded anew: the chart tells its screen of the same press, which would be asked for
  // under the address of the day.
  const link = panelOf(key)?.querySelector("a");
  if (link) location.assign(link.href);
}

export default function ({ data }) {
  const points = JSON.parse(data.points);
  charts.set(data.chart, { points, numbers: new Map(points.map(([day], number) => [day, number])) });
  const panel = panelOf(data.chart);
  const number = panel && charts.get(data.chart).numbers.get(panel.dataset.at);
  if (number !== undefined && number !== null) mark(panel, number, points.length);
  if (window.backbeatChartsFollowed) return;
  window.backbeatChartsFollowed = true;
  document.addEventListener("pointermove", follow, { passive: true });
  document.addEventListener("pointerdown", press, { capture: true, passive: true });
  document.addEventListener("pointerdown", follow, { passive: true });
  document.addEventListener("keydown", type);
  document.addEventListener("click", click);
}
