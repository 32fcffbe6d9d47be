// @ts-check
/*
 * Directory what-if: the controls, made of what the page says may be chosen, and the decision that they stand for.
 */
const zbChoices = (() => {
  "use strict";
  const NOT_STATED = /** @type {[string, string]} */ (["", "not stated"]);
  const WEIGHTS = /** @type {[string, string][]} */ ([["", "–"], ["wanted", "wanted"], ["required", "required"]]);
  let made = 0;

  /**
   * @param {[string, string][]} values
   * @param {string} label
   */
  function select(values, label) {
    const part = zbParts.element("select", "", ...values.map(([value, words]) => new Option(words, value)));
    return labelled(part, label);
  }

  /**
   * @template {HTMLSelectElement | HTMLInputElement} Part
   * @param {Part} part
   * @param {string} text
   */
  function labelled(part, text) {
    part.id = `zb-choice-${++made}`;
    const label = zbParts.element("label", "", text);
    label.htmlFor = part.id;
    return { part, row: zbParts.element("div", "zb-choice-row", label, part) };
  }

  /**
   * @param {string} title
   * @param {HTMLElement[]} rows
   */
  const group = (title, rows) => zbParts.element("fieldset", "", zbParts.element("legend", "", title), ...rows);

  /**
   * What is folded until somebody looks for it; its title says how many are chosen.
   * @param {string} title
   * @param {HTMLElement[]} rows
   */
  function folded(title, rows) {
    const summary = zbParts.element("summary", "", title);
    const part = zbParts.element("details", "zb-details zb-rest", summary, zbParts.element("div", "zb-choice-list", ...rows));
    const count = (/** @type {number} */ number) => (summary.textContent = number ? `${title}: ${number}` : title);
    return { part, count };
  }

  /** @param {string} text */
  const value = (text) => (text === "true" ? true : text === "false" ? false : text);

  return class Choices {
    /**
     * @param {any} data
     * @param {() => void} changed
     */
    constructor(data, changed) {
      /** @type {Record<string, any>} what the controls do not show: the choice, and the trusts of the model */
      this.kept = {};
      this.single = data.form.choices.map((/** @type {any} */ each) => ({
        name: each.name,
        ...select([NOT_STATED, ...each.values], each.title),
      }));
      this.numbers = data.form.numbers.map((/** @type {any} */ each) => {
        const input = zbParts.element("input");
        input.type = "number";
        input.min = "0";
        return { name: each.name, ...labelled(input, each.title) };
      });
      this.needs = data.capabilities.map((/** @type {any} */ each) => ({ id: each.id, ...select(WEIGHTS, each.title) }));
      this.ticks = data.form.ticks.map((/** @type {any} */ each) => this.several(each));
      this.element = zbParts.element("form", "zb-what-if-form", group("Circumstances", rows(this.single)));
      this.element.append(group("Numbers", rows(this.numbers)), this.wanted(), ...this.ticks.map((/** @type {any} */ each) => each.part));
      this.element.addEventListener("input", changed);
      this.element.addEventListener("submit", (event) => event.preventDefault());
    }

    /** @param {any} said */
    several({ name, title, values }) {
      const boxes = values.map(([id, words]) => {
        const input = zbParts.element("input");
        input.type = "checkbox";
        return { id, ...labelled(input, words) };
      });
      return { name, boxes, ...folded(title, rows(boxes)) };
    }

    /** The needs, those that are chosen first, with a box that leaves out the others. */
    wanted() {
      const input = zbParts.element("input");
      input.type = "search";
      const { row } = labelled(input, "Find a need");
      this.list = zbParts.element("div", "zb-choice-list", ...rows(this.needs));
      this.legend = zbParts.element("legend");
      input.addEventListener("input", (event) => {
        event.stopPropagation();
        const terms = zbText.terms(input.value);
        for (const each of this.needs) each.row.hidden = !zbText.fits(terms, zbText.normal(each.row.textContent ?? ""));
      });
      input.addEventListener("keydown", (event) => event.stopPropagation());
      return zbParts.element("fieldset", "", this.legend, row, this.list);
    }

    /** The decision that is chosen now, without what is not stated. */
    read() {
      /** @type {Record<string, any>} */
      const said = { ...this.kept, needs: {} };
      for (const { name, part } of this.single) if (part.value) said[name] = value(part.value);
      for (const { name, part } of this.numbers) if (part.value && part.validity.valid) said[name] = Number(part.value);
      for (const { id, part } of this.needs) if (part.value) said.needs[id] = part.value;
      for (const { name, boxes } of this.ticks) {
        const chosen = boxes.filter((/** @type {any} */ each) => each.part.checked);
        if (chosen.length) said[name] = chosen.map((/** @type {any} */ each) => each.id);
      }
      this.tell(said);
      return said;
    }

    /** @param {any} said */
    tell(said) {
      const many = Object.keys(said.needs).length;
      if (this.legend) this.legend.textContent = many ? `Needs: ${many}` : "Needs";
      for (const { name, count } of this.ticks) count(said[name]?.length ?? 0);
    }

    /**
     * What is chosen, as it stands in an address.
     * @param {any} said
     */
    static written(said) {
      const state = new URLSearchParams();
      for (const [name, each] of Object.entries(said)) {
        if (name === "needs") for (const [id, weight] of Object.entries(each)) state.set(`need-${id}`, String(weight));
        else if (Array.isArray(each)) state.set(name, each.join());
        else if (typeof each !== "object" && name !== "choice") state.set(name, String(each));
      }
      return state;
    }

    /**
     * The decision of an address, beside what the controls do not show.
     * @param {URLSearchParams} state
     * @param {any} begun the decision that it was begun with
     */
    decided(state, begun) {
      /** @type {Record<string, any>} */
      const said = { choice: begun.choice, trusts: begun.trusts, needs: {} };
      for (const { name } of [...this.single, ...this.numbers]) if (state.has(name)) said[name] = state.get(name);
      for (const { name } of this.ticks) if (state.has(name)) said[name] = (state.get(name) ?? "").split(",");
      for (const { id } of this.needs) if (state.has(`need-${id}`)) said.needs[id] = state.get(`need-${id}`);
      return said;
    }

    /**
     * Takes a decision over; what is chosen comes first among the needs.
     * @param {any} said
     */
    write(said) {
      for (const { name, part } of [...this.single, ...this.numbers]) part.value = String(said[name] ?? "");
      for (const { id, part } of this.needs) part.value = said.needs?.[id] ?? "";
      const chosen = this.needs.filter((/** @type {any} */ each) => each.part.value);
      const others = this.needs.filter((/** @type {any} */ each) => !each.part.value);
      this.list?.append(...rows([...chosen, ...others]));
      for (const { name, boxes } of this.ticks)
        for (const { id, part } of boxes) part.checked = (said[name] ?? []).includes(id);
      this.kept = Object.fromEntries(["choice", "trusts"].filter((each) => said[each]).map((each) => [each, said[each]]));
    }
  };

  /** @param {{ row: HTMLElement }[]} parts */
  function rows(parts) {
    return parts.map((each) => each.row);
  }
})();
