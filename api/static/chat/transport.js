// Keeps one line to the server open: WebSocket first, server-sent events with POST when sockets do not pass.
// The same JSON frames go over both. Nothing is lost when the line breaks: frames that were not acknowledged are
// sent again with the same client_id, and the server replays everything after the last seq we saw.

const FIRST_RETRY_MS = 500;
const LAST_RETRY_MS = 8000;
const WATCH_EVERY_MS = 10000; // the server says something at least every 15 s
const SILENCE_LIMIT_MS = 45000;
const STEADY_MS = 5000; // a line that broke sooner is waited for longer each time
const SOCKET_FAILURES_BEFORE_FALLBACK = 2;

export function newClientId() {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return "c-" + [...bytes].map((b) => b.toString(16).padStart(2, "0")).join("");
}

export class Line {
  // onFrame(frame): a frame arrived. onState("connecting" | "online" | "offline").
  // onForgotten(): the server does not know this visitor any more; what follows is another conversation.
  // store: {get(), set(token)} keeps the visitor's token when cookies are not ours to use (widget), or null.
  constructor({ socketUrl, eventsUrl, messagesUrl, store, only, onFrame, onForgotten, onState }) {
    Object.assign(this, { socketUrl, eventsUrl, messagesUrl, store, onFrame, onForgotten, onState });
    this.afterSeq = 0;
    this.pending = new Map();
    this.failures = 0;
    this.socketFailures = 0;
    this.useEvents = only === "sse";
    this.onlySocket = only === "ws";
    this.generation = 0;
    this.lastHeard = Date.now();
    addEventListener("online", () => this.hurry());
    document.addEventListener("visibilitychange", () => document.hidden || this.hurry());
    setInterval(() => this.watch(), WATCH_EVERY_MS);
  }

  open() {
    clearTimeout(this.retry);
    this.generation += 1;
    this.ready = false;
    this.onState(this.failures > 1 ? "offline" : "connecting");
    if (this.useEvents) this.openEvents(this.generation);
    else this.openSocket(this.generation);
  }

  send(frame) {
    this.pending.set(frame.client_id, frame);
    if (this.ready) this.transmit(frame);
  }

  hello() {
    return { v: 1, type: "hello", session_token: this.store?.get() || undefined, after_seq: this.afterSeq };
  }

  openSocket(generation) {
    const socket = new WebSocket(this.socketUrl);
    this.socket = socket;
    socket.onopen = () => socket.send(JSON.stringify(this.hello()));
    socket.onmessage = (event) => generation === this.generation && this.hear(JSON.parse(event.data));
    socket.onclose = () => {
      if (generation !== this.generation) return;
      if (!this.ready) {
        this.socketFailures += 1;
        if (this.socketFailures >= SOCKET_FAILURES_BEFORE_FALLBACK && !this.onlySocket) this.useEvents = true;
      }
      this.lost();
    };
    this.transmit = (frame) => socket.readyState === WebSocket.OPEN && socket.send(JSON.stringify(frame));
  }

  async openEvents(generation) {
    this.socket = null;
    const headers = { Accept: "text/event-stream" };
    if (this.store?.get()) headers.Authorization = `Bearer ${this.store.get()}`;
    this.transmit = (frame) => this.post(frame);
    try {
      this.abort?.abort();
      this.abort = new AbortController();
      const url = `${this.eventsUrl}${this.eventsUrl.includes("?") ? "&" : "?"}after_seq=${this.afterSeq}`;
      const response = await fetch(url, { headers, signal: this.abort.signal, credentials: "same-origin" });
      if (!response.ok) throw new Error(`events ${response.status}`);
      const reader = response.body.pipeThrough(new TextDecoderStream()).getReader();
      let buffer = "";
      for (;;) {
        const { done, value } = await reader.read();
        if (done || generation !== this.generation) break;
        this.lastHeard = Date.now();
        buffer = (buffer + value).replaceAll("\r\n", "\n"); // a pair may be cut in two by the network
        const parts = buffer.split("\n\n");
        buffer = parts.pop();
        for (const part of parts) {
          const data = part.split("\n").filter((l) => l.startsWith("data:")).map((l) => l.slice(5).trimStart());
          if (data.length) this.hear(JSON.parse(data.join("\n")));
        }
      }
    } catch (error) {
      if (error.name !== "AbortError") console.info("chat: stream ended", error.message);
    }
    if (generation !== this.generation) return;
    // A server that can stream again can usually take sockets again: try them first next time.
    if (!this.ready) this.useEvents = !this.onlySocket;
    this.lost();
  }

  async post(frame) {
    const headers = { "Content-Type": "application/json" };
    if (this.store?.get()) headers.Authorization = `Bearer ${this.store.get()}`;
    try {
      const response = await fetch(this.messagesUrl, {
        method: "POST", headers, body: JSON.stringify(frame), credentials: "same-origin",
      });
      this.hear(await response.json());
    } catch (error) {
      console.info("chat: not sent yet", error.message); // stays pending; goes out again after the next welcome
    }
  }

  hear(frame) {
    this.lastHeard = Date.now();
    if (frame.type === "welcome") {
      if (frame.session_token) this.store?.set(frame.session_token);
      if (this.sessionId && this.sessionId !== frame.session_id) return this.startOver(frame.session_id);
      this.sessionId = frame.session_id;
      this.ready = true;
      this.readySince = Date.now();
      this.socketFailures = 0;
      this.onState("online");
      this.onFrame(frame);
      for (const waiting of this.pending.values()) this.transmit(waiting);
      return;
    }
    if (frame.client_id && frame.type !== "error") this.pending.delete(frame.client_id); // an ack, or our own line
    if (frame.type === "error") this.trouble(frame);
    if (frame.seq) this.afterSeq = Math.max(this.afterSeq, frame.type === "ack" ? 0 : frame.seq);
    this.onFrame(frame);
  }

  // The lines of the new conversation are counted from its own beginning; what was not acknowledged goes there.
  startOver(sessionId) {
    this.sessionId = sessionId;
    this.afterSeq = 0;
    this.onForgotten();
    this.socket?.close();
    this.open();
  }

  trouble(frame) {
    if (frame.code === "session_expired") {
      this.store?.set("");
      this.afterSeq = 0;
      return;
    }
    const waiting = this.pending.get(frame.client_id);
    if (!waiting) return;
    if (frame.code === "rate_limited") setTimeout(() => this.ready && this.transmit(waiting), frame.retry_after_ms);
    else if (frame.code !== "busy") this.pending.delete(frame.client_id);
    else setTimeout(() => this.ready && this.transmit(waiting), 2000);
  }

  lost() {
    const steady = this.ready && Date.now() - this.readySince > STEADY_MS;
    this.ready = false;
    this.failures = steady ? 1 : this.failures + 1;
    this.onState(this.failures > 1 ? "offline" : "connecting");
    const wait = Math.min(LAST_RETRY_MS, FIRST_RETRY_MS * 2 ** (this.failures - 1));
    this.retry = setTimeout(() => this.open(), wait * (0.7 + Math.random() * 0.6));
  }

  hurry() {
    if (!this.ready) this.open();
  }

  watch() {
    if (!this.ready) return;
    if (Date.now() - this.lastHeard > SILENCE_LIMIT_MS) {
      this.socket?.close();
      this.abort?.abort();
      this.generation += 1;
      this.lost();
    }
  }
}
