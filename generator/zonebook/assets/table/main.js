// @ts-check
/*
 * The long tables of a page: sort, filter, choose columns, add up, copy, link to a row. Without this script they are
 * plain tables; nothing is lost. The parts are in the files beside this one, which is loaded last: `SCRIPTS` in
 * mkdocs_support/scripts.py has the order.
 */
(() => {
  "use strict";
  const FEW = 5; // with so many rows or fewer, a table is left alone

  /** @type {InstanceType<typeof ZbGrid>[]} */
  let grids = [];

  /**
   * Follows the address: to a row, or to what somebody made of a table.
   * @param {boolean} fresh whether the page has just come
   */
  function follow(fresh) {
    const states = zbAddress.read();
    const anchor = zbAddress.anchor();
    for (const grid of grids) {
      const state = states.get(grid.name);
      if (state) grid.restore(state);
      if (state && fresh) grid.parts.tools.scrollIntoView();
      const line = state || !anchor ? undefined : grid.lines.find((each) => each.row.id === anchor);
      if (line && (grid.bring(line) || fresh)) line.row.scrollIntoView({ block: "center" });
    }
  }

  function enhance() {
    grids = grids.filter((grid) => grid.table.isConnected);
    const fresh = [];
    for (const table of /** @type {NodeListOf<HTMLTableElement>} */ (document.querySelectorAll(".zb-table table"))) {
      if (table.querySelectorAll("tbody > tr:not(.zb-fold)").length <= FEW || table.dataset.ready) continue;
      table.dataset.ready = "yes";
      fresh.push(new ZbGrid(table));
    }
    if (!fresh.length) return;
    grids.push(...fresh);
    for (const grid of fresh) {
      const moved = zbAddress.recall(grid.name);
      for (const { at, name } of grid.columns.slice(grid.fixed)) {
        if (!moved.includes(name)) continue;
        if (at < grid.first) grid.hidden.add(at);
        else grid.hidden.delete(at);
      }
      grid.show();
      grid.read();
    }
    follow(true);
  }

  addEventListener("hashchange", () => follow(false));
  addEventListener("beforeprint", () => grids.forEach((grid) => grid.print(true)));
  addEventListener("afterprint", () => grids.forEach((grid) => grid.print(false)));
  // The theme tells of each page that it puts in place of another; elsewhere there is one page, and it is here.
  if (document.readyState === "loading") document.addEventListener("DOMContentLoaded", enhance);
  else enhance();
  /** @type {any} */ (window).document$?.subscribe(enhance);
})();
