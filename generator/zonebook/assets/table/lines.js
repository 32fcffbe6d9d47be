// @ts-check
/*
 * Tables: the rows with what is folded under them. A folded column can be put beside the others, and back.
 */
const zbLines = (() => {
  "use strict";

  /**
   * @typedef {object} Line
   * @property {HTMLTableRowElement} row
   * @property {HTMLTableRowElement | null} fold the row below, with what is folded
   * @property {(HTMLElement | undefined)[]} cells by column, those beside each other first; none where it says nothing
   * @property {number} at where it stands on the page, from 0
   * @property {string | null} text
   * @property {string} cut which columns it hides
   */

  /**
   * The names of the folded columns.
   * @param {HTMLTableElement} table
   */
  function names(table) {
    return table.dataset.folded?.split("|") ?? [];
  }

  /**
   * @param {HTMLTableElement} table
   * @returns {Line[]}
   */
  function read(table) {
    const folded = names(table);
    const rows = [...table.tBodies[0].rows].filter((row) => !row.classList.contains("zb-fold"));
    return rows.map((row, at) => {
      const next = row.nextElementSibling;
      const fold = next instanceof HTMLTableRowElement && next.classList.contains("zb-fold") ? next : null;
      const said = new Map([...(fold?.querySelectorAll("dt") ?? [])].map((term) => [term.textContent, term]));
      const under = folded.map((name) => {
        const told = said.get(name)?.nextElementSibling;
        return told instanceof HTMLElement ? told : undefined;
      });
      return { row, fold, at, cells: [...row.cells, ...under], text: null, cut: "" };
    });
  }

  /**
   * Gives the table a heading for each folded column, hidden until it is put beside the others; returns all headings.
   * @param {HTMLTableElement} table
   */
  function heads(table) {
    const rows = [...(table.tHead?.rows ?? [])];
    const last = rows[rows.length - 1];
    for (const name of names(table)) {
      const head = zbParts.element("th", "", name);
      head.scope = "col";
      head.hidden = true;
      last.append(head);
    }
    return [...(last?.cells ?? [])];
  }

  /**
   * Shows the columns of a row that are not hidden; a folded column that is, stands below.
   * @param {Line} line
   * @param {Set<number>} hidden
   * @param {number} first the first of the folded columns
   */
  function cut(line, hidden, first) {
    const now = [...hidden].join();
    if (line.cut === now) return;
    line.cut = now;
    line.cells.forEach((cell, at) => {
      if (at < first) /** @type {HTMLElement} */ (cell).hidden = hidden.has(at);
      else place(line, at, !hidden.has(at));
    });
    const cell = line.fold?.cells[0];
    if (cell) cell.colSpan = Math.max(1, line.cells.length - hidden.size);
  }

  /**
   * Moves what a row says in a folded column to where it is wanted.
   * @param {Line} line
   * @param {number} at
   * @param {boolean} beside
   */
  function place(line, at, beside) {
    const cell = line.cells[at];
    if (cell instanceof HTMLTableCellElement === beside) return;
    if (beside) {
      const made = document.createElement("td");
      made.append(...(cell ? cell.childNodes : ["–"]));
      if (cell?.dataset.sort) made.dataset.sort = cell.dataset.sort;
      if (cell) hide(cell, true);
      under.set(made, cell);
      const next = line.cells.slice(at + 1).find((each) => each?.parentElement === line.row);
      line.row.insertBefore(made, next ?? null);
      line.cells[at] = made;
    } else if (cell) {
      const before = under.get(cell);
      if (before) before.append(...cell.childNodes);
      if (before) hide(before, false);
      cell.remove();
      line.cells[at] = before;
    }
  }

  /** @type {WeakMap<HTMLElement, HTMLElement | undefined>} what a made cell has its content from */
  const under = new WeakMap();

  /**
   * @param {HTMLElement} told
   * @param {boolean} away
   */
  function hide(told, away) {
    told.hidden = away;
    if (told.previousElementSibling instanceof HTMLElement) told.previousElementSibling.hidden = away;
  }

  /**
   * Opens or closes what is folded under rows.
   * @param {Line[]} lines
   * @param {boolean} open
   */
  function unfold(lines, open) {
    for (const line of lines) line.row.querySelector(".zb-more")?.toggleAttribute("open", open);
  }

  /**
   * Does something for each line while nobody waits.
   * @param {Line[]} lines
   * @param {(line: Line) => void} act
   */
  function leisurely(lines, act) {
    let next = 0;
    const some = (/** @type {{ timeRemaining: () => number } | undefined} */ deadline) => {
      const end = next + (deadline ? lines.length : 200);
      const free = () => (deadline?.timeRemaining() ?? 1) > 0;
      while (next < lines.length && next < end && free()) act(lines[next++]);
      if (next < lines.length) later();
    };
    const later = () => ("requestIdleCallback" in window ? requestIdleCallback(some) : setTimeout(some, 50));
    later();
  }

  return { names, read, heads, cut, unfold, leisurely };
})();
