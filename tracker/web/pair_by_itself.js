// A home-screen app is its own browser on some phones: it begins at the address that pairs it, and
// does so by itself. In a browser, whoever looks at the page presses the button.
if (matchMedia("(display-mode: standalone)").matches || navigator.standalone) {
  document.querySelector("form").requestSubmit();
}
