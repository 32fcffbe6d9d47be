// @ts-check
/*
 * Tables: rows as text to take away, and the way to the clipboard.
 */
const zbCopy = (() => {
  "use strict";
  // As write/escape.py has it: what a spreadsheet would run as a formula begins with an apostrophe.
  const FORMULA = /^[=+\-@\t\r\n\uff1d\uff0b\uff0d\uff20]/;

  /**
   * Rows as comma-separated values (RFC 4180).
   * @param {string[][]} lines the names of the columns, then the rows
   */
  function csv(lines) {
    const cell = (/** @type {string} */ text) => {
      const safe = FORMULA.test(text) ? `'${text}` : text;
      return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
    };
    return lines.map((line) => `${line.map(cell).join(",")}\r\n`).join("");
  }

  /**
   * Rows as a table of Markdown; what means something in Markdown is escaped.
   * @param {string[][]} lines the names of the columns, then the rows
   */
  function markdown(lines) {
    const cell = (/** @type {string} */ text) => {
      return text.replace(/[\\`*_[\]<>|~&$@#]/g, "\\$&").replace(/\s+/g, " ").trim();
    };
    const [head, ...rows] = lines.map((line) => `| ${line.map(cell).join(" | ")} |\n`);
    return [head, `|${" --- |".repeat(lines[0].length)}\n`, ...rows].join("");
  }

  /**
   * Puts a text on the clipboard; where the browser does not let a script do it, shows it selected.
   * @param {string} text
   * @param {Element} near where the text is shown
   * @returns {Promise<boolean>} whether it is on the clipboard
   */
  async function copy(text, near) {
    try {
      await navigator.clipboard.writeText(text);
      return true;
    } catch {
      return byHand(text, near);
    }
  }

  /**
   * @param {string} text
   * @param {Element} near
   */
  function byHand(text, near) {
    const field = document.createElement("textarea");
    field.className = "zb-taken";
    field.readOnly = true;
    field.rows = 6;
    field.value = text;
    field.setAttribute("aria-label", "The rows as text, selected: copy them from here; Escape closes");
    field.addEventListener("blur", () => field.remove());
    field.addEventListener("keydown", (event) => {
      event.stopPropagation();
      if (event.key === "Escape") field.blur();
    });
    near.append(field);
    field.focus();
    field.select();
    const done = document.execCommand("copy");
    if (done) field.blur();
    return done;
  }

  return { csv, markdown, copy };
})();
