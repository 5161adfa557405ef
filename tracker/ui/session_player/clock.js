// The session's time, counted from timestamps: a tab that is slowed down stays right.
// Only values here: no page, no sound.

const WORK = new Set(["hold", "rep", "own pace"]);
const WAIT = new Set(["ready", "release", "sides", "rest"]);
const ASLEEP = 120_000; // ms without a tick: the machine slept, nobody was exercising

function newSession(exercises) {
  return {
    exercises: exercises.map((exercise) => ({ ...exercise, uid: identity(), logged: null })),
    after: identity(),
    exercise: 0,
    step: 0,
    into: 0, // seconds of the present step that are over
    phase: "running", // paused, finished or stopped
    seen: Date.now(),
  };
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
    log(exercise, { sets: exercise.sets, reps: exercise.reps, hold_seconds: exercise.hold_seconds });
    leave(session, happened);
  }
}

function skipWait(session, happened) {
  session.into = 0;
  nextStep(session, happened);
}

function skipExercise(session, note, happened) {
  const done = doneSoFar(session);
  if (done) log(session.exercises[session.exercise], done, note);
  session.into = 0;
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

function log(exercise, dose, note = "") {
  exercise.logged = { ...dose, note };
}

// What of the present exercise is done: whole sets; within the first, repetitions; within
// the first of those, whole seconds. Null where there is nothing to tell.
function doneSoFar(session) {
  const { steps, sets, reps, hold_seconds } = session.exercises[session.exercise];
  const over = steps.slice(0, session.step).filter((step) => WORK.has(step.doing));
  const all = steps.filter((step) => WORK.has(step.doing));
  const whole = (set) => (some) => some.filter((step) => step.set === set).length;
  let complete = 0;
  while (whole(complete + 1)(over) && whole(complete + 1)(over) === whole(complete + 1)(all)) {
    complete += 1;
  }
  if (complete) return { sets: complete, reps, hold_seconds };
  const one = sets === null ? null : 1;
  const repeated = Math.max(0, ...over.map((step) => step.rep));
  if (repeated) return { sets: one, reps: reps === null ? null : repeated, hold_seconds };
  const seconds = Math.floor(session.into);
  const doing = present(session)?.doing;
  if (doing === "hold" && seconds > 0) {
    return { sets: one, reps: reps === null ? null : 1, hold_seconds: seconds };
  }
  return doing === "own pace" && seconds > 0 ? { sets, reps, hold_seconds } : null;
}

function secondsLeft(session) {
  const step = present(session);
  return step ? Math.max(1, Math.ceil(step.seconds - session.into)) : 0;
}

function minutes(exercises) {
  const seconds = exercises.flatMap((exercise) => exercise.steps).reduce((sum, s) => sum + s.seconds, 0);
  return Math.max(1, Math.round(seconds / 60));
}
