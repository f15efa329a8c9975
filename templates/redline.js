// The script of a redline: going from change to change, both drafts side by side, and editorial changes out of sight. It makes everything
// from the markup of the one text, fetches nothing, and the page is whole without it.
"use strict";
(() => {
  const find = (id) => document.getElementById(id);
  const make = (tag, kind) => {
    const element = document.createElement(tag);
    element.className = kind;
    return element;
  };
  const main = find("_text");
  const bar = find("_stepper");
  const list = document.querySelector("nav.changes");
  if (!main || !bar || !list) return;
  const button = (kind) => bar.querySelector(`.${kind}`);
  const lines = Array.from(list.querySelectorAll("li"));
  const lineOf = new Map(lines.map((line) => [line.dataset.change, line]));

  // ---------------------------------------------------------------- steps

  const linkOf = (line) => line.querySelector(".what a");
  const nameOf = (line) => (linkOf(line) ? decodeURIComponent(linkOf(line).hash.slice(1)) : line.id);
  const placed = lines.map((line) => [line, find(nameOf(line))]).filter(([, place]) => place);
  const order = placed.map(([line]) => line).sort((one, other) => one.dataset.change - other.dataset.change);
  let current = null;

  const unfold = (element) => {
    for (let at = element.parentElement; at; at = at.parentElement) if (at.tagName === "DETAILS") at.open = true;
  };

  const intoView = (line) => {
    const box = line.closest(".lines");
    const scrolled = box.scrollHeight > box.clientHeight ? box : list;
    const [outer, inner] = [scrolled.getBoundingClientRect(), line.getBoundingClientRect()];
    if (inner.top < outer.top || inner.bottom > outer.bottom) scrolled.scrollTop += inner.top - outer.top - 80;
  };

  const show = (line) => {
    const place = find(nameOf(line));
    current?.removeAttribute("aria-current");
    document.querySelectorAll(".current").forEach((each) => each.classList.remove("current"));
    current = line;
    current.setAttribute("aria-current", "true");
    if (!list.closest(".side.searching")) intoView(line);
    button("of").textContent = `${line.dataset.change} / ${lines.length}`;
    button("copy").setAttribute("href", `#change-${line.dataset.change}`);
    find("_told").textContent = `${button("at").textContent}: ${linkOf(line)?.textContent.replace(/\s+/g, " ") || ""}`;
    if (!place) return;
    unfold(place);
    place.classList.add("current");
    place.scrollIntoView({ block: "center" });
    if (!place.matches("a, button")) place.tabIndex = -1;
    place.focus({ preventScroll: true });
  };

  const go = (line) => {
    location.replace(`#change-${line.dataset.change}`); // no entry in the history for each step
    show(line);
  };

  const seen = () => order.filter((line) => !document.body.classList.contains("no-editorial") || !("editorial" in line.dataset));

  const nearest = (all, step) => {
    const below = (line) => find(nameOf(line))?.getBoundingClientRect().top > 0;
    const first = all.findIndex(below);
    return step > 0 ? (first < 0 ? 0 : first) : (first < 0 ? all.length : first) - 1;
  };

  const step = (by) => {
    const all = seen();
    if (!all.length) return;
    const at = current ? all.indexOf(current) : -1;
    const next = at < 0 ? nearest(all, by) : at + by;
    go(all[(next + all.length) % all.length]);
  };

  const fromAddress = () => {
    const name = decodeURIComponent(location.hash.slice(1));
    const number = /^change-(\d+)/.exec(name);
    const line = number ? lineOf.get(number[1]) : null;
    if (line && line !== current) show(line);
  };

  // --------------------------------------------------------- side by side

  const SIDES = {
    older: "ins, .inserted, .moved-to, .remark", // what was said is said of the newer draft
    newer: "del, .deleted, .moved-from",
  };
  let both = null;

  const says = (element) => element.textContent.trim() || element.querySelector("img, svg, hr") || element.tagName === "HR";

  const sideOf = (block, side) => {
    const box = make("div", `side-of ${side}`);
    if (block.matches(SIDES[side])) return box;
    const copy = block.cloneNode(true);
    copy.querySelectorAll(SIDES[side]).forEach((each) => each.remove());
    if (side === "older") copy.querySelectorAll("[data-older]").forEach((each) => { each.textContent = `${each.dataset.older} `; });
    if (says(copy)) box.append(copy);
    return box;
  };

  // The blocks of a text one after the other, the items of a list each in a list of its own.
  const blocksOf = (element) => Array.from(element.children).flatMap((each) => {
    if (each.tagName === "SECTION" || each.tagName === "DETAILS") return blocksOf(each);
    if (each.tagName === "SUMMARY") return [];
    if (!["OL", "UL"].includes(each.tagName) || each.children.length < 2) return [each];
    return Array.from(each.children, (item) => {
      const shell = each.cloneNode(false);
      shell.append(item.cloneNode(true));
      return shell;
    });
  });

  const differs = (block) => block.matches("ins, del, .inserted, .deleted, .moved-to, .moved-from") || block.querySelector("ins, del");

  const namesRow = () => {
    const row = make("div", "names");
    for (const name of [bar.dataset.older, bar.dataset.newer]) {
      const cell = make("p", "name");
      cell.textContent = name;
      row.append(cell);
    }
    return row;
  };

  const sideBySide = () => {
    const grid = make("main", "both");
    grid.tabIndex = -1;
    grid.append(namesRow());
    for (const block of blocksOf(main)) {
      const pair = make("div", differs(block) ? "pair differs" : "pair same");
      const language = block.closest("[lang]");
      if (language && language !== document.documentElement) pair.lang = language.lang;
      pair.append(sideOf(block, "older"), sideOf(block, "newer"));
      grid.append(pair);
    }
    return grid;
  };

  // What can be reached by a link has its id in one place only: in the view that is shown, there on the side of the newer draft if it can be.
  const idsTo = (from, to) => {
    const shown = Array.from(to.querySelectorAll("[id], [data-id]"));
    const newerFirst = [...shown.filter((each) => each.closest(".newer")), ...shown.filter((each) => !each.closest(".newer"))];
    from.querySelectorAll("[id]").forEach((each) => {
      each.dataset.id = each.id;
      each.removeAttribute("id");
    });
    const given = new Set();
    for (const each of newerFirst) {
      const id = each.dataset.id || each.id;
      each.removeAttribute("id");
      each.dataset.id = id;
      if (given.has(id)) continue;
      given.add(id);
      each.id = id;
    }
  };

  const view = (beside) => {
    const name = current ? nameOf(current) : "";
    if (beside && !both) {
      both = sideBySide();
      main.after(both);
    }
    if (beside) idsTo(main, both);
    else if (both) idsTo(both, main);
    if (both) {
      for (const each of [main, both]) {
        each.hidden = (each === both) !== beside;
        each.id = each.hidden ? "" : "_text";
      }
    }
    main.closest(".sheet")?.classList.toggle("wide", beside);
    button("in-line").setAttribute("aria-pressed", String(!beside));
    button("side-by-side").setAttribute("aria-pressed", String(beside));
    if (name && current) show(current);
  };

  // ------------------------------------------------------------- editorial

  const editorial = lines.filter((line) => "editorial" in line.dataset).map((line) => line.dataset.change);

  const hide = () => {
    const hidden = document.body.classList.toggle("no-editorial");
    button("hide").setAttribute("aria-pressed", String(hidden));
    for (const number of editorial) {
      document.querySelectorAll(`[data-change="${number}"]:is(ins, del)`).forEach((each) => each.classList.toggle("quiet", hidden));
    }
  };

  // ------------------------------------------------------------------ begin

  bar.hidden = false;
  button("of").textContent = `– / ${lines.length}`;
  button("previous").addEventListener("click", () => step(-1));
  button("next").addEventListener("click", () => step(1));
  button("in-line").addEventListener("click", () => view(false));
  button("side-by-side").addEventListener("click", () => view(true));
  button("hide").addEventListener("click", hide);
  button("hide").hidden = !editorial.length;
  button("at").addEventListener("click", () => { list.querySelector("details").open = true; });
  list.addEventListener("click", (event) => {
    const line = event.target.closest(".what a")?.closest("li");
    if (line) setTimeout(() => show(line)); // after the browser has followed the link
  });
  addEventListener("hashchange", fromAddress);
  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.target.closest?.("input, textarea, select, [contenteditable]")) return;
    const by = { n: 1, p: -1 }[event.key];
    if (!by) return;
    event.preventDefault();
    step(by);
  });

  const wide = matchMedia("(min-width: 68rem)");
  const unfolding = () => {
    list.querySelector("details").open = wide.matches;
    const contents = document.querySelector(".contents details");
    if (contents) contents.open = false;
  };
  wide.addEventListener("change", unfolding);
  unfolding();
  fromAddress();
})();
