// What is pressed below the day before Streamlit's own controls are there. All of it is passed on to
// them in its order, one answered after the other, as what shall be: a chip that is so already is
// left alone, so that nothing is done twice, and nothing undone that another device has done.

const STATES = ["aria-pressed", "aria-expanded"];
const AT_REST_FOR = 100; // ms without a run until an answer is surely drawn
const OPENS = ".opens, .select, .help"; // beside the screen: only once that is there, and one of them

function keepPressed(root) {
  const waiting = new Map(); // by where Streamlit's is: the button, and whether it shall be on
  let opener = null;
  let passing = false;

  function press(button) {
    opener?.removeAttribute("aria-busy");
    opener = button.matches(OPENS) ? button : null;
    button.setAttribute("aria-busy", "true");
    if (opener) return;
    const { then } = button.dataset;
    const state = STATES.find((one) => button.hasAttribute(one));
    const on = !state || button.getAttribute(state) !== "true";
    if (state) button.setAttribute(state, on);
    waiting.delete(then);
    waiting.set(then, { button, on });
  }

  async function passOn() {
    passing = true;
    for (const [then, { button, on }] of waiting) { // and what is pressed meanwhile
      waiting.delete(then);
      const control = [...root.querySelectorAll(then)].find((one) => words(one) === words(button));
      if (control && isOn(control) !== on) await answer(root, control);
      if (!waiting.has(then)) button.removeAttribute("aria-busy");
    }
    passing = false;
  }

  return {
    press,
    passOn,
    open: () => opener && setTimeout(() => root.querySelector(opener.dataset.then)?.click(), SCROLLED),
    get isPassing() { return passing; },
    get waits() { return passing || waiting.size > 0; },
  };
}

function isOn(control) {
  if (control.localName === "summary") return control.parentElement.open;
  return control.getAttribute("aria-pressed") === "true";
}

// As they are seen: Streamlit's may hold joiners that keep them from being read as a link.
function words(control) {
  return (control.querySelector("p") ?? control).textContent.replaceAll("\u2060", "").trim();
}

// Press a control of Streamlit's, until its answer is drawn: a run may end in another one.
function answer(root, control) {
  const app = root.querySelector("[data-testid=stApp]");
  return new Promise((done) => {
    const end = () => {
      watch.disconnect();
      clearTimeout(late);
      clearTimeout(still);
      done();
    };
    let still = 0;
    const watch = new MutationObserver((changes) => {
      const isOver = app.dataset.testScriptState === "notRunning";
      clearTimeout(still);
      const begun = still || !isOver || changes.some(({ oldValue }) => oldValue !== "notRunning");
      if (begun) still = setTimeout(() => isOver && end(), AT_REST_FOR);
    });
    watch.observe(app, { attributeFilter: ["data-test-script-state"], attributeOldValue: true });
    const late = setTimeout(end, ANSWERED);
    control.click();
  });
}
