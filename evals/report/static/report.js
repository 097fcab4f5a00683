// Filters the transcripts by what was clicked (kept in the address, so that "back" works) and by words.
(() => {
  "use strict";
  const ways = [...document.querySelectorAll(".way")];
  const bar = document.querySelector(".filter");
  if (!bar) return;
  const search = bar.querySelector("input");
  const chosen = bar.querySelector(".chosen");
  const all = bar.querySelector(".all");
  const target = document.getElementById("plays");
  const many = new Set(["requirement", "below"]);
  const names = { below: "not perfect in", messages: "messages until the outcome" };
  const groups = [...document.querySelectorAll(".group")].map((group) => ({
    group, count: group.querySelector("h3 span"), ways: [...group.querySelectorAll(".way")],
  }));
  const texts = new WeakMap();
  let opened = null;
  bar.hidden = false;

  const where = () => {
    const [place, query] = location.hash.slice(1).split("?");
    return place === "plays" && query ? [...new URLSearchParams(query)] : [];
  };
  const textOf = (way) => {
    if (!texts.has(way)) texts.set(way, way.textContent.toLowerCase());
    return texts.get(way);
  };
  const fits = (way, filters) => filters.every(([key, value]) => {
    const own = way.dataset[key] ?? "";
    return many.has(key) ? own.split(" ").includes(value) : own === value;
  });
  const counted = (number, word) => `${number} ${word}${number === 1 ? "" : "s"}`;

  const apply = () => {
    const filters = where();
    const words = search.value.trim().toLowerCase();
    const shown = ways.filter((way) => {
      const good = fits(way, filters) && (!words || textOf(way).includes(words));
      way.hidden = !good;
      return good;
    });
    const everything = !filters.length && !words;
    groups.forEach(({ group, count, ways: own }) => {
      const visible = own.filter((way) => !way.hidden).length;
      group.hidden = !visible && !everything;
      count.textContent = counted(visible, "transcript");
    });
    const plays = shown.reduce((sum, way) => sum + Number(way.dataset.plays), 0);
    const told = filters.map(([key, value]) =>
      key === "passed" ? (value === "no" ? "failing" : "passing") : `${names[key] ?? key}: ${value}`);
    chosen.textContent = everything
      ? ""
      : [...told, `${counted(shown.length, "transcript")} of ${counted(plays, "play")}`].join(" \u00b7 ");
    all.hidden = everything;
    return shown;
  };
  const openOnly = (shown) => {
    if (opened) opened.open = false;
    opened = null;
    if (shown.length === 1 && !shown[0].open) {
      opened = shown[0];
      opened.open = true;
    }
  };
  const arrive = () => {
    const shown = apply();
    if (location.hash === "#plays" || where().length) {
      openOnly(where().length ? shown : []);
      target.scrollIntoView();
      target.focus({ preventScroll: true });
      return;
    }
    const place = document.getElementById(decodeURIComponent(location.hash.slice(1)));
    const way = place?.closest(".way");
    if (way) {
      way.hidden = false;
      way.open = true;
      place.scrollIntoView();
    }
  };

  document.addEventListener("click", (event) => {
    const link = event.target.closest("[data-where]");
    if (!link || event.ctrlKey || event.metaKey) return;
    event.preventDefault();
    search.value = "";
    const query = link.getAttribute("data-where");
    const hash = query ? "#plays?" + query : "#plays";
    if (location.hash === hash) arrive();
    else location.hash = hash;
  });
  all.addEventListener("click", () => {
    search.value = "";
    history.pushState(null, "", "#plays");
    apply();
    search.focus();
  });
  search.addEventListener("input", apply);
  document.addEventListener("keydown", (event) => {
    if (event.key === "/" && document.activeElement !== search) {
      event.preventDefault();
      search.focus();
    }
  });
  addEventListener("hashchange", arrive);

  // Paper cannot be clicked: what fails is printed open.
  let folded = [];
  addEventListener("beforeprint", () => {
    folded = [...document.querySelectorAll(".way.failing:not([open])")];
    folded.forEach((way) => { way.open = true; });
  });
  addEventListener("afterprint", () => folded.forEach((way) => { way.open = false; }));
  arrive();
})();
