// Prints the page; a screen that is folded or searched is printed as it stands.

export default function ({ parentElement }) {
  const button = parentElement.querySelector("button");
  button.onclick = () => window.print();
}
