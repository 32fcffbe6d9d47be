// @ts-check
/*
 * Tables: the controls around a table, without what they do.
 */
const zbParts = (() => {
  "use strict";
  let made = 0;

  /**
   * @template {keyof HTMLElementTagNameMap} Name
   * @param {Name} name
   * @param {string} [kind] its class
   * @param {(Node | string)[]} within
   */
  function element(name, kind, ...within) {
    const part = document.createElement(name);
    if (kind) part.className = kind;
    part.append(...within);
    return part;
  }

  /**
   * @param {string} text
   * @param {() => void} act
   * @param {string} [spoken] what is read out, where the text alone does not say it
   */
  function button(text, act, spoken) {
    const part = element("button", "zb-button", text);
    part.type = "button";
    if (spoken) part.setAttribute("aria-label", spoken);
    part.addEventListener("click", act);
    return part;
  }

  /**
   * The box for words, with its label.
   * @param {string} controls the id of the table
   * @param {(text: string) => void} act
   */
  function box(controls, act) {
    const input = element("input");
    input.id = `zb-filter-${++made}`;
    input.type = "search";
    input.autocomplete = "off";
    input.spellcheck = false;
    input.title = 'All words must be there. -word leaves rows out; "two words" stay together; Escape clears.';
    input.setAttribute("aria-controls", controls);
    input.addEventListener("input", () => act(input.value));
    input.addEventListener("keydown", (event) => {
      // Otherwise the theme takes a letter for one of its shortcuts.
      event.stopPropagation();
      if (event.key !== "Escape") return;
      input.value = "";
      act("");
    });
    const label = element("label", "", "Filter");
    label.htmlFor = input.id;
    return { input, label };
  }

  /**
   * A choice with its label; `first` stands for no choice.
   * @param {string} name
   * @param {string[]} values
   * @param {(value: string) => void} act
   * @param {string} [first]
   */
  function choice(name, values, act, first) {
    const select = element("select");
    if (first) select.append(new Option(first, ""));
    select.append(...values.map((value) => new Option(value, value)));
    select.addEventListener("change", () => act(select.value));
    select.addEventListener("keydown", (event) => event.stopPropagation());
    return { select, label: element("label", "zb-choice", `${name} `, select) };
  }

  /**
   * A list to tick, folded away; a click elsewhere and Escape fold it again.
   * @param {string} name
   * @param {string[]} values
   * @param {(value: number, ticked: boolean) => void} act
   */
  function ticks(name, values, act) {
    const boxes = values.map((_, at) => {
      const input = element("input");
      input.type = "checkbox";
      input.checked = true;
      input.addEventListener("change", () => act(at, input.checked));
      return input;
    });
    const summary = element("summary", "zb-summary", name);
    const list = element("div", "zb-ticks", ...boxes.map((each, at) => element("label", "", each, ` ${values[at]}`)));
    list.setAttribute("role", "group");
    list.setAttribute("aria-label", name);
    const folded = element("details", "zb-folded", summary, list);
    folded.addEventListener("keydown", (event) => {
      event.stopPropagation();
      if (event.key !== "Escape" || !folded.open) return;
      folded.open = false;
      summary.focus();
    });
    document.addEventListener("click", (event) => {
      if (folded.open && event.target instanceof Node && !folded.contains(event.target)) folded.open = false;
    });
    return { folded, boxes };
  }

  /** What tells a change to everybody, also to those who do not see it. */
  function status() {
    const part = element("span", "zb-status");
    part.setAttribute("role", "status");
    return part;
  }

  return { element, button, box, choice, ticks, status };
})();
