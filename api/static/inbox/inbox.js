// Staff pages work without this file; it adds keys, a live mark, and keeps the newest message in sight.

const KEYS = "closeloop-keys";
const live = document.querySelector("[data-live]");
const keysButton = document.querySelector("[data-keys]");
let keysOn = true;
try { keysOn = localStorage.getItem(KEYS) !== "off"; } catch { /* storage may be forbidden: keys stay on */ }

function showKeys() {
  if (!keysButton) return;
  keysButton.textContent = keysOn ? keysButton.dataset.on : keysButton.dataset.off;
  keysButton.setAttribute("aria-pressed", String(keysOn));
  document.body.classList.toggle("no-keys", !keysOn);
}

keysButton?.addEventListener("click", () => {
  keysOn = !keysOn;
  try { localStorage.setItem(KEYS, keysOn ? "on" : "off"); } catch { /* as above */ }
  showKeys();
});

function showLive(on) {
  if (!live) return;
  live.dataset.live = on ? "on" : "off";
  live.textContent = on ? live.dataset.on : live.dataset.off;
}

document.addEventListener("htmx:sse:after:connection", () => showLive(true));
document.addEventListener("htmx:sse:before:connection", () => showLive(false));
document.addEventListener("htmx:sse:error", () => showLive(false));
document.addEventListener("htmx:sse:close", () => showLive(false));
// The demo's page signs in by itself, and this screen stands within it.
const signingIn = document.body.classList.contains("framed") ? parent : window;
document.getElementById("live")?.addEventListener("signed-out", () => signingIn.location.reload(), { once: true });

// --- the thread follows its newest line unless the reader has scrolled up -------------------------------------
let follow = true;
let shown = "";

// --- of several cards the keys decide one, and stay with it when a more urgent one is put above it ------------
let keyed = "";

function giveKeys() {
  const cards = [...document.querySelectorAll("#pane .card")];
  const card = cards.find((one) => one.id === keyed) || cards[0];
  keyed = card?.id || "";
  cards.forEach((one) => one.toggleAttribute("data-keyed", one === card));
}

document.addEventListener("focusin", (event) => {
  const card = event.target.closest?.("#pane .card");
  if (!card) return;
  keyed = card.id;
  giveKeys();
});

function toNewest() {
  const thread = document.querySelector("[data-follow]");
  const conversation = document.getElementById("pane")?.dataset.conversation || "";
  document.querySelectorAll("[data-drawer]:not([data-placed])").forEach((drawer) => {
    drawer.dataset.placed = "1"; // beside the thread it stands open, above it it is a drawer
    drawer.open = matchMedia("(min-width: 1051px)").matches;
  });
  if (!thread) return;
  if (conversation !== shown) follow = true;
  shown = conversation;
  if (follow) thread.scrollTop = thread.scrollHeight;
  document.querySelectorAll("[data-open]").forEach((link) => {
    if (link.dataset.open === conversation) link.setAttribute("aria-current", "true");
    else link.removeAttribute("aria-current");
  });
}

document.addEventListener("scroll", (event) => {
  if (!event.target.matches?.("[data-follow]")) return;
  follow = event.target.scrollHeight - event.target.scrollTop - event.target.clientHeight < 60;
}, true);
// In the demo's small screen the first conversation opens by itself.
function openFirst() {
  if (!document.body.classList.contains("framed") || !document.querySelector("#pane.closed")) return;
  const first = document.querySelector("[data-open]:not([data-opened])");
  if (!first || !window.htmx) return;
  first.dataset.opened = "1";
  first.click();
}

new MutationObserver(openFirst).observe(document.body, { childList: true, subtree: true });
// A refresh that changes nothing else of a card takes its mark away: the server knows of none.
new MutationObserver(giveKeys).observe(document.body, { childList: true, subtree: true, attributeFilter: ["data-keyed"] });
new MutationObserver(toNewest).observe(document.body, { childList: true, subtree: true, characterData: true });

// --- what became of a decision stays to be read: the live refresh of the thread comes right behind it -----------
const NOTICE_MS = 12000;
let told = null;

function keepNotice() {
  const pane = document.getElementById("pane");
  const conversation = pane?.dataset.conversation;
  const notice = pane?.querySelector(".talk > .notice");
  if (notice && (notice !== told?.notice || notice.textContent !== told.text)) {
    clearTimeout(told?.ends);
    told = { notice, text: notice.textContent, conversation, ends: setTimeout(dropNotice, NOTICE_MS) };
  } else if (!notice && told && told.conversation === conversation) {
    pane.querySelector(".talk > header").after(told.notice);
  }
}

function dropNotice() {
  const old = told;
  clearTimeout(old?.ends);
  told = null;
  old?.notice.remove();
}

// Nobody answered a form: what was written stays, and the person is told.
document.addEventListener("htmx:error", (event) => {
  const header = event.target.closest?.("form") && document.querySelector("#pane .talk > header");
  if (!header) return;
  dropNotice();
  const notice = document.createElement("p");
  notice.className = "notice problem";
  notice.setAttribute("role", "alert");
  notice.textContent = document.getElementById("live").dataset.unanswered;
  header.after(notice);
});

new MutationObserver(keepNotice).observe(document.body, { childList: true, subtree: true, characterData: true });

// --- who takes over wants to write ----------------------------------------------------------------------------
let takesOver = false;

new MutationObserver(() => {
  const reply = takesOver && document.querySelector("#pane .composer [data-submit]");
  if (!reply) return;
  takesOver = false;
  reply.focus();
}).observe(document.body, { childList: true, subtree: true });

// --- what may be sent: "with edits" needs edits ---------------------------------------------------------------
function changed(draft) {
  return draft.value.trim() !== draft.defaultValue.trim();
}

document.addEventListener("input", (event) => {
  if (event.target.matches("[data-draft]")) event.target.form.classList.toggle("changed", changed(event.target));
});

document.addEventListener("click", (event) => {
  const button = event.target.closest("[data-needs-edit]");
  const draft = button?.form?.querySelector("[data-draft]");
  if (!draft || changed(draft)) return;
  event.preventDefault(); // nothing to send yet: the cursor goes where the words are
  event.stopPropagation();
  draft.focus();
  draft.setSelectionRange(draft.value.length, draft.value.length);
}, true);

// --- keys: by place on the keyboard, so that Russian and Armenian layouts work --------------------------------
function typing(element) {
  return element.closest("input, textarea, select, [contenteditable]");
}

function step(by) {
  const links = [...document.querySelectorAll("[data-open]")];
  const current = document.querySelector("[data-open][aria-current]") || document.activeElement;
  const index = links.indexOf(current);
  const next = links[Math.max(0, Math.min(links.length - 1, index + by))];
  if (!next || next === current) return;
  next.focus();
  next.click();
}

document.addEventListener("keydown", (event) => {
  if (event.code === "Enter" && (event.ctrlKey || event.metaKey)) {
    const field = event.target.closest("[data-draft], [data-submit]");
    if (!field) return;
    event.preventDefault();
    const meant = changed(field) ? ["edit", "respond"] : ["approve", "respond"]; // an empty draft has no first two
    const button = meant.map((value) => field.form.querySelector(`[value=${value}]`)).find(Boolean);
    if (button) button.click();
    else field.form.requestSubmit();
    return;
  }
  if (event.code === "Escape" && typing(event.target)) {
    event.target.blur();
    return;
  }
  if (!keysOn || event.repeat || typing(event.target) || event.ctrlKey || event.metaKey || event.altKey) return;
  if (event.code === "KeyJ" || event.code === "KeyK") {
    event.preventDefault();
    step(event.code === "KeyJ" ? 1 : -1);
    return;
  }
  const buttons = [...document.querySelectorAll(`#pane [data-key="${event.code}"]`)];
  const button = buttons.find((one) => !one.closest(".card:not([data-keyed])"));
  if (button) {
    event.preventDefault();
    button.click();
  }
});

// A form is sent once: the second press of an impatient finger does nothing.
document.addEventListener("htmx:before:request", (event) => {
  const form = event.target.closest?.("form");
  if (form) {
    dropNotice();
    takesOver = form.action.endsWith("/take-over");
  }
  form?.querySelectorAll("button").forEach((button) => { button.disabled = true; });
});
document.addEventListener("htmx:finally:request", (event) => {
  event.target.closest?.("form")?.querySelectorAll("button").forEach((button) => { button.disabled = false; });
});

showKeys();
giveKeys();
toNewest();
addEventListener("load", () => setTimeout(openFirst, 100));
