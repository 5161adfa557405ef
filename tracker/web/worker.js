// The service worker: keeps the files of this version of the program, which are the same for
// everybody. No page with a day in it, no answer of a route and nothing of a diary is ever in its
// cache. Where nobody answers, one of its files is shown for any screen: the check-in for today,
// which holds no entries.
//
// CACHE, named by the version, FILES, the paths, OFFLINE, that page's, and SCREENS are set by the
// lines that the server puts above (tracker/web/static_worker.py). A page names its files by their
// contents: one of another version is not in here, and asked for from the server.

const KEPT_PATHS = "/static/";
const LATE = 4_000; // ms without an answer: a phone in another network waits for minutes
const SLOW = 60_000; // ms in which a server that has just answered is waited for
let answered = 0; // when the page without a connection heard of one

self.addEventListener("install", (event) => {
  self.skipWaiting();
  event.waitUntil(caches.open(CACHE).then((cache) => cache.addAll(FILES)));
  // Without waking this worker: its files from the cache, all else from the server. A screen is
  // asked for at once, too, and this worker is woken beside that in case that nobody answers.
  event.addRoutes?.([
    { condition: { urlPattern: new URLPattern({ pathname: `${KEPT_PATHS}*` }) }, source: { cacheName: CACHE } },
    { condition: { requestMode: "navigate" }, source: "race-network-and-fetch-handler" },
    { condition: { urlPattern: new URLPattern({ pathname: "*" }) }, source: "network" },
  ])?.catch(() => null); // a browser that knows only some of them asks below
});

self.addEventListener("activate", (event) => {
  const tidy = async () => {
    const old = (await caches.keys()).filter((name) => name.startsWith("backbeat-") && name !== CACHE);
    await Promise.all(old.map((name) => caches.delete(name)));
    // Where a worker has to be woken for a page, the page is asked for meanwhile.
    if (!globalThis.InstallEvent?.prototype.addRoutes) await self.registration.navigationPreload?.enable();
    await self.clients.claim();
  };
  event.waitUntil(tidy());
});

self.addEventListener("fetch", (event) => {
  const asked = new URL(event.request.url);
  if (event.request.method !== "GET" || asked.origin !== self.location.origin) return;
  if (event.request.mode === "navigate") {
    if (SCREENS.includes(asked.pathname)) event.respondWith(screen(event));
  } else if (asked.pathname.startsWith(KEPT_PATHS)) {
    event.respondWith(kept(event.request).then((file) => file ?? fetch(event.request)));
  }
});

self.addEventListener("message", ({ data }) => {
  if (data === "answers") answered = Date.now();
});

async function kept(request) {
  return (await caches.open(CACHE)).match(request);
}

// A screen comes from the server and nowhere else; without one it is told so.
async function screen(event) {
  const asked = Promise.resolve(event.preloadResponse).then((answer) => answer ?? fetch(event.request));
  const offline = async () => (await kept(OFFLINE)) ?? asked;
  const late = new Promise((done) => setTimeout(done, LATE));
  const waits = Date.now() - answered < SLOW;
  return Promise.race(waits ? [asked] : [asked, late.then(offline)]).catch(offline);
}
