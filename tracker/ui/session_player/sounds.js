// Short tones instead of a voice; the screen stays on while a session runs.

const TONES = {
  tick: [[660, 0, 0.08]],
  go: [[880, 0, 0.25]],
  rep: [[740, 0, 0.1]],
  rest: [[440, 0, 0.3]],
  end: [
    [660, 0, 0.2],
    [880, 0.25, 0.4],
  ],
};
let audio = null;
let lock = null;
let asking = false;

function wakeSound() {
  try {
    audio ??= new AudioContext();
    audio.resume().catch(() => {}); // only a tap may start sound: the next one does
  } catch {
    audio = null; // no sound on this device; the numerals say it all
  }
}

function play(name) {
  if (!audio || audio.state !== "running") return;
  for (const [pitch, delay, length] of TONES[name]) {
    const begin = audio.currentTime + delay;
    const tone = audio.createOscillator();
    const loudness = audio.createGain();
    tone.frequency.value = pitch;
    loudness.gain.setValueAtTime(0.0001, begin);
    loudness.gain.exponentialRampToValueAtTime(0.4, begin + 0.02);
    loudness.gain.exponentialRampToValueAtTime(0.0001, begin + length);
    tone.connect(loudness).connect(audio.destination);
    tone.start(begin);
    tone.stop(begin + length);
  }
}

async function stayAwake() {
  if (lock || asking || !navigator.wakeLock || document.visibilityState !== "visible") return;
  asking = true;
  try {
    lock = await navigator.wakeLock.request("screen");
    lock.addEventListener("release", () => (lock = null)); // a hidden tab loses it
  } catch {
    lock = null; // a low battery may refuse; the session goes on
  }
  asking = false;
}

function maySleep() {
  lock?.release().catch(() => {});
  lock = null;
}
