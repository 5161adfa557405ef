// The service worker: keeps the files of this version of the program, which are the same for
// everybody. No page, no answer of a route and nothing of a diary is ever in its cache.
//
// CACHE, named by the version, and FILES, the paths, are set by the lines that the server puts
// above (tracker/web/static_worker.py). A page names its files by their contents: one of another
// version is not in here, and asked for from the server.

const KEPT_PATHS = "/static/";

self.addEventListener("install", (event) => {
  self.skipWaiting();
  event.waitUntil(caches.open(CACHE).then((cache) => cache.addAll(FILES)));
  // Without waking this worker: its files from the cache, all else from the server.
  event.addRoutes?.([
    { condition: { urlPattern: new URLPattern({ pathname: `${KEPT_PATHS}*` }) }, source: { cacheName: CACHE } },
    { condition: { urlPattern: new URLPattern({ pathname: "*" }) }, source: "network" },
  ]);
});

self.addEventListener("activate", (event) => {
  const tidy = async () => {
    const old = (await caches.keys()).filter((name) => name.startsWith("backbeat-") && name !== CACHE);
    await Promise.all(old.map((name) => caches.delete(name)));
    await self.clients.claim();
  };
  event.waitUntil(tidy());
});

// Where a browser can't be told so beforehand.
self.addEventListener("fetch", (event) => {
  const asked = new URL(event.request.url);
  if (event.request.method !== "GET" || asked.origin !== self.location.origin) return;
  if (!asked.pathname.startsWith(KEPT_PATHS)) return;
  const kept = caches.open(CACHE).then((cache) => cache.match(event.request));
  event.respondWith(kept.then((file) => file ?? fetch(event.request)));
});
