// A timer for breaks at the desk. It counts on in this tab whatever screen is open, and
// knows after a reload when the break is due.

const DUE = "backbeat.break";
let view = null;
let data = null;
let audio = null;
let rung = 0; // the break that has been announced
let counting = null;

export default function breaks(component) {
  view = component.parentElement;
  data = component.data;
  view.querySelector("[data-do=start]").onclick = start;
  view.querySelector("[data-do=off]").onclick = off;
  counting ??= setInterval(tick, 500);
  tick();
  const mine = view;
  return () => {
    if (view === mine) view = null;
  };
}

function due() {
  try {
    return Number(localStorage.getItem(DUE)) || 0;
  } catch {
    return 0;
  }
}

function setDue(moment) {
  try {
    if (moment) localStorage.setItem(DUE, String(moment));
    else localStorage.removeItem(DUE);
  } catch {
    // a browser that keeps nothing has no timer
  }
}

async function start() {
  try {
    audio ??= new AudioContext();
    audio.resume().catch(() => {});
  } catch {
    audio = null;
  }
  setDue(Date.now() + (data.minutes * 60_000) / data.speed);
  tick();
  if ("Notification" in window && Notification.permission === "default") {
    await Notification.requestPermission().catch(() => {});
    tick();
  }
}

function off() {
  setDue(0);
  tick();
}

function tick() {
  const moment = due();
  const left = moment - Date.now();
  if (moment && left <= 0 && rung !== moment) {
    rung = moment;
    if (left > -3_600_000) ring(); // a break of yesterday is none
    else setDue(0);
  }
  if (view) draw(due(), left);
}

function ring() {
  if (audio?.state === "running") {
    for (const [pitch, delay] of [
      [660, 0],
      [880, 0.3],
    ]) {
      const begin = audio.currentTime + delay;
      const tone = audio.createOscillator();
      const loudness = audio.createGain();
      tone.frequency.value = pitch;
      loudness.gain.setValueAtTime(0.3, begin);
      loudness.gain.exponentialRampToValueAtTime(0.0001, begin + 0.5);
      tone.connect(loudness).connect(audio.destination);
      tone.start(begin);
      tone.stop(begin + 0.5);
    }
  }
  try {
    if (Notification.permission === "granted") {
      new Notification("Time for a break", { body: data.words, tag: DUE });
    }
  } catch {
    // some phones only let installed programs notify; the page says it
  }
}

function draw(moment, left) {
  const one = (selector) => view.querySelector(selector);
  const say = (selector, words) => {
    if (one(selector).textContent !== words) one(selector).textContent = words;
  };
  const seconds = Math.max(0, Math.ceil(left / 1000));
  const shown = seconds > 90 ? `${Math.ceil(seconds / 60)} min` : `${seconds} s`;
  one(".left").hidden = !moment || left <= 0;
  say(".left", moment && left > 0 ? `${shown} to your break` : "");
  say(".now", moment && left <= 0 ? `Time for a break. ${data.words}` : "");
  say("[data-do=start]", moment ? "Start again now" : `Start the timer: ${data.minutes} min`);
  one("[data-do=off]").hidden = !moment;
  const blocked = "Notification" in window && Notification.permission === "denied";
  say(".quietly", blocked ? "This browser does not let Backbeat notify you; a sound and this page do." : "");
}
