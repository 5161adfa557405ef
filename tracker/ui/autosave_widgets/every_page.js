// On every screen: what an earlier visit, or the page without a connection, left in the outbox is
// sent, whether the screen has any field or not; and whose diary is opened here is remembered.

const address = new URL("../../autosave", import.meta.url).href;
const BEGUN = 2_000; // ms until a diary that is begun by this visit is there

async function look() {
  const whose = await askWhose(address);
  if (whose?.diary) {
    rememberWhose(whose);
    sendTheRest(whose.diary, whose.ticket, address);
  } else if (whose && !whose.out) {
    setTimeout(look, BEGUN);
  }
}

look();
addEventListener("online", () => keysFrom(OUTBOX).length && look());
