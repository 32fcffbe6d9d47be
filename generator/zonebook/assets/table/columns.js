// @ts-check
/*
 * Tables: what is in the columns, and what they come to.
 */
const zbColumns = (() => {
  "use strict";
  const FEWEST = 2;
  const MOST = 12;

  /**
   * @typedef {object} Column
   * @property {string} name
   * @property {number} at where it stands, from 0
   * @property {string[][] | null} marks the marks of each row, where a column has nothing else
   * @property {string[]} values the different marks, the worst first; none where they are too many to choose from
   * @property {number[] | null} numbers the number of each row, where the page says that they can be added
   */

  /**
   * @param {HTMLTableCellElement[]} heads
   * @param {HTMLTableRowElement[]} rows
   * @returns {Column[]}
   */
  function survey(heads, rows) {
    return heads.map((head, at) => {
      const marks = every(rows, at, zbText.marks);
      const numbers = head.dataset.total === undefined ? null : every(rows, at, number);
      return { name: zbText.plain(head), at, marks, values: marks ? values(rows, at, marks) : [], numbers };
    });
  }

  /**
   * What each cell of a column gives; nothing where one of them gives nothing.
   * @template T
   * @param {HTMLTableRowElement[]} rows
   * @param {number} at
   * @param {(cell: HTMLTableCellElement) => T | null} read
   */
  function every(rows, at, read) {
    /** @type {T[]} */
    const found = [];
    for (const row of rows) {
      const each = row.cells[at] && row.cells[at].scope !== "row" ? read(row.cells[at]) : null;
      if (each === null) return null;
      found.push(each);
    }
    return found;
  }

  /** @param {HTMLTableCellElement} cell */
  function number(cell) {
    const text = (cell.textContent ?? "").trim();
    return /^-?\d+(\.\d+)?$/.test(text) ? Number(text) : null;
  }

  /**
   * @param {HTMLTableRowElement[]} rows
   * @param {number} at
   * @param {string[][]} marks
   */
  function values(rows, at, marks) {
    /** @type {Map<string, number>} */
    const weights = new Map();
    marks.forEach((words, row) => {
      const weight = Number(rows[row].cells[at].dataset.sort ?? 0);
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
