// What our page adds to Streamlit's.

// Some screens are seen at once, with the page. What Streamlit is made of waits until that is painted,
// or is late, as in a tab that nobody looks at.

const LATE = 300; // milliseconds
const later = document.querySelector("#later");
const fetchTheRest = () => later.replaceWith(later.content);
if (later) {
  document.addEventListener("DOMContentLoaded", () => requestAnimationFrame(() => setTimeout(fetchTheRest)));
  setTimeout(fetchTheRest, LATE);
}

// By keyboard. What opens from a button is drawn at the end of the page, so that Tab would come
// to it only after everything else: here it follows its button, as it does for the eye.

const BUTTON = "[data-testid=stPopoverButton][aria-expanded=true]";
const BODY = "[data-testid=stPopoverBody]";
const REACHED = "button, a[href], input, select, textarea, [tabindex]";

function reached(body) {
  return [...body.querySelectorAll(REACHED)].filter(
    (one) => one.tabIndex >= 0 && !one.disabled && one.getClientRects().length > 0,
  );
}

function follow(event) {
  if (event.key !== "Tab" || event.altKey || event.ctrlKey || event.metaKey) return;
  const button = document.querySelector(BUTTON);
  const body = document.querySelector(BODY);
  if (!button || !body) return;
  const inside = reached(body);
  const now = document.activeElement;
  if (now === button && !event.shiftKey && inside.length > 0) {
    event.preventDefault();
    inside[0].focus();
  } else if (now === inside[0] && event.shiftKey) {
    event.preventDefault();
    button.focus();
  } else if (now === inside.at(-1) && !event.shiftKey) {
    button.focus(); // and Tab goes on from there
  }
}

document.addEventListener("keydown", follow, true);

// What folds open is open at once: half a second in which its end lies under what follows helps
// nobody, and who asks for less motion had it all the same.

const animate = Element.prototype.animate;
Element.prototype.animate = function (frames, options) {
  const folds = this.closest("[data-testid=stExpander]") && "height" in Object(frames);
  return animate.call(this, frames, folds ? { ...Object(options), duration: 0 } : options);
};

// A link to another screen is followed as Streamlit follows its own: what is asked for is the screen,
// not the whole page. The browser follows it where there is no line to the diary, and from the day
// that came with the page.

const SCREENS = document.currentScript.dataset.screens.split(" ");
const ON_LINE = ":root:not([data-day], [data-static]) [data-testid=stApp][data-test-connection-state=CONNECTED]";

function leadsToScreen(link) {
  if (link.target || link.hash || link.origin !== location.origin) return false;
  const path = new URL(".", location).pathname;
  return link.pathname.startsWith(path) && SCREENS.includes(link.pathname.slice(path.length));
}

function followLink(event) {
  if (event.defaultPrevented || event.altKey || event.ctrlKey || event.metaKey || event.shiftKey) return;
  const link = event.composedPath().find((one) => one.localName === "a");
  if (!link || !leadsToScreen(link) || !document.querySelector(ON_LINE)) return;
  event.preventDefault();
  history.pushState({}, "", link.href);
  dispatchEvent(new PopStateEvent("popstate"));
  document.querySelector("[data-testid=stMain]")?.scrollTo(0, 0);
}

addEventListener("click", followLink);

// Which screen one is on is said to those who don't see it, too.

function sayWhereOneIs() {
  for (const link of document.querySelectorAll(".bb-frame a")) {
    if (link.pathname === location.pathname) link.setAttribute("aria-current", "page");
    else link.removeAttribute("aria-current");
  }
}

const pushState = history.pushState;
history.pushState = function (...given) {
  pushState.apply(this, given);
  sayWhereOneIs();
};
window.addEventListener("popstate", sayWhereOneIs);

const starting = new MutationObserver(() => {
  const top = document.querySelector(".st-key-top");
  if (!top) return;
  starting.disconnect();
  sayWhereOneIs();
  listenToTheLine();
  new MutationObserver(sayWhereOneIs).observe(top, { subtree: true, childList: true });
});
starting.observe(document, { subtree: true, childList: true });

// What is said in passing is a dialog to those who don't see it, and its name is its words:
// Streamlit points at a title that it leaves out.

const PASSING = "[data-testid=stToast][aria-labelledby]";

function nameWhatIsSaid() {
  for (const toast of document.querySelectorAll(PASSING)) {
    const said = toast.innerText.trim();
    if (!said) continue; // its words are drawn a moment later
    toast.setAttribute("aria-label", said);
    toast.removeAttribute("aria-labelledby");
  }
}

document.addEventListener("DOMContentLoaded", () => {
  new MutationObserver((changes) => {
    for (const added of changes.flatMap((change) => [...change.addedNodes])) {
      if (added.dataset?.testid !== "stToastContainer") continue;
      nameWhatIsSaid();
      new MutationObserver(nameWhatIsSaid).observe(added, { subtree: true, childList: true });
    }
  }).observe(document.body, { childList: true });
});

// While the page loads, what stands below a part that is not drawn yet is held back until that is
// (base.css hides it): nothing that can be read or tapped moves away.

const LOADING_AT_MOST = 20000; // milliseconds
const WAITED_FOR = ".st-key-top [data-testid=stSkeleton], [data-testid=stMain] [data-testid=stSkeleton]";
const DRAWN = "[data-testid=stApp][data-test-connection-state=CONNECTED][data-test-script-state=notRunning] .bb-menu a";
const FILLED_LATER = ".st-key-session, .st-key-appearance, [class*=st-key-autosave-]"; // by scripts of their own
const UNFILLED = 40; // pixels that they have at most until then
const ROW = "[class*=st-key-plan-row-]"; // drawn one beside the other
const GROWS = ["[data-testid=stSkeleton]", "[data-testid=stHtml]:empty", FILLED_LATER, ROW];
const HOLDS_BACK = `[data-testid=stMain] :is(${GROWS})`;
const loading = document.documentElement.dataset;
const WITHOUT_FRAMES = 200; // milliseconds
let heightBefore = -1;
let held = new Set();
let nextFrame, nextLook;

function isDrawn() {
  if (!document.querySelector(DRAWN) || document.querySelector(WAITED_FOR)) return false;
  for (const one of document.querySelectorAll(FILLED_LATER)) {
    if (one.offsetHeight <= UNFILLED && !one.closest("details:not([open])")) return false;
  }
  const height = document.querySelector("[data-testid=stMainBlockContainer]").scrollHeight;
  const stays = height === heightBefore;
  heightBefore = height;
  return stays;
}

function holdBack(growing) {
  const below = new Set();
  for (const one of growing) {
    let part = one.matches(ROW) ? one.parentElement : one;
    for (; part.dataset.testid !== "stMain"; part = part.parentElement) {
      for (let next = part.nextElementSibling; next; next = next.nextElementSibling) below.add(next);
    }
  }
  for (const one of held) if (!below.has(one)) delete one.dataset.held;
  for (const one of below) if (!held.has(one)) one.dataset.held = "";
  held = below;
}

// Before each frame: what has been drawn since the last one is not seen before it may be. A tab that
// nobody looks at has no frames.
function show() {
  cancelAnimationFrame(nextFrame);
  clearTimeout(nextLook);
  const drawn = isDrawn() || performance.now() > LOADING_AT_MOST;
  if (drawn) delete loading.loading;
  else {
    nextFrame = requestAnimationFrame(show);
    nextLook = setTimeout(show, WITHOUT_FRAMES);
  }
  holdBack(drawn ? [] : document.querySelectorAll(HOLDS_BACK));
}
loading.loading = "";
show();

// That the line to the diary is cut is written across the top by a rule (style/frame.css), which
// nobody hears: the same words are said here.

const CALM = ["INITIAL", "CONNECTING", "CONNECTED"];
const cutOff = document.createElement("p");
cutOff.setAttribute("role", "status");
cutOff.className = "bb-hidden";

function sayWhetherCutOff(app) {
  const calm = CALM.includes(app.dataset.testConnectionState);
  const words = getComputedStyle(document.documentElement).getPropertyValue("--bb-words-cut-off");
  const goesOnWithout = document.querySelector(".st-key-session"); // a session keeps what is done
  cutOff.textContent = calm || goesOnWithout ? "" : words.replaceAll('"', "").trim();
}

// Who is let in no more, signed out here or from elsewhere or away for too long, sees nothing of the
// diary any more: the page is asked for anew, which leads to where one is let in. It is asked again
// and again while the line is cut: a server that was away and refuses looks to Streamlit as if it
// were away still.

const SIGNED_OUT = "backbeat.signed-out"; // forget.js
const ASK_AGAIN = 3000; // milliseconds
let nextAsked;

async function leaveIfSignedOut(app) {
  clearTimeout(nextAsked);
  if (CALM.includes(app.dataset.testConnectionState)) return;
  const answer = await fetch("./_stcore/host-config", { cache: "no-store" }).catch(() => null);
  if (answer?.status === 403) return location.reload();
  clearTimeout(nextAsked); // the state may have changed meanwhile
  nextAsked = setTimeout(() => leaveIfSignedOut(app), ASK_AGAIN);
}

const waitingForTheApp = new MutationObserver(() => {
  const app = document.querySelector(".stApp");
  if (!app) return;
  waitingForTheApp.disconnect();
  new MutationObserver(() => leaveIfSignedOut(app)).observe(app, {
    attributeFilter: ["data-test-connection-state"],
  });
});
waitingForTheApp.observe(document, { subtree: true, childList: true });

window.addEventListener("storage", (event) => {
  if (event.key === SIGNED_OUT && event.newValue) location.reload();
});
window.addEventListener("pageshow", (event) => {
  if (event.persisted) location.reload(); // as it was left: of another day or person
});

function listenToTheLine() {
  const app = document.querySelector(".stApp");
  document.body.append(cutOff);
  let connected = app.dataset.testConnectionState === "CONNECTED";
  let before = connected;
  new MutationObserver(() => {
    sayWhetherCutOff(app);
    const now = app.dataset.testConnectionState === "CONNECTED";
    if (now && !connected && before) sayWhetherOutdated();
    connected = now;
    before ||= now;
  }).observe(app, { attributeFilter: ["data-test-connection-state"] });
}

// A server that comes back may be of another version. It lists the files that its pages are drawn
// with, each named by its contents: where one of this page's is not among them, the page is to be
// loaded again. Nobody's page is taken away while they type: they are told.

const OWN = "/static/backbeat/";

async function sayWhetherOutdated() {
  if (document.querySelector(".bb-outdated")) return;
  const list = document.querySelector("script[data-files]")?.dataset.files;
  const named = [...document.querySelectorAll(`script[src*="${OWN}"], link[rel=stylesheet][href*="${OWN}"]`)];
  const mine = named.map((one) => new URL(one.src || one.href).pathname);
  const answer = list && (await fetch(list, { cache: "no-store" }).catch(() => null));
  const files = answer?.ok && (await answer.json().catch(() => null));
  if (!files || mine.every((file) => files.some((one) => file.endsWith(one)))) return;
  const told = document.createElement("div");
  told.className = "bb-outdated";
  told.setAttribute("role", "status");
  const again = Object.assign(document.createElement("button"), { textContent: "Load again", type: "button" });
  again.addEventListener("click", () => location.reload());
  document.body.append(told);
  told.append("Backbeat was upgraded. This page is of the version before.", again); // said once it is there
}
