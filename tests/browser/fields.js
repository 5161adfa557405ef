// The names of all fields on a page that can be typed into or chosen from, as a screen reader
// says them; a group of buttons is one field. Shadow roots are looked into.
() => {
  const names = new Set();
  const text = (node) => node?.textContent.trim().replace(/\s+/g, " ") ?? "";
  const named = (node, root) =>
    (node.type !== "radio" && node.getAttribute("aria-label")) ||
    text(root.getElementById?.(node.getAttribute("aria-labelledby")?.split(" ")[0])) ||
    (node.type === "radio" && text(node.closest("fieldset")?.querySelector("legend"))) ||
    text(node.labels?.[0]) ||
    text(node.closest("[data-testid=stFileUploader]")?.querySelector("label")) ||
    "a field without a name";
  const look = (root) => {
    for (const node of root.querySelectorAll("*")) {
      if (node.shadowRoot) look(node.shadowRoot);
      if (node.closest("[role=radiogroup], [role=group]") !== null && node.matches("input")) {
        if (node.type === "radio") continue;
      }
      if (node.matches("[data-testid=stButtonGroup]")) {
        const group = node.querySelector("[role=radiogroup], [role=toolbar], [role=group]");
        names.add(group ? named(group, root) : text(node.querySelector("label")));
      } else if (node.matches("[role=radiogroup]") && root !== document) {
        names.add(named(node, root)); // a component's own
      } else if (node.matches("fieldset input[type=checkbox]")) {
        names.add(text(node.closest("fieldset").querySelector("legend"))); // a list is one field
      } else if (node.matches("[data-testid=stRadio]")) {
        names.add(text(node.querySelector("label")));
      } else if (
        node.matches("input:not([type=hidden]), textarea, select, [contenteditable]") &&
        !node.closest("[hidden]") &&
        !node.closest("[aria-hidden=true]")
      ) {
        names.add(named(node, root));
      }
    }
  };
  look(document);
  return [...names].sort();
}
