// The chat page: joins the line to the log and to the form.
import { Line, newClientId } from "./transport.js";
import { Log } from "./log.js";

const page = document.querySelector("[data-chat]");
const words = JSON.parse(document.getElementById("words").textContent);
const calendar = JSON.parse(document.getElementById("calendar").textContent);
const embedded = page.dataset.embed === "1";
const form = page.querySelector("form");
const field = form.querySelector("textarea");
const send = form.querySelector("button");
const state = page.querySelector("[data-state-line]");
const down = page.querySelector("[data-down]");
const starters = page.querySelector("[data-starters]");

function tokenStore() {
  // Inside somebody else's page our cookie may be blocked, so the visitor's token lives in our own storage.
  const key = "closeloop-visitor";
  let kept = "";
  try { kept = localStorage.getItem(key) || ""; } catch { /* storage may be forbidden: this page only, then */ }
  return {
    get: () => kept,
    set: (token) => {
      kept = token;
      try { localStorage.setItem(key, token); } catch { /* as above */ }
    },
  };
}

const log = new Log({
  list: page.querySelector("[data-log]"), words, calendar, language: page.dataset.lang,
  onChoice: (reply, messageId) => post({ type: "choice", id: reply.id, title: reply.title, in_reply_to: messageId }, reply.title),
});
log.onFollow = (following) => { down.hidden = following; };
down.addEventListener("click", () => { log.follow = true; log.scroll(); down.hidden = true; });

const query = embedded ? "?embed=1" : "";
const line = new Line({
  socketUrl: new URL(`/chat/ws${query}`, location.href.replace(/^http/, "ws")),
  eventsUrl: `/chat/events${query}`,
  messagesUrl: `/chat/messages${query}`,
  store: embedded ? tokenStore() : null,
  only: page.dataset.transport,
  onFrame: hear,
  onForgotten: () => log.forget(),
  onState: (name) => {
    page.dataset.line = name;
    state.textContent = words[name];
  },
});

function hear(frame) {
  if (frame.type === "message") {
    const fresh = log.show(frame);
    hideStarters();
    if (fresh && frame.author.kind !== "customer") announce();
  } else if (frame.type === "ack") log.acknowledge(frame);
  else if (frame.type === "typing") log.startTyping(frame.ttl_ms);
  else if (frame.type === "error") trouble(frame);
  else if (frame.type === "welcome" && frame.last_seq === 0 && starters) starters.hidden = false;
}

function trouble(frame) {
  if (frame.code === "rate_limited" && frame.client_id) flash(words.slow);
  else if (frame.code === "session_expired") location.reload();
  else if (frame.client_id && frame.code !== "busy") {
    log.refuse(frame.client_id);
    flash(words.refused);
  }
}

function flash(text) {
  state.textContent = text;
  setTimeout(() => { state.textContent = words[page.dataset.line] || ""; }, 3000);
}

function announce() {
  if (embedded && (document.hidden || !document.hasFocus())) parent.postMessage({ closeloop: "message" }, "*");
}

function hideStarters() {
  if (starters) starters.hidden = true;
}

function post(frame, text) {
  const clientId = newClientId();
  hideStarters();
  log.showMine(clientId, text);
  line.send({ v: 1, client_id: clientId, ...frame });
}

function fit() {
  field.style.height = "auto";
  field.style.height = `${Math.min(field.scrollHeight, 132)}px`;
  send.disabled = !field.value.trim();
}

form.addEventListener("submit", (event) => {
  event.preventDefault();
  const text = field.value.trim();
  if (!text) return;
  post({ type: "message", text }, text);
  field.value = "";
  fit();
  field.focus();
});
field.addEventListener("input", fit);
field.addEventListener("keydown", (event) => {
  if (event.key === "Enter" && !event.shiftKey && !event.isComposing) {
    event.preventDefault();
    form.requestSubmit();
  }
});
starters?.addEventListener("click", (event) => {
  const button = event.target.closest("button");
  if (button) post({ type: "message", text: button.textContent.trim() }, button.textContent.trim());
});
addEventListener("resize", () => log.scroll());
addEventListener("message", (event) => {
  if (event.source !== parent) return;
  if (event.data?.closeloop === "opened") field.focus();
  // Our own demo page may put words into the field's mouth; a foreign page may not.
  if (event.data?.closeloop === "say" && event.origin === location.origin) {
    post({ type: "message", text: event.data.text }, event.data.text);
  }
});
addEventListener("keydown", (event) => {
  if (embedded && event.key === "Escape") parent.postMessage({ closeloop: "close" }, "*");
});
page.querySelector("[data-close]")?.addEventListener("click", () => parent.postMessage({ closeloop: "close" }, "*"));

fit();
line.open();
