// @ts-check
/*
 * Tables: the controls of a table and what they do to it.
 */
const zbBar = (() => {
  "use strict";
  const PAGE = 250; // rows at a time, where there are more than twice as many
  const MOST = 1000; // never more at a time
  const SMALL = 10; // with more rows, one can choose among the marks of a column

  /** @typedef {InstanceType<typeof ZbGrid>} Grid */

  /**
   * Puts the controls around a table.
   * @param {Grid} grid
   */
  function build(grid) {
    const box = zbParts.box(grid.name, (text) => grid.filter(text));
    const status = zbParts.status();
    const beside = grid.columns.slice(0, grid.first);
    const choices = grid.matrix || grid.lines.length <= SMALL ? [] : beside.filter(zbColumns.choosable);
    const selects = choices.map((column) => {
      const choice = zbParts.choice(column.name, column.values, (value) => grid.choose(column.at, value), "any");
      return { at: column.at, ...choice };
    });
    const movable = grid.columns.slice(grid.fixed);
    const names = movable.map((column) => column.name);
    const ticks = zbParts.ticks("Columns", names, (at, ticked) => grid.put(movable[at].at, !ticked));
    const finder = zbParts.element("span", "zb-finder", box.label, box.input);
    const chosen = selects.map((each) => each.label);
    const parts = [finder, ...chosen, ticks.folded, ...folds(grid), copies(grid), status];
    const tools = zbParts.element("div", "zb-tools", ...parts);
    grid.scroll.before(tools);
    if (!grid.matrix) grid.heads.forEach((head, column) => sortable(grid, head, column));
    return { box, status, selects, ticks, tools, pages: pager(grid), foot: totals(grid) };
  }

  /**
   * The button that opens every row, and closes them again; none where nothing is folded.
   * @param {Grid} grid
   */
  function folds(grid) {
    if (!grid.lines.some((line) => line.fold)) return [];
    let open = false;
    const button = zbParts.button("Open all rows", () => {
      open = !open;
      zbLines.unfold(grid.lines, open);
      button.textContent = open ? "Close all rows" : "Open all rows";
    });
    return [button];
  }

  /** @param {Grid} grid */
  function copies(grid) {
    const markdown = zbParts.button("Markdown", () => grid.copy("Markdown"), "Copy the rows shown as Markdown");
    const csv = zbParts.button("CSV", () => grid.copy("CSV"), "Copy the rows shown as CSV");
    return zbParts.element("span", "zb-copies", "Copy ", markdown, csv);
  }

  /**
   * The buttons below a table that is shown in parts; nothing where there are too few rows for that.
   * @param {Grid} grid
   */
  function pager(grid) {
    if (grid.lines.length <= 2 * PAGE) return null;
    const previous = zbParts.button("Previous", () => grid.turn(-1));
    const next = zbParts.button("Next", () => grid.turn(1));
    const sizes = [PAGE, 2 * PAGE, MOST].map(String);
    const size = zbParts.choice("Rows at a time", sizes, (value) => {
      grid.size = Number(value);
      grid.refresh();
    });
    const where = zbParts.element("span");
    const bar = zbParts.element("div", "zb-pages", previous, where, next, size.label);
    bar.setAttribute("role", "group");
    bar.setAttribute("aria-label", "Parts of the table");
    grid.scroll.after(bar);
    return { bar, previous, next, where, size: size.select };
  }

  /**
   * A row that says what the columns come to; nothing where no column comes to anything.
   * @param {Grid} grid
   */
  function totals(grid) {
    if (grid.matrix || !grid.columns.some((column) => column.numbers || column.values.length)) return null;
    const cells = grid.columns.map((_, at) => {
      const cell = document.createElement(at ? "td" : "th");
      if (!at) cell.scope = "row";
      return cell;
    });
    grid.table.createTFoot().append(zbParts.element("tr", "", ...cells));
    return cells;
  }

  /**
   * Makes a heading a button: up, down, and back to the order of the page. What is bad comes first.
   * @param {Grid} grid
   * @param {HTMLTableCellElement} head
   * @param {number} column
   */
  function sortable(grid, head, column) {
    const weighed = grid.lines.some((line) => line.cells[column]?.dataset.sort) || head.dataset.total !== undefined;
    const ways = weighed ? ["descending", "ascending", "none"] : ["ascending", "descending", "none"];
    const button = zbParts.element("button", "zb-sort", ...head.childNodes);
    button.type = "button";
    head.append(button);
    head.setAttribute("aria-sort", "none");
    button.addEventListener("click", () => {
      const way = grid.sorted.column === column ? grid.sorted.way : "none";
      grid.sort(column, ways[(ways.indexOf(way) + 1) % 3]);
      grid.refresh();
    });
  }

  return { PAGE, MOST, build };
})();
