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
  drawHow(view, exercise, step);
}

function drawHow(view, exercise, step) {
  const how = view.querySelector(".how");
  if (how.dataset.of !== exercise.uid) {
    how.dataset.of = exercise.uid;
    how.querySelector(".drawing").innerHTML = exercise.drawing ?? ""; // our own SVG
    how.querySelector("ol").replaceChildren(...exercise.how.map((line) => item(line)));
  }
  how.querySelector("ol").hidden = step.doing !== "ready" && step.doing !== "rest";
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

function doneText({ label, logged }) {
  const parts = [];
  if (logged.sets > 1) parts.push(`${logged.sets} sets`);
  if (logged.reps) parts.push(logged.reps === 1 ? "once" : `${logged.reps} times`);
  if (logged.hold_seconds) parts.push(`held ${logged.hold_seconds} s`);
  if (logged.note) parts.push(logged.note);
  return parts.length ? `${label}: ${parts.join(", ")}` : label;
}

function drawEnd(view, session, rule) {
  const end = view.querySelector(".end");
  const stopped = session.phase === "stopped";
  const done = session.exercises.filter((exercise) => exercise.logged);
  tell(end.querySelector("h2"), stopped ? "Stopped" : "That's it for today");
  const box = end.querySelector(".rule");
  box.hidden = !stopped;
  if (stopped) {
    box.replaceChildren(
      ...rule.map((line) => {
        const words = document.createElement("p");
        words.textContent = line;
        return words;
      }),
    );
  }
  tell(end.querySelector(".logged"), done.length ? "Logged:" : "Nothing was done, so nothing was logged.");
  end.querySelector("ul").replaceChildren(...done.map((exercise) => item(doneText(exercise))));
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
