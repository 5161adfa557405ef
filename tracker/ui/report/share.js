// Hands a file to another app by the browser's own means, where it has them; else downloads it.

const handedOn = (window.backbeatShared ??= new Set()); // however often the screen is drawn again

function canShare({ name, mime }) {
  try {
    return navigator.canShare({ files: [new File([""], name, { type: mime })] });
  } catch {
    return false; // a browser that knows nothing of it, or an address that it doesn't trust
  }
}

function download(file) {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(file);
  link.download = file.name;
  document.body.append(link);
  link.click();
  link.remove();
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
}

async function fetched(address, name) {
  const answer = await fetch(address);
  if (!answer.ok) throw new Error(answer.statusText);
  const content = await answer.blob();
  return new File([content], name, { type: content.type });
}

function button(words, pressed) {
  const made = document.createElement("button");
  made.type = "button";
  made.className = "bb-share";
  made.textContent = words;
  made.onclick = pressed;
  return made;
}

async function share(file, said, words) {
  try {
    await navigator.share({ files: [file] });
    said.replaceChildren();
  } catch (error) {
    if (error.name === "AbortError") return said.replaceChildren(); // thought better of it
    if (error.name === "NotAllowedError" && !said.querySelector("button")) {
      // Making the file took longer than a press counts for: one more press is asked for.
      const again = () => share(file, said, words);
      said.replaceChildren(button(words.again.replace("{name}", file.name), again));
      return;
    }
    download(file);
    said.textContent = words.failed;
  }
}

export default function ({ data, parentElement, setTriggerValue }) {
  const root = parentElement.querySelector(".bb-shares");
  if (!root) return;
  const { words, address, name } = data;
  const said = root.querySelector("[role=status]");
  const can = data.files.filter(canShare);
  root.hidden = can.length === 0;
  root.setAttribute("aria-label", words.title);
  root.querySelector(".bb-shares-title").textContent = words.title;
  const ask = (form) => () => {
    said.replaceChildren();
    setTriggerValue("wanted", form);
  };
  const buttons = can.map(({ form, label }) => button(label, ask(form)));
  root.querySelector(".bb-shares-buttons").replaceChildren(...buttons);
  if (!address || handedOn.has(address)) return;
  handedOn.add(address);
  fetched(address, name).then(
    (file) => share(file, said, words),
    () => (said.textContent = words.lost),
  );
}
