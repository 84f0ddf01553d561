/* Comfort only: without this script everything can be read, found by its links and printed. Nothing is fetched or stored elsewhere. */
"use strict";
(() => {
  const root = document.documentElement, say = document.body.dataset;
  const make = (tag, attributes, text) => {
    const element = document.createElement(tag);
    for (const [name, value] of Object.entries(attributes || {})) element.setAttribute(name, value);
    if (text !== undefined) element.textContent = text;
    return element;
  };
  const plain = (cell) => {
    const copy = cell.cloneNode(true);
    copy.querySelectorAll(".unit, .sr, .context, sup, button").forEach((one) => one.remove());
    return copy.textContent.trim().replace(/\s+/g, " ");
  };
  /* A localised number as a number; NaN for a text or a blank. */
  const number = (text) => {
    const sign = say.decimal === "," ? text.replace(/[.\s\u00a0\u202f]/g, "").replace(",", ".") : text.replace(/[,\s\u00a0\u202f]/g, "");
    return /^-?\d+(\.\d+)?%?$/.test(sign) ? parseFloat(sign) : NaN;
  };

  /* Light and dark. */
  const toggle = make("button", { type: "button", class: "tool" }, say.tTheme);
  const dark = () => root.dataset.theme ? root.dataset.theme === "dark" : matchMedia("(prefers-color-scheme: dark)").matches;
  const show = () => toggle.setAttribute("aria-pressed", String(dark()));
  toggle.addEventListener("click", () => { root.dataset.theme = dark() ? "light" : "dark"; show(); });
  show();

  /* Search in headings, captions, terms and figures. */
  const side = document.querySelector(".side");
  const box = make("div", { class: "search", role: "search" });
  const label = make("label", { for: "find" }, say.tSearch);
  const field = make("input", { type: "search", id: "find", autocomplete: "off" });
  const count = make("p", { class: "found", role: "status" });
  const list = make("ol", { class: "hits" });
  let entries;
  const gather = () => {
    const found = [];
    const add = (element, id, text) => id && found.push({ id, text, key: text.toLowerCase() });
    document.querySelectorAll("main section[id] > h2, main h3").forEach((h) => {
      if (!h.id && !h.closest("[id]")) return;
      add(h, h.id && h.tagName === "H3" ? h.id : h.closest("[id]").id === h.id ? h.parentElement.id || h.id : h.closest("[id]").id, plain(h));
    });
    document.querySelectorAll("main .table[id] caption").forEach((c) => add(c, c.closest(".table").id, plain(c)));
    document.querySelectorAll("main .chart[id] .chart-title").forEach((c) => add(c, c.closest(".chart").id, plain(c)));
    document.querySelectorAll(".definition[id] h4").forEach((h) => add(h, h.parentElement.id, plain(h)));
    document.querySelectorAll(".index tbody tr[id]").forEach((row) => add(row, row.id, [...row.cells].slice(0, 3).map(plain).join(" · ")));
    return found;
  };
  field.addEventListener("input", () => {
    const words = field.value.toLowerCase().split(/\s+/).filter(Boolean);
    list.replaceChildren();
    count.textContent = "";
    if (!words.length) return;
    entries = entries || gather();
    const hits = entries.filter((entry) => words.every((word) => entry.key.includes(word)));
    count.textContent = hits.length ? say.tHits.replace("#", hits.length) : say.tNothing;
    for (const hit of hits.slice(0, 12)) {
      const line = make("li");
      line.append(make("a", { href: "#" + encodeURIComponent(hit.id) }, hit.text));
      list.append(line);
    }
  });
  box.append(label, field, count, list);
  if (side) side.prepend(box, toggle);

  /* On a phone the contents would push the report out of sight. */
  if (side && matchMedia("(max-width: 61.9rem)").matches) side.querySelector("details").open = false;

  /* A target inside a fold: open it. */
  const reveal = () => {
    const target = document.getElementById(decodeURIComponent(location.hash.slice(1)));
    for (let one = target && target.closest("details"); one; one = one.parentElement.closest("details")) one.open = true;
    if (target) target.scrollIntoView();
  };
  addEventListener("hashchange", reveal);
  if (location.hash) reveal();

  /* Where the reader is. */
  const links = new Map([...document.querySelectorAll(".toc a")].map((a) => [a.hash.slice(1), a]));
  if ("IntersectionObserver" in window) {
    const watch = new IntersectionObserver((seen) => {
      for (const one of seen) if (one.isIntersecting) {
        links.forEach((a) => a.removeAttribute("aria-current"));
        links.get(one.target.id)?.setAttribute("aria-current", "true");
      }
    }, { rootMargin: "-10% 0px -80% 0px" });
    document.querySelectorAll("main > section[id]").forEach((section) => watch.observe(section));
  }

  /* Tables: sort, filter, copy. */
  const csv = (table) => [...table.rows].filter((row) => row.getClientRects().length).map((row) => [...row.cells].map((cell) => {
    let text = plain(cell);
    if (/^[=+\-@\t]/.test(text) && isNaN(number(text))) text = "'" + text;
    return /[",\n]/.test(text) ? '"' + text.replaceAll('"', '""') + '"' : text;
  }).join(",")).join("\r\n") + "\r\n";
  const copy = async (text) => {
    try { await navigator.clipboard.writeText(text); return true; } catch { /* not allowed here: the old way */ }
    const area = make("textarea", { class: "sr", "aria-hidden": "true", tabindex: "-1" });
    area.value = text;
    document.body.append(area);
    area.select();
    const done = document.execCommand("copy");
    area.remove();
    return done;
  };
  const order = (table, column, up) => {
    const body = table.tBodies[0], rows = [...body.rows];
    const fixed = rows.filter((row) => row.classList.contains("total")), free = rows.filter((row) => !row.classList.contains("total"));
    const keys = new Map(free.map((row) => { const text = row.cells[column] ? plain(row.cells[column]) : ""; return [row, [number(text), text]]; }));
    free.sort((one, other) => {
      const [a, s] = keys.get(one), [b, t] = keys.get(other);
      if (isNaN(a) !== isNaN(b)) return isNaN(a) ? 1 : -1;
      const found = isNaN(a) ? s.localeCompare(t, root.lang) : a - b;
      return up ? found : -found;
    });
    body.append(...fixed, ...free);
  };
  document.querySelectorAll("main table").forEach((table) => {
    if (table.tBodies.length !== 1 || table.closest("details.sub")) return;
    const rows = [...table.tBodies[0].rows], tools = make("div", { class: "tools" });
    if (rows.length > 3 && !rows.some((row) => [...row.cells].some((cell) => cell.rowSpan > 1))) {
      const heads = [...table.tHead.querySelectorAll("th:not([scope=colgroup])")];
      const stub = heads.filter((head) => head.rowSpan > 1 || head.parentElement === table.tHead.rows[table.tHead.rows.length - 1]);
      if (stub.length === rows[0].cells.length) stub.forEach((head, column) => {
        const button = make("button", { type: "button", class: "sort" });
        button.append(...head.childNodes);
        head.append(button);
        button.addEventListener("click", () => {
          const up = head.getAttribute("aria-sort") !== "ascending";
          stub.forEach((one) => one.removeAttribute("aria-sort"));
          head.setAttribute("aria-sort", up ? "ascending" : "descending");
          order(table, column, up);
        });
      });
    }
    if (rows.length > 12) {
      const filter = make("input", { type: "search", "aria-label": say.tFilter, placeholder: say.tFilter });
      filter.addEventListener("input", () => {
        const wanted = filter.value.toLowerCase();
        rows.forEach((row) => { row.hidden = !row.textContent.toLowerCase().includes(wanted); });
      });
      tools.append(filter);
    }
    const button = make("button", { type: "button", class: "tool" }, say.tCopy);
    button.addEventListener("click", async () => {
      button.textContent = await copy(csv(table)) ? say.tCopied : say.tNotCopied;
      setTimeout(() => { button.textContent = say.tCopy; }, 2500);
    });
    tools.append(button);
    (table.closest(".scroll") || table).before(tools);
  });
})();
