// @ts-check
/*
 * Directory what-if: the options in their order, beside the controls. Without this script the page leads to the
 * decisions of the systems. It is the last of its files: `SCRIPTS` in mkdocs_support/scripts.py has the order.
 */
(() => {
  "use strict";
  const FIT = /** @type {Record<string, [string, string]>} */ ({
    fits: ["yes", "fits"],
    open: ["partial", "with conditions"],
    fails: ["no", "ruled out"],
  });
  const SHOWN = 2; // how many reasons of an option are shown before the others are folded

  /** @param {string} fit */
  function badge(fit) {
    const [tone, words] = FIT[fit];
    return zbParts.element("span", `zb-badge zb-${tone}`, words);
  }

  /** @param {string[]} texts */
  const list = (texts) => zbParts.element("ul", "", ...texts.map((text) => zbParts.element("li", "", text)));

  /**
   * Why an option stands where it stands: what rules it out, or what ranks it, and its conditions.
   * @param {any} each
   */
  function reasons(each) {
    if (each.fit === "fails") return each.against;
    const ranked = each.behind ? [`Behind the one before it: ${each.behind}.`] : each.rules.map((/** @type {string} */ rule) => `${rule}.`);
    return [...ranked, ...each.open.map((/** @type {string} */ text) => `Condition: ${text}`)];
  }

  /**
   * @param {any} each
   * @param {number} place
   * @param {number} before its place in the decision that was begun with; below 0 where there was none
   * @param {Node | undefined} link
   */
  function item(each, place, before, link) {
    const moved = before < 0 || before === place ? "" : `was ${before + 1}.`;
    const title = link?.cloneNode(true) ?? each.option;
    const part = zbParts.element("li", "", title, " ", badge(each.fit), " ", zbParts.element("span", "zb-moved", moved));
    const said = reasons(each);
    part.append(list(said.slice(0, SHOWN)));
    const rest = said.slice(SHOWN);
    if (rest.length) {
      const summary = zbParts.element("summary", "", `${rest.length} more`);
      part.append(zbParts.element("details", "zb-details zb-rest", summary, list(rest)));
    }
    return part;
  }

  /** @param {HTMLElement} frame */
  function build(frame) {
    const data = JSON.parse(frame.querySelector("script")?.textContent ?? "{}");
    const begins = /** @type {HTMLElement[]} */ ([...frame.querySelectorAll("[data-decision]")]);
    const links = new Map([...frame.querySelectorAll("[data-option]")].map((each) => [each.getAttribute("data-option"), each.firstElementChild]));
    /** @type {string[]} */
    let before = [];
    const choices = new zbChoices(data, () => {
      show();
      const state = zbChoices.written(choices.read());
      state.set("begin", begin.value);
      zbAddress.write(frame.id, state);
    });
    const begin = zbParts.element("select", "", new Option("nothing", ""), ...begins.map((each) => new Option(each.textContent ?? "", each.id)));
    begin.id = `${frame.id}-begin`;
    const label = zbParts.element("label", "", "Begin with the decision of");
    label.htmlFor = begin.id;
    const status = zbParts.element("p", "zb-first");
    status.setAttribute("role", "status");
    const order = zbParts.element("ol", "zb-order");

    function show() {
      const said = choices.read();
      const found = zbDirectory.ranked(data, said);
      const torn = zbDirectory.torn(data, said);
      const [first] = found;
      const title = links.get(first.option)?.textContent ?? first.option;
      const how = first.fit === "fails" ? "No option meets every required need; nearest comes" : "First comes";
      status.textContent = [`${how} ${title}.`, ...torn, ...(torn.length ? ["A model that states this is refused."] : [])].join(" ");
      order.replaceChildren(
        ...found.map((/** @type {any} */ each, /** @type {number} */ at) => item(each, at, before.indexOf(each.option), links.get(each.option) ?? undefined)),
      );
    }

    const begun = () => JSON.parse(begins.find((each) => each.id === begin.value)?.dataset.decision ?? "{}");

    /** @param {URLSearchParams} [state] what somebody made of it, by the address; nothing for the decision itself */
    function start(state) {
      choices.write(begun());
      before = zbDirectory.ranked(data, choices.read()).map((/** @type {any} */ each) => each.option);
      if (state) choices.write(choices.decided(state, begun()));
      else zbAddress.write(frame.id, new URLSearchParams());
      show();
    }

    begin.addEventListener("change", () => start());
    const anew = zbParts.button("Undo the changes", () => start());
    const bar = zbParts.element("div", "zb-begin-bar", label, begin, anew);
    const best = zbParts.element("section", "zb-best", zbParts.element("h2", "", "Options, the best first"), status, order);
    frame.append(bar, zbParts.element("div", "zb-what-if-parts", choices.element, best));
    frame.classList.add("zb-ready");
    const named = (/** @type {string | null} */ id) => begins.some((each) => each.id === id);
    const follow = () => {
      const state = zbAddress.read().get(frame.id);
      const id = state ? state.get("begin") : zbAddress.anchor();
      if (state || named(id)) begin.value = named(id) ? id ?? "" : "";
      if (state || named(id) || !order.hasChildNodes()) start(state);
    };
    begin.value = begins[0]?.id ?? "";
    addEventListener("hashchange", follow);
    follow();
  }

  function enhance() {
    for (const frame of /** @type {NodeListOf<HTMLElement>} */ (document.querySelectorAll(".zb-what-if:not(.zb-ready)"))) build(frame);
  }

  if (document.readyState === "loading") document.addEventListener("DOMContentLoaded", enhance);
  else enhance();
  /** @type {any} */ (window).document$?.subscribe(enhance);
})();
