// What the person sees, from the session as it stands.

const DOING = {
  ready: "Get ready",
  hold: "Hold",
  rep: "Move slowly",
  release: "Let go",
  sides: "Change sides",
  rest: "Rest",
  "own pace": "At your own pace",
};
const SIDES = ["", "left side", "right side"];

function tell(element, text) {
  if (element.textContent !== text) element.textContent = text;
}

function countText(exercise, step) {
  const parts = [];
  if (exercise.sets > 1) parts.push(`set ${step.set} of ${exercise.sets}`);
  if (exercise.reps > 1 && step.doing !== "rep") parts.push(`${step.rep} of ${exercise.reps}`);
  if (exercise.reps && step.doing === "rep") parts.push(`of ${exercise.reps}`);
  if (step.side) parts.push(SIDES[step.side]);
  const text = parts.join(" · ");
  return text[0] ? text[0].toUpperCase() + text.slice(1) : "";
}

function drawStage(view, session) {
  const exercise = session.exercises[session.exercise];
  const step = present(session);
  if (!exercise || !step) return;
  const paused = session.phase === "paused";
  const one = (selector) => view.querySelector(selector);
  const dialog = one("dialog");
  const reading = paused || step.doing === "ready";
  dialog.toggleAttribute("data-reading", reading);
  dialog.dataset.doing = paused ? "paused" : WORK.has(step.doing) ? "work" : "wait";
  tell(one(".place"), `Exercise ${session.exercise + 1} of ${session.exercises.length}`);
  tell(one(".name"), exercise.label);
  tell(one(".doing"), paused ? "Paused" : DOING[step.doing]);
  tell(one(".numeral"), String(step.doing === "rep" ? step.rep : secondsLeft(session)));
  tell(one(".count"), countText(exercise, step));
  one(".bar i").style.width = `${Math.min(100, (100 * session.into) / step.seconds)}%`;
  tell(one("[data-do=pause]"), paused ? "Continue" : "Pause");
  one("[data-do=wait]").hidden = paused || !WAIT.has(step.doing);
  tell(one("[data-do=wait]"), step.doing === "rest" ? "Skip the rest" : "Start now");
  const next = session.exercises[session.exercise + 1];
  tell(one(".next"), next ? `Then: ${next.label}` : "Then you're done");
  drawHow(view, exercise, reading || step.doing === "rest");
}

// The drawing, and the steps while there is time to read them.
function drawHow(view, exercise, steps) {
  const how = view.querySelector(".how");
  if (how.dataset.of !== exercise.uid) {
    how.dataset.of = exercise.uid;
    how.querySelector(".drawing").innerHTML = view.pictures?.[exercise.name] ?? exercise.drawing ?? ""; // our own markup
    how.querySelector("ol").replaceChildren(...exercise.how.map((line) => item(line)));
  }
  how.querySelector("ol").hidden = !steps;
}

function item(text) {
  const line = document.createElement("li");
  line.textContent = text;
  return line;
}

function announce(view, session) {
  const exercise = session.exercises[session.exercise];
  const step = present(session);
  if (!exercise || !step || step.doing === "rep" || step.doing === "release") return;
  const count = countText(exercise, step);
  const words = [exercise.label, DOING[step.doing], `${step.seconds} seconds`, count];
  tell(view.querySelector(".said"), words.filter(Boolean).join(", "));
}

const ENDED = { done: "✓", partly: "◐", stopped: "✕", "not done": "–" };
const ENDED_WORDS = { done: "", partly: "partly", stopped: "stopped for pain", "not done": "not done" };

// How much was done, in words; empty where nothing is counted.
function doseText({ logged, pain }) {
  const parts = [];
  if (logged?.sets) parts.push(logged.sets === 1 ? "1 set" : `${logged.sets} sets`);
  if (logged?.reps) parts.push(logged.reps === 1 ? "once" : `${logged.reps} times`);
  if (logged?.hold_seconds) parts.push(`held ${logged.hold_seconds} s`);
  if (logged?.note) parts.push(logged.note);
  if (pain != null) parts.push(`pain ${pain}`);
  return parts.join(", ");
}

function endedItem(exercise) {
  const line = document.createElement("li");
  const mark = document.createElement("span");
  mark.setAttribute("aria-hidden", "true");
  mark.textContent = `${ENDED[exercise.ended]} `;
  const name = [exercise.label, ENDED_WORDS[exercise.ended]].filter(Boolean).join(", ");
  const dose = doseText(exercise);
  line.append(mark, dose ? `${name}: ${dose}` : name);
  return line;
}

function drawRule(box, rule) {
  box.replaceChildren(
    ...rule.map((line) => {
      const words = document.createElement("p");
      words.textContent = line;
      return words;
    }),
  );
}

// An exercise was stopped early: what is logged of it, and what may come instead.
function drawBetween(view, session, rule) {
  const between = view.querySelector(".between");
  const one = (selector) => between.querySelector(selector);
  const exercise = session.exercises[session.exercise];
  const stopped = exercise.ended === "stopped";
  tell(one("h2"), `${exercise.label}: ${ENDED_WORDS[exercise.ended]}`);
  const dose = doseText({ ...exercise, pain: null });
  tell(one(".logged"), exercise.logged ? `Logged${dose ? `: ${dose}` : ""}.` : "Nothing logged.");
  one(".rated").hidden = !stopped;
  tell(one("legend"), `Pain right now, with ${exercise.name}`);
  for (const radio of one(".rated").querySelectorAll("input")) radio.checked = radio.value === String(exercise.pain);
  one(".why").hidden = exercise.ended !== "not done" || !exercise.planned;
  for (const radio of one(".why").querySelectorAll("input")) radio.checked = radio.value === exercise.reason;
  one(".rule").hidden = !stopped;
  drawRule(one(".rule"), rule);
  const next = session.exercises[session.exercise + 1];
  const gentler = gentlerThan(session);
  const same = less(exercise);
  one("[data-do=next]").hidden = !next;
  tell(one("[data-do=next]"), next ? `Next: ${next.label}` : "");
  one("[data-do=less]").hidden = !same;
  tell(one("[data-do=less]"), same ? `The same, less: ${same.words.replace(/, about.*/, "")}` : "");
  one("[data-do=gentler]").hidden = !gentler;
  tell(one("[data-do=gentler]"), gentler ? `A gentler one: ${gentler.label}` : "");
}

function drawEnd(view, session, rule) {
  const end = view.querySelector(".end");
  const stopped = session.exercises.some((exercise) => exercise.ended === "stopped");
  const ended = session.exercises.filter((exercise) => exercise.ended);
  const logged = ended.some((exercise) => exercise.logged);
  tell(end.querySelector("h2"), "That's it for today");
  end.querySelector(".rule").hidden = !stopped;
  drawRule(end.querySelector(".rule"), rule);
  tell(end.querySelector(".logged"), logged ? "Logged:" : "Nothing logged.");
  end.querySelector("ul").replaceChildren(...ended.map((exercise) => endedItem(exercise)));
}

function drawScale(place, name, chosen) {
  if (place.childElementCount) return;
  for (let pain = 0; pain <= 10; pain += 1) {
    const label = document.createElement("label");
    const radio = document.createElement("input");
    radio.type = "radio";
    radio.name = name;
    radio.value = String(pain);
    if (pain === 0) radio.setAttribute("aria-label", "0, no pain");
    if (pain === 10) radio.setAttribute("aria-label", "10, worst pain imaginable");
    radio.addEventListener("change", () => chosen(pain));
    const figure = document.createElement("span");
    figure.textContent = String(pain);
    label.append(radio, figure);
    place.append(label);
  }
}

function drawChoice(view, data, changed) {
  view.querySelector(".chosen legend").textContent = data.heading;
  view.querySelector(".list").replaceChildren(
    ...data.exercises.map((exercise, place) => {
      const label = document.createElement("label");
      const box = document.createElement("input");
      box.type = "checkbox";
      box.value = String(place);
      box.checked = exercise.chosen;
      box.addEventListener("change", changed);
      const words = document.createElement("span");
      const dose = document.createElement("small");
      dose.textContent = exercise.words;
      words.append(exercise.label, dose);
      label.append(box, words);
      return label;
    }),
  );
}
