// @ts-check
/*
 * Tables: what is in the columns, and what they come to.
 */
const zbColumns = (() => {
  "use strict";
  const FEWEST = 2;
  const MOST = 12;
  const MEASURE = /^\d+(\.\d+)? ?%$/;

  /**
   * @typedef {object} Column
   * @property {string} name
   * @property {number} at where it stands, from 0
   * @property {string[][] | null} marks the marks of each row, where a column has nothing else
   * @property {string[]} values the different marks, the worst first; none where they are too many to choose from, or
   *   all of them shares of a whole, of which nobody counts how many are the same
   * @property {number[] | null} numbers the number of each row, where the page says that they can be added
   */

  /**
   * @param {HTMLTableCellElement[]} heads
   * @param {ReturnType<typeof zbLines.read>} lines
   * @returns {Column[]}
   */
  function survey(heads, lines) {
    return heads.map((head, at) => {
      const cells = lines.map((line) => line.cells[at]);
      const marks = every(cells, zbText.marks, []);
      const numbers = head.dataset.total === undefined ? null : every(cells, number, null);
      const words = marks?.some((each) => each.some((word) => !MEASURE.test(word)));
      return { name: zbText.plain(head), at, marks, values: marks && words ? values(cells, marks) : [], numbers };
    });
  }

  /**
   * What each cell of a column gives; nothing where one of them gives nothing.
   * @template T
   * @param {(HTMLElement | undefined)[]} cells
   * @param {(cell: HTMLElement) => T | null} read
   * @param {T | null} none what a cell gives that is folded and says nothing
   */
  function every(cells, read, none) {
    /** @type {T[]} */
    const found = [];
    for (const cell of cells) {
      const heads = cell instanceof HTMLTableCellElement && cell.scope === "row";
      const each = heads ? null : cell ? read(cell) : none;
      if (each === null) return null;
      found.push(each);
    }
    return found;
  }

  /** @param {HTMLElement} cell */
  function number(cell) {
    const text = (cell.textContent ?? "").trim();
    return /^-?\d+(\.\d+)?$/.test(text) ? Number(text) : null;
  }

  /**
   * @param {(HTMLElement | undefined)[]} cells
   * @param {string[][]} marks
   */
  function values(cells, marks) {
    /** @type {Map<string, number>} */
    const weights = new Map();
    marks.forEach((words, row) => {
      const weight = Number(cells[row]?.dataset.sort ?? 0);
      for (const word of words) if (!weights.has(word)) weights.set(word, weight);
    });
    const found = [...weights].sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1)).map(([word]) => word);
    return found.length <= MOST ? found : [];
  }

  /**
   * Whether a reader can choose among the marks of a column.
   * @param {Column} column
   */
  function choosable(column) {
    return column.values.length >= FEWEST;
  }

  /**
   * What a column comes to over some rows: a sum, or how many there are of each mark; nothing where it has no total.
   * @param {Column} column
   * @param {number[]} rows
   * @returns {string[]}
   */
  function total(column, rows) {
    if (column.numbers) {
      const whole = rows.reduce((sum, row) => sum + (column.numbers?.[row] ?? 0), 0);
      return [String(Math.round(whole * 1e6) / 1e6)];
    }
    const counts = new Map(column.values.map((value) => [value, 0]));
    for (const row of rows) for (const word of column.marks?.[row] ?? []) counts.set(word, (counts.get(word) ?? 0) + 1);
    return column.values.flatMap((value) => (counts.get(value) ? [`${counts.get(value)} ${value}`] : []));
  }

  return { survey, choosable, total };
})();
