// @ts-check
/*
 * Tables: what somebody made of a table stands in the address, so that it can be sent to others:
 * `#register:filter=ldap&sort=3d&hide=4,5`. An anchor has no colon, so the two are never mixed up.
 */
const zbAddress = (() => {
  "use strict";

  /**
   * What the address says of each table, by the table's name.
   * @returns {Map<string, URLSearchParams>}
   */
  function read() {
    /** @type {Map<string, URLSearchParams>} */
    const states = new Map();
    for (const part of location.hash.slice(1).split(";")) {
      const at = part.indexOf(":");
      if (at > 0) states.set(part.slice(0, at), new URLSearchParams(part.slice(at + 1)));
    }
    return states;
  }

  /**
   * Writes what is to be said of a table; an ordinary anchor stays while there is nothing to say.
   * @param {string} name
   * @param {URLSearchParams} state
   */
  function write(name, state) {
    const states = read();
    const before = states.get(name)?.toString() ?? "";
    if (before === state.toString()) return;
    for (const other of states.keys()) if (!document.getElementById(other)) states.delete(other);
    states.delete(name);
    if (`${state}`) states.set(name, state);
    const text = [...[...states].map(([each, said]) => `${each}:${said}`), ...pictured()].join(";");
    try {
      history.replaceState(history.state, "", text ? `#${text}` : location.pathname + location.search);
    } catch {
      // A browser may forbid it, in a frame or after many changes: the table works without.
    }
  }

  /** What a picture keeps in the address: it has no colon before what it says, and an anchor says nothing. */
  const pictured = () =>
    location.hash
      .slice(1)
      .split(";")
      .filter((part) => part.includes("=") && !part.includes(":"));

  /** The anchor that the address leads to, or nothing. */
  function anchor() {
    try {
      return decodeURIComponent(location.hash.slice(1));
    } catch {
      return "";
    }
  }

  /**
   * Which columns of a table were put away in this session, by their names.
   * @param {string} name
   * @returns {string[]}
   */
  function recall(name) {
    try {
      const kept = JSON.parse(sessionStorage.getItem(`zonebook.columns.${name}`) ?? "[]");
      return Array.isArray(kept) ? kept : [];
    } catch {
      return [];
    }
  }

  /**
   * @param {string} name
   * @param {string[]} columns
   */
  function remember(name, columns) {
    try {
      sessionStorage.setItem(`zonebook.columns.${name}`, JSON.stringify(columns));
    } catch {
      // There is no storage where the page is not trusted with it.
    }
  }

  return { read, write, anchor, recall, remember };
})();
