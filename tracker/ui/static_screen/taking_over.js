// A screen that came with the page: when Streamlit's is drawn, which of its controls are the same, and
// how that is passed on which was pressed meanwhile.

const DRAWN = "[data-testid=stApp][data-test-connection-state=CONNECTED][data-test-script-state=notRunning]";
const CHART = "[data-testid=stVegaLiteChart]";
const CHART_DRAWN = "svg.marks";
const LOOK = 50; // ms between looks at whether the screen is drawn
const SCROLLED = 100; // ms from a scroll until nothing that opens is closed by it
const ANSWERED = 3_000; // ms in which what was pressed is answered; then the next is passed on

// Streamlit's screen is at rest, nothing of it is waited for, and its charts are drawn.
function isDrawn(root) {
  if (!root.querySelector(DRAWN) || document.documentElement.dataset.loading !== undefined) return false;
  return [...root.querySelectorAll(CHART)].every((chart) => chart.querySelector(CHART_DRAWN));
}

function focusSame(focused, root) {
  if (!focused) return;
  const links = [...root.querySelectorAll("a")];
  const same = focused.localName === "a" ? links.find((one) => one.href === focused.href) : root.querySelector(sameAs(focused));
  same?.focus({ preventScroll: true });
}

// Where Streamlit's own is: of a control, of a step beside a chart, of what folds open.
function sameAs(one) {
  const chart = one.closest("[data-chart]")?.dataset.chart;
  if (one.dataset.step) return `.bb-picked[data-chart="${chart}"] [data-step="${one.dataset.step}"]`;
  return one.dataset.then ?? ".bb-key summary";
}
