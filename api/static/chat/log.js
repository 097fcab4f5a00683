// Draws the conversation: bubbles in seq order, day separators, quick replies, typing dots.

const GROUP_GAP_MS = 3 * 60 * 1000;
const LINK = /https?:\/\/[^\s<>"']+[^\s<>"'.,;:!?)\]»]/g;

export class Log {
  constructor({ list, words, calendar, language, onChoice }) {
    Object.assign(this, { list, words, calendar, language, onChoice });
    this.items = new Map(); // message_id or client_id -> element
    this.time = new Intl.DateTimeFormat(language, { hour: "2-digit", minute: "2-digit", hour12: false });
    this.typing = list.querySelector("[data-typing]");
    this.follow = true;
    list.parentElement.addEventListener("scroll", () => {
      const box = list.parentElement;
      this.follow = box.scrollHeight - box.scrollTop - box.clientHeight < 80;
      if (this.follow) this.onFollow?.(true);
    });
  }

  // A message the server has numbered.
  show(frame) {
    if (this.items.has(frame.message_id)) return false;
    if (this.items.has(frame.client_id)) {
      this.acknowledge(frame); // our own words, back before the ack: the stream may be the faster of the two
      return false;
    }
    const item = this.draw({ ...frame, kind: frame.author.kind, name: frame.author.name });
    item.dataset.seq = frame.seq;
    item.dataset.id = frame.message_id;
    this.items.set(frame.message_id, item);
    this.place(item);
    if (frame.author.kind !== "customer") this.stopTyping();
    this.settle();
    return true;
  }

  // By seq; what the server has not numbered yet stays below.
  place(item) {
    const seq = Number(item.dataset.seq);
    const others = [...this.list.querySelectorAll("[data-seq]")].filter((other) => other !== item);
    const next = others.find((other) => Number(other.dataset.seq) > seq);
    this.list.insertBefore(item, next || this.list.querySelector("[data-state=sending]:not([data-seq])") || this.typing);
  }

  // The visitor's own words, before the server has them.
  showMine(clientId, text) {
    const item = this.draw({ kind: "customer", text, at: new Date().toISOString() });
    item.dataset.state = "sending";
    this.items.set(clientId, item);
    this.list.insertBefore(item, this.typing);
    this.follow = true;
    this.settle();
  }

  acknowledge(frame) {
    const mine = this.items.get(frame.client_id);
    if (!mine) return;
    this.items.delete(frame.client_id);
    const known = this.items.get(frame.message_id);
    if (known && known !== mine) mine.remove();
    else {
      mine.dataset.state = "sent";
      mine.dataset.seq = frame.seq;
      mine.dataset.id = frame.message_id;
      this.items.set(frame.message_id, mine);
      this.place(mine);
    }
    this.settle();
  }

  // Everything but the visitor's own words that the server does not have yet.
  forget() {
    for (const [id, item] of this.items) {
      if (item.dataset.state === "sending") continue;
      item.remove();
      this.items.delete(id);
    }
    this.settle();
  }

  refuse(clientId) {
    const mine = this.items.get(clientId);
    if (mine) mine.dataset.state = "refused";
  }

  startTyping(ttlMs) {
    this.typing.hidden = false;
    clearTimeout(this.typingEnds);
    this.typingEnds = setTimeout(() => this.stopTyping(), ttlMs);
    this.scroll();
  }

  stopTyping() {
    this.typing.hidden = true;
    clearTimeout(this.typingEnds);
  }

  draw({ kind, name, text, at, quick_replies }) {
    const item = document.createElement("div");
    item.className = `message from-${kind}`;
    item.dataset.at = at;
    const author = document.createElement("span");
    author.className = kind === "staff" ? "author" : "author unseen";
    author.textContent = kind === "customer" ? this.words.you : name || this.words[kind] || "";
    const bubble = document.createElement("div");
    bubble.className = "bubble";
    const body = document.createElement("p");
    body.dir = "auto";
    this.fill(body, text);
    const when = document.createElement("time");
    when.dateTime = at;
    when.textContent = this.time.format(new Date(at));
    bubble.append(body, when);
    item.append(author, bubble);
    if (quick_replies?.length) item.append(this.drawChoices(item, quick_replies));
    return item;
  }

  fill(element, text) {
    let from = 0;
    for (const found of text.matchAll(LINK)) {
      element.append(text.slice(from, found.index));
      const link = Object.assign(document.createElement("a"), {
        href: found[0], textContent: found[0].replace(/^https?:\/\/(www\.)?/, ""), rel: "noopener noreferrer", target: "_blank",
      });
      element.append(link);
      from = found.index + found[0].length;
    }
    element.append(text.slice(from));
  }

  drawChoices(item, replies) {
    const group = document.createElement("div");
    group.className = "choices";
    group.setAttribute("role", "group");
    group.setAttribute("aria-label", this.words.choices);
    for (const reply of replies) {
      const button = document.createElement("button");
      button.type = "button";
      button.textContent = reply.title;
      button.dataset.id = reply.id;
      button.addEventListener("click", () => this.onChoice(reply, item.dataset.id));
      group.append(button);
    }
    return group;
  }

  // Order, grouping, days, and which choices are still open follow from the list alone.
  settle() {
    this.list.querySelectorAll(".day").forEach((day) => day.remove());
    const all = [...this.list.querySelectorAll(".message:not([data-typing])")];
    let before = null;
    for (const item of all) {
      const at = new Date(item.dataset.at);
      if (!before || new Date(before.dataset.at).toDateString() !== at.toDateString()) {
        this.list.insertBefore(this.drawDay(at), item);
        before = null;
      }
      item.classList.toggle(
        "grouped", !!before && before.className.split(" ")[1] === item.className.split(" ")[1]
          && at - new Date(before.dataset.at) < GROUP_GAP_MS,
      );
      before = item;
    }
    const last = all.at(-1);
    for (const item of all) item.classList.toggle("answered", item !== last);
    this.scroll();
  }

  drawDay(at) {
    const item = document.createElement("div");
    item.className = "day";
    const midnight = (d) => new Date(d.getFullYear(), d.getMonth(), d.getDate());
    const days = Math.round((midnight(at) - midnight(new Date())) / 86400000);
    const { today, yesterday, weekdays, months, day } = this.calendar;
    const named = { weekday: weekdays[at.getDay()], month: months[at.getMonth()], day: at.getDate() };
    const label = days === 0 ? today : days === -1 ? yesterday : day.replace(/\{(\w+)\}/g, (_, part) => named[part]);
    item.textContent = label.charAt(0).toLocaleUpperCase(this.language) + label.slice(1);
    return item;
  }

  scroll() {
    const box = this.list.parentElement;
    if (this.follow) requestAnimationFrame(() => { box.scrollTop = box.scrollHeight; });
    else this.onFollow?.(false);
  }
}
