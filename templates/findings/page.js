// Sorts and hides what the page already shows. It asks nothing of the network, stores nothing, and writes no markup.
"use strict";
(() => {
  const form = document.querySelector(".filter");
  if (!form) return;
  const body = document.querySelector(".overview tbody");
  const rows = [...body.rows];
  const rules = document.querySelector(".rules");
  const card = (row) => document.getElementById(row.dataset.rule);
  const texts = new Map(rows.map((row) => [row, (row.textContent + " " + card(row).textContent).toLowerCase()]));
  const words = form.querySelector("#f-words");
  const scope = form.querySelector("#f-scope");
  const status = form.querySelector(".shown");
  const none = document.querySelector(".none-left");

  const filter = () => {
    const wanted = words.value.toLowerCase().split(/\s+/).filter(Boolean);
    const severities = new Set([...form.querySelectorAll("[name=severity]:checked")].map((box) => box.value));
    let shown = 0;
    for (const row of rows) {
      const fits = severities.has(row.dataset.severity)
        && (!scope || scope.selectedIndex === 0 || row.dataset.scope === scope.value)
        && wanted.every((word) => texts.get(row).includes(word));
      row.hidden = card(row).hidden = !fits;
      shown += fits ? 1 : 0;
    }
    none.hidden = shown > 0;
    status.textContent = `${shown} of ${rows.length} rules shown`;
  };

  const value = (row, key) => key === "severity" ? Number(row.dataset.rank) : key === "count" ? Number(row.dataset.count) : row.dataset[key];
  const compare = (a, b) => typeof a === "number" ? a - b : a.localeCompare(b, "en", { numeric: true });
  const sort = (head, key) => {
    const down = head.getAttribute("aria-sort") === "ascending" || (key === "count" && head.getAttribute("aria-sort") !== "descending");
    for (const other of head.parentElement.cells) other.removeAttribute("aria-sort");
    head.setAttribute("aria-sort", down ? "descending" : "ascending");
    rows.sort((a, b) => compare(value(a, key), value(b, key)) * (down ? -1 : 1) || value(a, "severity") - value(b, "severity"));
    for (const row of rows) {
      body.append(row);
      rules.append(card(row));
    }
  };

  for (const label of document.querySelectorAll(".overview [data-key]")) {
    const button = document.createElement("button");
    button.type = "button";
    button.textContent = label.textContent;
    button.addEventListener("click", () => sort(label.parentElement, label.dataset.key));
    label.replaceChildren(button);
  }
  form.addEventListener("submit", (event) => event.preventDefault());
  form.addEventListener("input", filter);
  form.hidden = false;
  filter();
})();
