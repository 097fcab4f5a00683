// The sentences to try are said by the phone itself.
const phone = document.querySelector("[data-phone]");

for (const button of document.querySelectorAll("[data-say]")) {
  button.addEventListener("click", () => {
    phone.contentWindow.postMessage({ closeloop: "say", text: button.textContent.trim() }, location.origin);
  });
}
