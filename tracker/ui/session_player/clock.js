// The session's time, counted from timestamps: a tab that is slowed down stays right.
// Only values here: no page, no sound.

const WORK = new Set(["hold", "rep", "own pace"]);
const WAIT = new Set(["ready", "release", "sides", "rest"]);
const ASLEEP = 120_000; // ms without a tick: the machine slept, nobody was exercising

function newSession(exercises, others) {
  return {
    exercises: exercises.map((exercise) => inSession(exercise)),
    offered: [...exercises, ...others], // where gentler ones are found
    after: newUid(),
    exercise: 0,
    step: 0,
    into: 0, // seconds of the present step that are over
    phase: "running", // paused, between (an exercise was broken off) or finished
    seen: Date.now(),
  };
}

// `ended` is done, partly, stopped (for pain) or not done; the last is never `logged`.
function inSession(exercise) {
  return { ...exercise, uid: newUid(), rating: newUid(), ended: null, logged: null, pain: null, reason: null };
}

function present(session) {
  return session.exercises[session.exercise]?.steps[session.step] ?? null;
}

// Let some seconds pass. `happened` is told of every step that begins and every exercise
// that is finished, in their order, however many the seconds reach over.
function pass(session, seconds, happened) {
  session.into += seconds;
  let step = present(session);
  while (step && session.into >= step.seconds) {
    session.into -= step.seconds;
    nextStep(session, happened);
    step = present(session);
  }
}

function nextStep(session, happened) {
  session.step += 1;
  const exercise = session.exercises[session.exercise];
  if (session.step < exercise.steps.length) {
    happened("step");
  } else {
    const { sets, reps, hold_seconds } = exercise;
    finish(exercise, "done", { sets, reps, hold_seconds, note: "" });
    leave(session, happened);
  }
}

function skipWait(session, happened) {
  session.into = 0;
  nextStep(session, happened);
}

// End the present exercise before its time; what comes instead is asked between.
function breakOff(session, painful) {
  const exercise = session.exercises[session.exercise];
  const done = doneSoFar(session);
  const nothing = { sets: null, reps: null, hold_seconds: null, note: "" };
  if (painful) finish(exercise, "stopped", done ?? nothing);
  else if (done) finish(exercise, "partly", done);
  else exercise.ended = "not done";
  session.phase = "between";
}

function finish(exercise, ended, dose) {
  exercise.ended = ended;
  exercise.logged = { ...dose, outcome: ended };
}

// After an exercise that was broken off: with `instead` first, where there is one.
function goOn(session, instead, happened) {
  if (instead) session.exercises.splice(session.exercise + 1, 0, inSession(instead));
  session.into = 0;
  session.phase = "running";
  leave(session, happened);
}

function leave(session, happened) {
  const left = session.exercises[session.exercise];
  session.exercise += 1;
  session.step = 0;
  const over = session.exercise === session.exercises.length;
  if (over) session.phase = "finished";
  happened("exercise", left);
  happened(over ? "end" : "step");
}

// The first gentler exercise that this session has not had, nor will have anyway.
function gentlerThan(session) {
  const had = new Set(session.exercises.map((exercise) => exercise.name));
  const names = session.exercises[session.exercise].gentler ?? [];
  const name = names.find((one) => !had.has(one));
  return (session.offered ?? []).find((exercise) => exercise.name === name) ?? null;
}

// The same exercise as the library lets one begin, where that is less. Not after pain.
function less(exercise) {
  return exercise.less && exercise.ended !== "stopped" ? { ...exercise, ...exercise.less, less: null } : null;
}

// What of the present exercise is done: whole sets; within the first, repetitions that every
// side has; within the first of those, whole seconds. What goes beyond is in the note. Null
// where there is nothing to tell.
function doneSoFar(session) {
  const { steps, sets, reps, hold_seconds } = session.exercises[session.exercise];
  const now = steps[session.step];
  const over = steps.slice(0, session.step).filter((step) => WORK.has(step.doing));
  const sides = [...new Set(steps.filter((step) => WORK.has(step.doing)).map((step) => step.side))];
  const counts = (set) => sides.map((side) => over.filter((step) => step.set === set && step.side === side).length);
  const seconds = now?.doing === "hold" || now?.doing === "own pace" ? Math.floor(session.into) : 0;
  const one = sets === null ? null : 1;
  let whole = 0;
  while (whole < (sets ?? 1) && Math.min(...counts(whole + 1)) === (reps ?? 1)) whole += 1;
  if (whole) {
    return { sets: whole, reps, hold_seconds, note: beyond(sides, counts(whole + 1), reps, now, seconds) };
  }
  const begun = counts(1);
  const every = Math.min(...begun);
  if (every) {
    const rest = begun.map((count) => count - every);
    return { sets: one, reps: every, hold_seconds, note: beyond(sides, rest, reps, now, seconds) };
  }
  if (begun[0]) {
    const right = now.side === 2 && seconds > 0;
    const note = right ? "left side, and right side" : seconds ? "left side only, and" : "left side only";
    return { sets: one, reps: reps && begun[0], hold_seconds, note: seconds ? `${note} held ${seconds} s` : note };
  }
  if (!seconds) return null;
  if (now.doing === "own pace") return { sets: null, reps: null, hold_seconds: null, note: `for ${seconds} s` };
  return { sets: one, reps: reps && 1, hold_seconds: seconds, note: sides.length > 1 ? "left side only" : "" };
}

// Repetitions and seconds beyond what is counted, in words: "and left side once, held 3 s".
function beyond(sides, counts, reps, now, seconds) {
  const name = (side) => (side ? `${side === 1 ? "left" : "right"} side` : "");
  const times = (count) => (reps === null ? "" : count === 1 ? "once" : `${count} times`);
  const parts = counts.flatMap((count, place) => (count ? [`${name(sides[place])} ${times(count)}`] : []));
  if (seconds) parts.push(`${name(now.side)} ${now.doing === "hold" ? "held " : ""}${seconds} s`);
  return parts.length ? `and ${parts.map((part) => part.trim()).join(", ")}` : "";
}

function secondsLeft(session) {
  const step = present(session);
  return step ? Math.max(1, Math.ceil(step.seconds - session.into)) : 0;
}

function minutes(exercises) {
  const seconds = exercises.flatMap((exercise) => exercise.steps).reduce((sum, s) => sum + s.seconds, 0);
  return Math.max(1, Math.round(seconds / 60));
}
