// What has to survive a reload, a lost connection or a closed tab: the session as it stands.
// Its entries are in the outbox until the diary has them.

function keep(place, session) {
  if (session) keepText(`${place}.session`, JSON.stringify(session));
  else forgetText(`${place}.session`);
}

function kept(place) {
  try {
    return JSON.parse(readText(`${place}.session`));
  } catch {
    return null;
  }
}

// Entries that a browser kept in a place of the session's own.
function takeOldEntries(place, diary) {
  for (const key of keysFrom(`${place}.out.`)) {
    const entry = readItem(key);
    if (entry) postEntry(diary, entry);
    forgetText(key);
  }
}
