// Once the first screen is at rest: what the other screens are drawn with is fetched, so that
// they are there at once. Where the browser lets a page have a service worker (https, and this
// computer itself), that keeps the program's files; else they are fetched one after the other.
// Whoever has asked the browser to save data is sent what they look at, and nothing ahead.

(() => {
  const AT_REST = "[data-testid=stApp][data-test-script-state=notRunning]";
  const here = document.currentScript;
  const worker = new URL("../../worker.js", here.src);
  const idle = (work) =>
    window.requestIdleCallback ? requestIdleCallback(work, { timeout: 5000 }) : setTimeout(work, 500);

  function whenAtRest(work) {
    if (document.querySelector(AT_REST)) idle(work);
    else setTimeout(whenAtRest, 500, work);
  }

  async function fetchAhead() {
    const files = await (await fetch(here.dataset.files)).json();
    const known = new Set(performance.getEntriesByType("resource").map((one) => one.name));
    const waiting = files.map((file) => new URL(file, worker).href).filter((file) => !known.has(file));
    const next = () => {
      const file = waiting.shift();
      if (!file) return;
      const link = Object.assign(document.createElement("link"), {
        rel: "prefetch", href: file, crossOrigin: "anonymous",
      });
      link.onload = link.onerror = () => idle(next);
      document.head.append(link);
    };
    idle(next);
  }

  function begin() {
    if (navigator.connection?.saveData) return;
    const kept = navigator.serviceWorker?.register(worker, { updateViaCache: "none" });
    if (!kept) fetchAhead();
    else kept.catch(() => null); // a profile that keeps nothing: the next visit asks again
  }
  whenAtRest(begin);
})();
