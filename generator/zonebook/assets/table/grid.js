// @ts-check
/*
 * Tables: one table with what somebody made of it. A row that is not shown is not in the page either, so that
 * thousands of rows cost little.
 */
const ZbGrid = (() => {
  "use strict";
  const FIRST = 50; // how many rows a key stroke brings at once: what is seen; the others follow in a pause
  const PAUSE = 250; // milliseconds
  const words = new Intl.Collator(undefined, { numeric: true, sensitivity: "base" });

  /** @typedef {ReturnType<typeof zbLines.read>[number]} Line */

  return class Grid {
    /** @param {HTMLTableElement} table */
    constructor(table) {
      this.table = table;
      this.name = /** @type {HTMLElement | null} */ (table.closest(".zb-table"))?.dataset.name ?? table.id;
      this.body = table.tBodies[0];
      this.lines = zbLines.read(table);
      this.heads = zbLines.heads(table);
      this.first = this.heads.length - zbLines.names(table).length; // of the folded columns
      this.scroll = table.closest(".zb-scroll") ?? table;
      this.matrix = table.classList.contains("zb-matrix");
      this.columns = zbColumns.survey(this.heads, this.lines);
      this.fixed = [...(this.lines[0]?.row.cells ?? [])].filter((cell) => cell.scope === "row").length;
      this.order = this.lines;
      this.shown = this.lines;
      this.query = "";
      /** @type {ReturnType<typeof zbText.terms>} */
      this.asked = [];
      /** @type {Map<number, string>} */
      this.only = new Map();
      this.hidden = this.usual();
      this.sorted = { column: -1, way: "none" };
      this.from = 0;
      this.size = this.lines.length > 2 * zbBar.PAGE ? zbBar.PAGE : zbBar.MOST;
      this.quick = false;
      this.printing = false;
      this.unshown = 0;
      this.unwritten = 0;
      this.parts = zbBar.build(this);
    }

    /** The columns that are not beside the others before somebody chooses. */
    usual() {
      return new Set(this.columns.filter((each) => each.at >= this.first).map((each) => each.at));
    }

    /** The columns that somebody has put away, or beside the others. */
    moved() {
      return this.columns.filter((each) => this.hidden.has(each.at) !== each.at >= this.first);
    }

    /** @param {number} by */
    turn(by) {
      this.from += by * this.size;
      this.show();
      this.scroll.scrollTop = 0;
      this.parts.tools.scrollIntoView({ block: "nearest" });
    }

    /**
     * @param {number} column
     * @param {string} way
     */
    sort(column, way) {
      this.sorted = way === "none" || !this.heads[column] ? { column: -1, way: "none" } : { column, way };
      this.heads.forEach((head, at) => {
        if (!this.matrix) head.setAttribute("aria-sort", at === this.sorted.column ? way : "none");
      });
      this.order = this.lines;
      if (this.sorted.way === "none" || this.matrix) return;
      const sign = way === "descending" ? -1 : 1;
      const keyed = this.lines.map((line) => ({ line, key: zbText.value(line.cells[column]) }));
      // What says nothing stands last, whichever way.
      keyed.sort((a, b) => Number(!a.key) - Number(!b.key) || sign * words.compare(a.key, b.key));
      this.order = keyed.map((each) => each.line);
    }

    /** @param {string} text */
    filter(text) {
      this.query = text;
      this.refresh();
    }

    /**
     * @param {number} column
     * @param {string} mark nothing for any
     */
    choose(column, mark) {
      if (mark) this.only.set(column, mark);
      else this.only.delete(column);
      this.refresh();
    }

    /**
     * Puts a column away, or back.
     * @param {number} column
     * @param {boolean} away
     */
    put(column, away) {
      if (away) this.hidden.add(column);
      else this.hidden.delete(column);
      zbAddress.remember(this.name, this.moved().map((each) => each.name));
      this.refresh();
    }

    /** @param {Line} line */
    fits(line) {
      for (const [column, mark] of this.only) if (!this.columns[column].marks?.[line.at].includes(mark)) return false;
      return zbText.fits(this.asked, this.text(line));
    }

    /** @param {Line} line */
    text(line) {
      const said = (/** @type {HTMLElement | undefined} */ cell) => (this.matrix ? zbText.plain(cell) : cell?.textContent);
      line.text ??= line.cells.map((cell) => zbText.normal(said(cell) ?? "")).join("\n");
      return line.text;
    }

    /** Shows what is asked for now, from its begin, and says so. */
    refresh() {
      this.asked = zbText.terms(this.query);
      const all = this.printing || (!this.asked.length && !this.only.size);
      this.shown = all ? this.order : this.order.filter((line) => this.fits(line));
      this.from = 0;
      this.quick = !this.printing;
      this.show();
      if (this.printing) return;
      clearTimeout(this.unwritten);
      this.unshown = setTimeout(() => this.show(), PAUSE);
      this.unwritten = setTimeout(() => zbAddress.write(this.name, this.state()), PAUSE);
    }

    /** Puts the rows of this part into the page, and takes the others out; after a key only those that are seen. */
    show() {
      clearTimeout(this.unshown);
      const many = this.quick ? Math.min(FIRST, this.size) : this.size;
      const part = this.printing ? this.shown : this.shown.slice(this.from, this.from + many);
      this.quick = false;
      const wanted = new Set(part.flatMap((line) => [line.row, line.fold]));
      for (const row of [...this.body.rows]) if (!wanted.has(row)) row.remove();
      let here = this.body.firstElementChild;
      for (const line of part) {
        this.cut(line);
        for (const row of [line.row, line.fold]) {
          if (row && row === here) here = here.nextElementSibling;
          else if (row) this.body.insertBefore(row, here);
        }
      }
      this.cutEdges();
      this.add();
      this.tell("");
    }

    /**
     * Hides the cells of the columns that are put away, and gives the row its link.
     * @param {Line} line
     */
    cut(line) {
      zbLines.cut(line, this.hidden, this.first);
      const head = line.row.cells[0];
      if (!line.row.id || head.querySelector(".zb-row")) return;
      const link = zbParts.element("a", "zb-row");
      link.href = `#${line.row.id}`;
      link.setAttribute("aria-label", "Link to this row");
      head.append(link);
    }

    cutEdges() {
      this.heads.forEach((head, at) => (head.hidden = this.hidden.has(at)));
      this.parts.foot?.forEach((cell, at) => (cell.hidden = this.hidden.has(at)));
      this.parts.ticks.boxes.forEach((each, at) => (each.checked = !this.hidden.has(at + this.fixed)));
      this.parts.ticks.folded.classList.toggle("zb-set", this.moved().length > 0);
    }

    /** Adds up what is shown. */
    add() {
      const rows = this.shown.map((line) => line.at);
      this.parts.foot?.forEach((cell, at) => {
        const texts = zbColumns.total(this.columns[at], rows);
        const parts = texts.map((text, nth) => zbParts.element("span", "", texts[nth + 1] ? `${text} ·` : text));
        cell.replaceChildren(...(at ? parts.flatMap((part) => [part, " "]).slice(0, -1) : ["Total"]));
      });
    }

    /**
     * Says how much is shown, and what was done.
     * @param {string} done
     */
    tell(done) {
      const { column, way } = this.sorted;
      const sorted = way === "none" ? "" : `, sorted by ${this.columns[column].name}, ${way}`;
      const [from, to] = [this.from + 1, Math.min(this.from + this.size, this.shown.length)];
      const some = this.shown.length > this.size ? `, here ${from} to ${to}` : "";
      const many = `${this.shown.length} of ${this.lines.length} rows`;
      this.parts.status.textContent = `${many}${some}${sorted}${done && `, ${done}`}`;
      if (!this.parts.pages) return;
      this.parts.pages.bar.hidden = this.shown.length <= zbBar.PAGE;
      this.parts.pages.where.textContent = `${from} to ${to} of ${this.shown.length}`;
      this.parts.pages.previous.disabled = this.from === 0;
      this.parts.pages.next.disabled = to >= this.shown.length;
      this.parts.pages.size.value = String(this.size);
    }

    /** @param {"Markdown" | "CSV"} form */
    async copy(form) {
      const columns = this.columns.filter((column) => !this.hidden.has(column.at));
      const rows = this.shown.map((line) => columns.map((column) => zbText.plain(line.cells[column.at])));
      const lines = [columns.map((column) => column.name), ...rows];
      const text = form === "CSV" ? zbCopy.csv(lines) : zbCopy.markdown(lines);
      const done = await zbCopy.copy(text, this.parts.tools);
      this.tell(done ? `${rows.length} copied as ${form}` : `${rows.length} selected as ${form}, to be copied by hand`);
    }

    /** What somebody made of the table, as it stands in the address. Columns are counted from 1. */
    state() {
      const state = new URLSearchParams();
      if (this.query.trim()) state.set("filter", this.query.trim());
      for (const [column, mark] of this.only) state.set(`is${column + 1}`, mark);
      if (this.sorted.way !== "none") state.set("sort", `${this.sorted.column + 1}${this.sorted.way[0]}`);
      const moved = this.moved().map((each) => each.at);
      for (const [name, folded] of /** @type {[string, boolean][]} */ ([["hide", false], ["show", true]])) {
        const these = moved.filter((at) => at >= this.first === folded).map((at) => at + 1);
        if (these.length) state.set(name, these.join());
      }
      return state;
    }

    /**
     * Makes of the table what an address says; what the table does not have is passed over.
     * @param {URLSearchParams} state
     */
    restore(state) {
      this.query = state.get("filter") ?? "";
      this.only = new Map(
        this.parts.selects.flatMap(({ at }) => {
          const mark = state.get(`is${at + 1}`) ?? "";
          return this.columns[at].values.includes(mark) ? [/** @type {[number, string]} */ ([at, mark])] : [];
        }),
      );
      const [, column, way] = /^(\d+)([ad])$/.exec(state.get("sort") ?? "") ?? [];
      this.sort(Number(column ?? 0) - 1, { a: "ascending", d: "descending" }[way ?? ""] ?? "none");
      const places = (/** @type {string} */ name) => (state.get(name) ?? "").split(",").map((at) => Number(at) - 1);
      this.hidden = this.usual();
      for (const at of places("hide")) if (at >= this.fixed && at < this.first) this.hidden.add(at);
      for (const at of places("show")) if (at >= this.first) this.hidden.delete(at);
      this.fill();
      this.refresh();
    }

    /** Lets the controls say what is set. */
    fill() {
      this.parts.box.input.value = this.query;
      this.parts.selects.forEach(({ at, select }) => (select.value = this.only.get(at) ?? ""));
    }

    /**
     * Brings a row into the page, whatever is filtered, and marks it.
     * @param {Line} line
     */
    bring(line) {
      const away = !line.row.isConnected;
      if (!this.shown.includes(line)) {
        this.query = "";
        this.only.clear();
        this.fill();
        this.shown = this.order;
      }
      this.from = Math.floor(this.shown.indexOf(line) / this.size) * this.size;
      this.show();
      let folded = this.table.closest("details:not([open])");
      for (; folded; folded = this.table.closest("details:not([open])")) folded.setAttribute("open", "");
      document.querySelectorAll(".zb-here").forEach((row) => {
        row.classList.remove("zb-here");
        row.removeAttribute("aria-current");
      });
      line.row.classList.add("zb-here");
      line.row.setAttribute("aria-current", "true");
      return away;
    }

    /** @param {boolean} printing */
    print(printing) {
      const from = this.from;
      this.printing = printing;
      this.refresh();
      this.from = from;
      if (!printing) this.show();
    }

    /** Reads the rows for the filter while nobody waits; a key stroke that comes earlier reads the rest. */
    read() {
      zbLines.leisurely(this.lines, (line) => this.text(line));
    }
  };
})();
