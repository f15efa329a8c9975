// The page's own script: search in the text, links to copy, the section in view. All it shows is made of text nodes, it fetches nothing,
// and the page is whole without it. It runs in the page's scope only, and finds what it needs there by id.
"use strict";
(() => {
  const find = (id) => document.getElementById(id);
  const make = (tag, words = "", kind = "") => {
    const element = document.createElement(tag);
    element.textContent = words;
    if (kind) element.className = kind;
    return element;
  };
  const main = find("_text");
  const side = find("_side") || document.body;

  // ---------------------------------------------------------------- words

  const KAZAKH = { "ә": "а", "ғ": "г", "қ": "к", "ң": "н", "ө": "о", "ұ": "у", "ү": "у", "һ": "х", "і": "и" };
  const language = document.documentElement.lang;

  // Many type Kazakh on a Russian keyboard, and Russian without ё. Every letter stays one letter, so that places stay places.
  const folded = (text) => Array.from(text, (letter) => {
    const small = letter.toLocaleLowerCase(language);
    if (small === "ё") return "е";
    return (language === "kk" && KAZAKH[small]) || (small.length === letter.length ? small : letter);
  }).join("");

  const wordsOf = (element) => {
    if (element.tagName === "TR") return Array.from(element.cells, wordsOf).filter((words) => words && words !== "–").join(" · ");
    const copy = element.cloneNode(true);
    copy.querySelectorAll(".call, .back, .other-end, .end").forEach((each) => each.remove()); // no part of the words beside them
    copy.querySelectorAll("br").forEach((each) => each.replaceWith(" "));
    return copy.textContent.replace(/\s+/g, " ").trim().normalize("NFC");
  };

  const places = (text, words) => {
    const found = [];
    for (const word of words) {
      for (let at = text.indexOf(word); at >= 0; at = text.indexOf(word, at + word.length)) found.push([at, at + word.length]);
    }
    found.sort((one, other) => one[0] - other[0] || other[1] - one[1]);
    const apart = [];
    for (const place of found) if (!apart.length || place[0] >= apart[apart.length - 1][1]) apart.push(place);
    return apart;
  };

  // --------------------------------------------------------------- search

  const BLOCKS = "h2, h3, h4, h5, h6, p, pre, dt, tr:not(.columns), figcaption, caption";

  const blocksOf = () => {
    let heading = "";
    const text = Array.from(main.querySelectorAll(BLOCKS)).filter((element) => !element.closest(".remark"));
    return text.map((element) => {
      const words = wordsOf(element);
      const named = element.closest("[id]");
      const opens = /^H\d$/.test(element.tagName);
      if (opens) heading = words;
      const number = element.querySelector(".anchor")?.dataset.number;
      const where = opens ? "" : number ? `${heading} · ${number}` : heading;
      return { element, words, text: folded(words), id: named ? named.id : "", where };
    }).filter((block) => block.words && block.id && block.id !== main.id);
  };

  const BEFORE = 40;
  const SHOWN = 180;

  const snippet = (block, words) => {
    const found = places(block.text, words);
    const first = found[0][0];
    const begin = first > BEFORE ? block.words.lastIndexOf(" ", first - BEFORE) + 1 : 0;
    const last = block.words.length > begin + SHOWN ? block.words.lastIndexOf(" ", begin + SHOWN) : block.words.length;
    const end = Math.max(last, found[0][1]);
    const shown = make("span", begin ? "… " : "", "snippet");
    let at = begin;
    for (const [from, to] of found.filter((place) => place[1] <= end)) {
      shown.append(block.words.slice(at, from), make("mark", block.words.slice(from, to)));
      at = to;
    }
    shown.append(block.words.slice(at, end), end < block.words.length ? " …" : "");
    return shown;
  };

  const result = (block, words) => {
    const item = make("li");
    item.lang = block.element.closest("[lang]").lang;
    const link = make("a");
    link.href = `#${encodeURIComponent(block.id)}`;
    if (block.where) link.append(make("span", block.where, "where"), " ");
    link.append(snippet(block, words));
    item.append(link);
    return item;
  };

  const highlight = (blocks, words) => {
    if (!window.CSS?.highlights || typeof Highlight === "undefined") return;
    const shown = new Highlight();
    for (const block of blocks) {
      const walker = document.createTreeWalker(block.element, NodeFilter.SHOW_TEXT);
      while (walker.nextNode()) {
        for (const [from, to] of places(folded(walker.currentNode.data), words)) {
          const range = new Range();
          range.setStart(walker.currentNode, from);
          range.setEnd(walker.currentNode, to);
          shown.add(range);
        }
      }
    }
    CSS.highlights.set("found", shown);
  };

  const searching = (box) => {
    const field = find("_query");
    const [count, list] = [box.querySelector(".count"), box.querySelector(".results")];
    const links = () => Array.from(list.querySelectorAll("a"));
    let blocks = null;

    const search = () => {
      blocks = blocks || blocksOf();
      const query = folded(field.value.trim().normalize("NFC"));
      const words = query.length < 2 ? [] : query.split(/\s+/);
      const found = words.length ? blocks.filter((block) => words.every((word) => block.text.includes(word))) : [];
      list.replaceChildren(...found.map((block) => result(block, words)));
      list.hidden = !found.length;
      count.textContent = !words.length ? "" : found.length ? `${box.dataset.found}: ${found.length}` : box.dataset.nothing;
      side.classList.toggle("searching", words.length > 0);
      highlight(found, words);
    };
    const move = (step) => {
      const all = [field, ...links()];
      const next = all[all.indexOf(document.activeElement) + step];
      if (next) next.focus();
    };
    const clear = () => {
      field.value = "";
      search();
      field.focus();
    };
    const keys = {
      ArrowDown: () => move(1),
      ArrowUp: () => move(-1),
      Escape: clear,
      Enter: (event) => (event.target === field ? links()[0]?.click() : null),
    };

    box.hidden = false;
    field.addEventListener("input", search);
    box.addEventListener("keydown", (event) => {
      if (!keys[event.key] || event.isComposing || (event.key === "Enter" && event.target !== field)) return;
      event.preventDefault();
      keys[event.key](event);
    });
    document.addEventListener("keydown", (event) => {
      if (event.key !== "/" || event.ctrlKey || event.metaKey || event.altKey) return;
      if (event.target.closest?.("input, textarea, select, [contenteditable]")) return;
      event.preventDefault();
      field.select();
    });
  };

  // ----------------------------------------------------------------- links

  const LINKS = "main .anchor, main a.number, a.copy";

  const selectedAndCopied = (text) => {
    const field = make("textarea", text);
    field.className = "unseen";
    document.body.append(field);
    field.select();
    const copied = document.execCommand("copy");
    field.remove();
    return copied;
  };

  const copied = async (text) => {
    try {
      await navigator.clipboard.writeText(text);
      return true;
    } catch {
      return selectedAndCopied(text); // a page from an address without https has no clipboard
    }
  };

  const copying = (said) => {
    let hiding = 0;
    document.addEventListener("click", async (event) => {
      const link = event.target.closest(LINKS);
      if (!link || event.ctrlKey || event.metaKey || event.shiftKey) return;
      said.textContent = (await copied(link.href)) ? said.dataset.copied : said.dataset.above;
      link.focus({ preventScroll: true });
      clearTimeout(hiding);
      hiding = setTimeout(() => { said.textContent = ""; }, 4000);
    });
    document.addEventListener("pointerover", (event) => {
      const link = event.target.closest(LINKS);
      if (link) link.title = said.dataset.copy;
    });
  };

  // -------------------------------------------------------------- contents

  const intoView = (link, contents) => {
    if (getComputedStyle(side).position !== "sticky") return; // beside the text it scrolls in itself, above it with the page
    const [box, place] = [contents.getBoundingClientRect(), link.getBoundingClientRect()];
    if (place.top < box.top + 80) contents.scrollTop -= box.top + 80 - place.top;
    if (place.bottom > box.bottom - 80) contents.scrollTop += place.bottom - box.bottom + 80;
  };

  const following = (contents) => {
    const links = Array.from(contents.querySelectorAll("a"));
    const targets = links.map((link) => find(decodeURIComponent(link.hash.slice(1))));
    const notes = find("_notes"); // which the contents do not list: whoever reads there is in no section
    const heading = (target) => (target?.tagName === "SECTION" ? target.firstElementChild : target);
    let current = null;
    const mark = () => {
      let now = null;
      targets.forEach((target, at) => {
        if (target && heading(target).getBoundingClientRect().top < innerHeight * 0.3) now = links[at];
      });
      if (notes && notes.getBoundingClientRect().top < innerHeight * 0.6) now = null;
      if (now === current) return;
      current?.removeAttribute("aria-current");
      now?.setAttribute("aria-current", "true");
      if (now) intoView(now, contents);
      current = now;
    };
    const observer = new IntersectionObserver(mark, { rootMargin: "0px 0px -70% 0px" });
    targets.forEach((target) => { if (target) observer.observe(heading(target)); });
    if (notes) new IntersectionObserver(mark, { rootMargin: "0px 0px -40% 0px" }).observe(notes);
  };

  const unfolding = (contents) => {
    const wide = matchMedia("(min-width: 68rem)");
    const unfold = () => { contents.querySelector("details").open = wide.matches; };
    wide.addEventListener("change", unfold);
    unfold();
    contents.addEventListener("click", (event) => {
      if (event.target.closest("a") && !wide.matches) contents.querySelector("details").open = false;
    });
  };

  // ---------------------------------------------------------------- the way up

  const leaving = (up) => {
    let before = scrollY;
    addEventListener("scroll", () => {
      if (Math.abs(scrollY - before) < 8) return; // the finger trembles
      up.classList.toggle("away", scrollY > before);
      before = scrollY;
    }, { passive: true });
  };

  const contents = document.querySelector(".contents");
  if (!main) return;
  if (find("_search")) searching(find("_search"));
  if (find("_said")) copying(find("_said"));
  if (find("_up")) leaving(find("_up"));
  if (contents) {
    following(contents);
    unfolding(contents);
  }
})();
