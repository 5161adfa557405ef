// The strip of seven days: swiped or turned by arrows, a day opened by its link or by its date.

const TURNED = 120; // ms without a movement until a swipe is over
const calm = matchMedia("(prefers-reduced-motion: reduce)");

// `ask` is given what is asked of the screen, "day" or "week", and its date.
function showStrip(strip, ask) {
  const weeks = strip.querySelector(".weeks");
  const all = [...weeks.children];
  let at = Number(strip.dataset.at);
  let moving = 0;
  let turning = false;
  const older = strip.querySelector("[data-do=older]");
  const newer = strip.querySelector("[data-do=newer]");

  const come = (place) => {
    all.forEach((week, number) => (week.inert = number !== place));
    tell(strip.querySelector(".which-days"), all[place].dataset.label);
    if (place === at) return;
    at = place;
    ask("week", all[place].dataset.last);
  };
  const turn = (by) => {
    const place = Math.min(all.length - 1, Math.max(0, at + by));
    if (place === at) return;
    turning = true;
    weeks.scrollTo({ left: all[place].offsetLeft, behavior: calm.matches ? "instant" : "smooth" });
    come(place);
  };
  come(at);
  // What an arrow turns to is known; where a finger swipes to is seen when it has come to rest.
  for (const touched of ["pointerdown", "wheel"]) {
    weeks.addEventListener(touched, () => (turning = false), { passive: true });
  }
  weeks.onscroll = () => {
    clearTimeout(moving);
    moving = setTimeout(() => {
      if (!weeks.isConnected || !weeks.clientWidth) return;
      const shown = Math.min(all.length - 1, Math.round(weeks.scrollLeft / weeks.clientWidth));
      if (shown === at) turning = false;
      if (!turning) come(shown);
    }, TURNED);
  };
  new ResizeObserver(() => { // and at once, before it is painted
    weeks.scrollTo({ left: all[at].offsetLeft, behavior: "instant" });
  }).observe(weeks);
  older.onclick = () => turn(-1);
  newer.onclick = () => turn(1);
  strip.onclick = (event) => {
    const link = event.target.closest("a[data-day]");
    if (!link || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
    event.preventDefault();
    ask("day", link.dataset.day);
  };
  showCalendar(strip, ask);
}

// The last of the seven days that are looked at.
function lastInStrip(strip) {
  return strip.querySelector(".week:not([inert])").dataset.last;
}

function showCalendar(strip, ask) {
  const button = strip.querySelector("[data-do=calendar]");
  const form = strip.querySelector("form");
  const input = form.querySelector("input");
  let byKeys = false; // a date that is typed passes through others on the way
  const unfold = (open) => {
    form.hidden = !open;
    button.setAttribute("aria-expanded", String(open));
  };
  button.onclick = () => {
    unfold(form.hidden);
    if (form.hidden) return;
    input.focus();
    try {
      input.showPicker();
    } catch {
      // a browser without one: the date is typed
    }
  };
  button.onkeydown = form.onkeydown = (event) => {
    byKeys = event.target === input;
    if (byKeys) event.stopPropagation(); // the page's own keys stay out of a field
    if (event.key !== "Escape" || form.hidden) return;
    unfold(false);
    button.focus();
  };
  input.onpointerdown = () => (byKeys = false);
  input.onchange = () => {
    if (!byKeys && input.value && input.validity.valid) ask("day", input.value);
  };
  form.onsubmit = (event) => {
    event.preventDefault();
    ask("day", input.value);
  };
}

// What was tapped stands in the strip at once.
function paintInStrip(strip, day, pain) {
  const rated = strip?.querySelector(`.week [data-day="${day}"] .rated`);
  if (!rated) return;
  tell(rated, ratingText(pain));
  rated.classList.toggle("missing", pain === "");
}
