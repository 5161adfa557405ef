// The day that came with the page: it answers at once. When Streamlit has drawn the component of
// the same day, and what is below the day, that takes over what is there, once nothing is being
// tapped or typed and all that was pressed below the day is passed on (pressed.js).

const CLICKED = 100; // ms from a finger's or a key's leaving until its click has come
const STILL = 200; // ms without a movement until a scroll is over
const A_PART = 1_000; // ms from the end of a run until a part that it drew is surely there
const UNSEEN = 300; // ms after which a page that nobody looks at, which is not painted, goes on
const LONG = 20_000; // ms until it is said that Streamlit's part has not come
const AT_REST = "[data-testid=stApp][data-test-script-state=notRunning]";

function begin(page) {
  const own = page.querySelector(".own");
  const place = own.shadowRoot?.querySelector(".day");
  if (!place) return page.remove(); // a browser that doesn't know such markup waits for Streamlit
  const data = JSON.parse(own.dataset.given);
  const root = document.querySelector("#root");
  const asked = new Map(); // what Streamlit is to be asked for, once it is there
  const pressed = keepPressed(root);
  const over = new AbortController();
  const listen = (target, events, heard, capture = true) => {
    for (const event of events) {
      target.addEventListener(event, heard, { capture, passive: true, signal: over.signal });
    }
  };
  let next = null; // what takes over
  let waited = 0;
  let leadsTo = "";
  let held = false;
  let composing = false;
  let scrolled = 0;
  let byHand = false;
  let late = false;

  const typed = typedIn(place);
  const leave = showDay(place, data, (what, day) => {
    if (what !== "day" || isHeldHere()) asked.set(what, day);
    else location.assign(day === data.today ? "./" : `?day=${day}`);
  });
  const shown = shownDays.get(place);
  typeAgain(place, typed);

  function isWriting() {
    return Boolean(own.shadowRoot.activeElement?.matches("input, textarea"));
  }

  // `leftAnyhow`: what is written in stays as it is, and is only moved.
  function tryHandOver(leftAnyhow = false) {
    if (!next || !late && !isDrawn(root)) return;
    if (pressed.waits) {
      if (!pressed.isPassing) pressed.passOn();
      return;
    }
    if (held || composing || Date.now() - scrolled < STILL) return;
    if (isWriting() && !leftAnyhow) return;
    const { to, take } = next;
    const top = page.scrollTop;
    const focused = focusedIn(page);
    end();
    move(place, to, own.shadowRoot.activeElement);
    own.remove();
    focusSame(focused, root);
    page.remove();
    scrollMain(top);
    take(shown);
    pressed.open();
    for (const [what, day] of asked) shown.tell(what, day);
    if (leadsTo) leadTo(leadsTo, root);
  }

  // Whoever leaves waits until what was pressed is passed on, while that can be hoped for.
  function isHeldHere() {
    return pressed.waits && !late;
  }

  function end() {
    over.abort();
    clearInterval(waited);
    window.backbeatEarlyDay = null;
    delete document.documentElement.dataset.day;
  }

  // A run is over, and nothing has taken over: what Streamlit has drawn is shown.
  function giveWay() {
    if (over.signal.aborted) return;
    const ours = placeOfTheDay();
    if (!ours) { // another screen, or what went wrong
      end();
      leave();
      own.remove();
      page.remove();
    } else if (late && !next) {
      if (!ours.contains(own)) ours.append(own); // the component's script never came
      delete document.documentElement.dataset.day;
      page.remove();
      pressed.passOn();
    }
  }

  function stopWaiting() {
    if (over.signal.aborted) return;
    late = true;
    if (next) return;
    page.querySelector(".late").hidden = false;
    if (root.querySelector(AT_REST)) giveWay();
  }

  page.addEventListener("click", (event) => {
    const [button, link] = ["button[data-then]", "a[href]"].map((one) => firstOf(event, one));
    if (button) pressed.press(button);
    const another = event.ctrlKey || event.metaKey || event.shiftKey || event.altKey; // a tab
    if (!link || another || link.dataset.day || link.closest(".late") || !isHeldHere()) return;
    event.preventDefault();
    link.setAttribute("aria-busy", "true");
    leadsTo = link.href;
  }, { signal: over.signal });
  window.addEventListener("beforeunload", (event) => {
    if (pressed.waits) event.preventDefault(); // it would be lost: the browser asks
  }, { signal: over.signal });

  listen(document, ["pointerdown"], () => (held = true));
  listen(document, ["keydown"], (event) => {
    if (event.key === "Tab") tryHandOver(true); // so that it goes on to what follows
    else if (event.key === " " || event.key === "Enter") held = !isWriting();
  });
  listen(window, ["pointerup", "pointercancel", "keyup", "blur"], () => {
    if (!held) return;
    setTimeout(() => {
      held = false;
      tryHandOver();
    }, CLICKED);
  });
  listen(document, ["compositionstart", "compositionend"], (event) => {
    composing = event.type === "compositionstart";
  });
  listen(document, ["focusout"], () => setTimeout(tryHandOver));
  listen(page, ["wheel", "touchmove"], () => (byHand = true));
  for (const target of [page, place]) {
    listen(target, ["scroll"], () => {
      scrolled = Date.now();
      setTimeout(() => tryHandOver(byHand), STILL);
    });
  }

  const watch = new MutationObserver(([{ target }]) => {
    if (target.dataset.testScriptState === "notRunning") setTimeout(giveWay, A_PART);
  });
  watch.observe(root, { subtree: true, attributeFilter: ["data-test-script-state"] });
  over.signal.addEventListener("abort", () => watch.disconnect());
  setTimeout(stopWaiting, LONG);
  listen(window, ["error"], ({ target }) => {
    if (target.matches?.("script[type=module]")) stopWaiting();
  });

  // A page that was left open over midnight is asked for anew; what is being written waits.
  listen(document, ["visibilitychange"], () => {
    if (document.visibilityState === "visible" && !isWriting()) renewIfOver(data);
  });

  document.documentElement.dataset.day = "early"; // until then Streamlit's part is not seen
  const rest = setTimeout(showRest, UNSEEN, page);
  requestAnimationFrame(() => {
    clearTimeout(rest);
    setTimeout(showRest, 0, page);
  });
  window.backbeatEarlyDay = {
    handOver(to, take) {
      next = { to, take };
      document.documentElement.dataset.day = "awaited";
      clearInterval(waited);
      waited = setInterval(tryHandOver, LOOK);
      tryHandOver();
    },
  };
}

// What is below the day comes when the day is painted, and is seen once its rules are there.
function showRest(page) {
  const rest = page.querySelector(".rest");
  const show = () => (page.dataset.whole = "");
  if (!rest) return show();
  const tree = rest.attachShadow({ mode: "open" });
  tree.append(rest.querySelector("template").content);
  tree.querySelector("link").onload = tree.querySelector("link").onerror = show;
}

function firstOf(event, wanted) {
  return event.composedPath().find((one) => one.matches?.(wanted));
}

// What has the focus on the page, but for the day itself.
function focusedIn(page) {
  const { activeElement } = document;
  if (!page.contains(activeElement)) return null;
  const inside = activeElement.shadowRoot;
  if (!inside) return activeElement;
  return activeElement.matches(".rest") ? inside.activeElement : null;
}

// As a tap on the same link of Streamlit's screen does.
function leadTo(address, root) {
  const same = [...root.querySelectorAll("a")].find((link) => link.href === address);
  if (same) same.click();
  else location.assign(address);
}

// Where Streamlit's day is, or would be.
function placeOfTheDay() {
  const day = document.querySelector("#root .st-key-pain");
  return day?.querySelector("[data-testid=stException]") ? null : day;
}

// What was typed before this script was there, and what the diary's text was.
function typedIn(place) {
  const area = place.querySelector("textarea");
  const { value, defaultValue, selectionStart, selectionEnd } = area;
  const focused = place.getRootNode().activeElement === area;
  const text = value === defaultValue ? null : value;
  return { text, stored: defaultValue, focused, selectionStart, selectionEnd };
}

// Into what the note says by now: that may be a draft of an earlier visit, which stays.
function typeAgain(place, { text, stored, focused, selectionStart, selectionEnd }) {
  const area = place.querySelector("textarea");
  if (focused) area.focus({ preventScroll: true });
  if (text === null) return;
  area.value = area.value === stored ? text : joined(stored, area.value, text);
  const moved = area.value.length - text.length;
  area.setSelectionRange(selectionStart + moved, selectionEnd + moved);
  area.dispatchEvent(new Event("input"));
}

// Both of two texts, whose writers had `base` before them; the second is still being typed.
function joined(base, first, second) {
  if (base && first.startsWith(base) && second.startsWith(base)) {
    return `${first}\n${second.slice(base.length).trimStart()}`;
  }
  return `${first}\n\n${second}`;
}

// The parts go to their new place as they are: with what is typed in them, and where.
function move(from, to, focused) {
  const { selectionStart, selectionEnd } = focused ?? {};
  const weeks = from.querySelector(".weeks");
  const left = weeks?.scrollLeft;
  for (const part of [...from.children]) {
    if (to.moveBefore) to.moveBefore(part, null);
    else to.append(part);
  }
  if (weeks) weeks.scrollLeft = left;
  if (!focused || to.getRootNode().activeElement === focused) return;
  focused.focus({ preventScroll: true });
  if (focused.matches("textarea")) focused.setSelectionRange(selectionStart, selectionEnd);
}

// Streamlit's screen stands where ours stood; what is below the day may still be on its way.
function scrollMain(top) {
  const main = document.querySelector("[data-testid=stMain]");
  if (!main || !top) return;
  const over = new AbortController();
  const stop = () => over.abort();
  const reach = () => {
    main.scrollTop = top;
    if (main.scrollTop >= top - 1) stop();
  };
  const grown = new ResizeObserver(reach);
  over.signal.addEventListener("abort", () => grown.disconnect());
  for (const event of ["wheel", "touchstart", "keydown", "pointerdown"]) {
    main.addEventListener(event, stop, { passive: true, signal: over.signal });
  }
  for (const part of main.children) grown.observe(part);
  setTimeout(stop, 3_000);
  reach();
}

// Where the diary's day is no longer the one that was sent, the page is asked for anew.
async function renewIfOver({ today, zone }) {
  const now = new Intl.DateTimeFormat("sv", { timeZone: zone }).format();
  if (now === today) return;
  try {
    if ((await fetch(location.href, { cache: "no-store" })).ok) location.reload();
  } catch {
    // without a server the page stays as it is; what is entered is kept for its day
  }
}

const page = document.querySelector("#day-in-page");
if (page) begin(page);
