// Puts a chat bubble on any page: <script src="https://your-desk/widget.js" data-lang="ru" defer></script>
// data-lang: ru, hy or en (default: the browser's). data-side: right (default) or left.
(() => {
  const script = document.currentScript;
  const origin = new URL(script.src).origin;
  const words = __WORDS__;
  const wanted = (script.dataset.lang || navigator.language || "").slice(0, 2);
  const language = words[wanted] ? wanted : __DEFAULT__;
  const side = script.dataset.side === "left" ? "left" : "right";
  if (document.getElementById("closeloop-bubble")) return;

  const dress = (element, style) => Object.assign(element.style, style);
  const button = document.createElement("button");
  button.id = "closeloop-bubble";
  button.type = "button";
  button.setAttribute("aria-label", words[language].open);
  button.setAttribute("aria-expanded", "false");
  dress(button, {
    position: "fixed", bottom: "20px", [side]: "20px", width: "60px", height: "60px", borderRadius: "50%", border: "0",
    background: "#0f766e", boxShadow: "0 6px 24px rgba(0,0,0,.25)", cursor: "pointer", zIndex: "2147483000", padding: "0",
  });
  const icon = document.createElementNS("http://www.w3.org/2000/svg", "svg");
  icon.setAttribute("viewBox", "0 0 24 24");
  icon.setAttribute("width", "28");
  icon.setAttribute("height", "28");
  icon.setAttribute("aria-hidden", "true");
  dress(icon, { display: "block", margin: "auto" }); // whatever the page does to its own pictures
  const path = document.createElementNS("http://www.w3.org/2000/svg", "path");
  path.setAttribute("fill", "#fff");
  icon.append(path);
  button.append(icon);
  const drawn = {
    chat: "M12 3C6.9 3 3 6.6 3 11c0 2.4 1.2 4.6 3.1 6L5.5 21l4-1.8c.8.2 1.6.3 2.5.3 5.1 0 9-3.6 9-8.2S17.1 3 12 3z",
    close: "M6.4 5 12 10.6 17.6 5 19 6.4 13.4 12l5.6 5.6-1.4 1.4-5.6-5.6L6.4 19 5 17.6l5.6-5.6L5 6.4z",
  };
  const badge = document.createElement("span");
  dress(badge, {
    position: "absolute", top: "0", right: "0", width: "16px", height: "16px", borderRadius: "50%",
    background: "#dc2626", border: "2px solid #fff", display: "none",
  });
  button.append(badge);

  let frame = null;
  let loaded = false;
  let open = false;

  function place() {
    const small = innerWidth < 480;
    dress(frame, small
      ? { inset: "0", width: "100%", height: "100%", borderRadius: "0" }
      : { inset: "auto", [side]: "20px", bottom: "92px", width: "384px", height: "min(640px, calc(100vh - 120px))", borderRadius: "18px" });
  }

  function build() {
    frame = document.createElement("iframe");
    frame.title = words[language].title;
    frame.src = `${origin}/chat?embed=1&lang=${language}`;
    dress(frame, {
      position: "fixed", border: "0", boxShadow: "0 12px 48px rgba(0,0,0,.28)", zIndex: "2147483001",
      background: "transparent", colorScheme: "normal",
    });
    place();
    frame.addEventListener("load", () => { loaded = true; greet(); });
    document.body.append(frame);
  }

  function greet() {
    if (loaded && open) frame.contentWindow?.postMessage({ closeloop: "opened" }, origin);
  }

  function show(wanted) {
    open = wanted;
    if (open && !frame) build();
    if (frame) frame.style.display = open ? "block" : "none";
    badge.style.display = "none";
    path.setAttribute("d", open ? drawn.close : drawn.chat);
    button.setAttribute("aria-expanded", String(open));
    button.setAttribute("aria-label", open ? words[language].close : words[language].open);
    if (open) greet();
    else button.focus();
  }

  path.setAttribute("d", drawn.chat);
  button.addEventListener("click", () => show(!open));
  addEventListener("resize", () => frame && place());
  addEventListener("keydown", (event) => event.key === "Escape" && open && show(false));
  addEventListener("message", (event) => {
    if (event.origin !== origin || event.source !== frame?.contentWindow) return;
    if (event.data?.closeloop === "close") show(false);
    if (event.data?.closeloop === "message" && !open) badge.style.display = "block";
  });
  const start = () => document.body.append(button);
  if (document.body) start();
  else addEventListener("DOMContentLoaded", start);
})();
