// @ts-check
/*
 * Sorting and filtering for the long tables of a page. Without this script they are plain tables; nothing is lost.
 */
(() => {
  "use strict";
  const FEW = 5;
  const words = new Intl.Collator(undefined, { numeric: true, sensitivity: "base" });
  let made = 0;

  /**
   * What a row is sorted by in a column: how bad it is where the page says so, else its words.
   * @param {HTMLTableRowElement} row
   * @param {number} column
   */
  function value(row, column) {
    const cell = row.cells[column];
    return (cell?.dataset.sort ?? cell?.textContent ?? "").trim();
  }

  /**
   * Makes the headings buttons: up, down, and back to the order of the page. What is bad comes first.
   * @param {HTMLTableElement} table
   * @param {HTMLTableRowElement[]} rows
   * @param {(text: string) => void} say
   */
  function sortable(table, rows, say) {
    const heads = [...(table.tHead?.rows[0]?.cells ?? [])];
    heads.forEach((head, column) => {
      const weighed = rows.some((row) => row.cells[column]?.dataset.sort);
      const ways = weighed ? ["descending", "ascending", "none"] : ["ascending", "descending", "none"];
      const name = head.textContent ?? "";
      const button = document.createElement("button");
      button.type = "button";
      button.className = "zb-sort";
      button.append(...head.childNodes);
      head.append(button);
      head.setAttribute("aria-sort", "none");
      button.addEventListener("click", () => {
        const way = ways[(ways.indexOf(head.getAttribute("aria-sort") ?? "none") + 1) % 3];
        heads.forEach((other) => other.setAttribute("aria-sort", "none"));
        head.setAttribute("aria-sort", way);
        const sign = way === "descending" ? -1 : 1;
        const order = [...rows];
        if (way !== "none") order.sort((a, b) => sign * words.compare(value(a, column), value(b, column)));
        table.tBodies[0].append(...order);
        say(way === "none" ? "in the order of the page" : `sorted by ${name}, ${way}`);
      });
    });
  }

  /**
   * Puts a box before the table that hides the rows which lack one of its words.
   * @param {HTMLTableElement} table
   * @param {HTMLTableRowElement[]} rows
   * @returns {(text: string) => void} what tells a change to everybody, also to those who do not see it
   */
  function filterable(table, rows) {
    const id = `zb-filter-${++made}`;
    const tools = document.createElement("div");
    const label = document.createElement("label");
    const box = document.createElement("input");
    const status = document.createElement("span");
    tools.className = "zb-tools";
    label.htmlFor = box.id = id;
    label.textContent = "Filter";
    box.type = "search";
    box.autocomplete = "off";
    box.spellcheck = false;
    box.setAttribute("aria-controls", table.id);
    status.setAttribute("role", "status");
    tools.append(label, box, status);
    (table.closest(".zb-scroll") ?? table).before(tools);

    const texts = rows.map((row) => (row.textContent ?? "").toLowerCase());
    const say = (/** @type {string} */ text) => {
      const shown = rows.filter((row) => !row.hidden).length;
      status.textContent = `${shown} of ${rows.length} rows${text && `, ${text}`}`;
    };
    const filter = () => {
      const wanted = box.value.toLowerCase().split(/\s+/);
      rows.forEach((row, index) => (row.hidden = !wanted.every((word) => texts[index].includes(word))));
      say("");
    };
    box.addEventListener("input", filter);
    box.addEventListener("keydown", (event) => {
      // Otherwise the theme takes a letter for one of its shortcuts.
      event.stopPropagation();
      if (event.key !== "Escape") return;
      box.value = "";
      filter();
    });
    window.addEventListener("hashchange", () => {
      const row = document.getElementById(decodeURIComponent(location.hash.slice(1)));
      if (!(row instanceof HTMLTableRowElement) || !row.hidden || !rows.includes(row)) return;
      box.value = "";
      filter();
      row.scrollIntoView({ block: "center" });
    });
    say("");
    return say;
  }

  function enhance() {
    for (const table of /** @type {NodeListOf<HTMLTableElement>} */ (document.querySelectorAll(".zb-table table"))) {
      const rows = [...(table.tBodies[0]?.rows ?? [])];
      if (rows.length <= FEW || table.dataset.ready) continue;
      table.dataset.ready = "yes";
      sortable(table, rows, filterable(table, rows));
    }
  }

  // The theme tells of each page that it puts in place of another; elsewhere there is one page, and it is here.
  if (document.readyState === "loading") document.addEventListener("DOMContentLoaded", enhance);
  else enhance();
  /** @type {any} */ (window).document$?.subscribe(enhance);
})();
