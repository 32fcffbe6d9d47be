/*
 * What a browser really draws of each picture of a page, against the rules of a picture that can be read. Gives a list
 * of faults, each with the picture and the rule first.
 */
(() => {
  const LEAST = 11;
  const SLACK = 0.5;
  const LINE = 2; // of a text's box above and below: no letter of the scripts that we set reaches it
  const faults = [];

  /** The box of an element in the units of its picture. */
  function box(element, picture) {
    const { x, y, width, height } = element.getBBox();
    const turned = picture.getScreenCTM().inverse().multiply(element.getScreenCTM());
    const from = new DOMPoint(x, y).matrixTransform(turned);
    const to = new DOMPoint(x + width, y + height).matrixTransform(turned);
    return { left: from.x, top: from.y, right: to.x, bottom: to.y };
  }
  const grown = (a, by, down = by) => ({ left: a.left - by, top: a.top - down, right: a.right + by, bottom: a.bottom + down });
  const meet = (a, b) => a.left + SLACK < b.right && b.left + SLACK < a.right && a.top + SLACK < b.bottom && b.top + SLACK < a.bottom;
  const inside = (a, b) => a.left >= b.left && a.right <= b.right && a.top >= b.top && a.bottom <= b.bottom;
  const seen = (element) => getComputedStyle(element).visibility !== "hidden";
  const bright = (colour) => {
    const [red, green, blue, alpha = 1] = (colour.match(/[\d.]+/g) ?? [0, 0, 0]).map(Number);
    return alpha > 0.5 ? (0.299 * red + 0.587 * green + 0.114 * blue) / 255 : 0;
  };

  function judge(picture) {
    const said = (rule, what) => faults.push([picture.id.replace("picture-", ""), rule, what]);
    const texts = [...picture.querySelectorAll("text")]
      .filter((each) => each.textContent.trim())
      .map((each) => ({
        words: each.textContent,
        box: grown(box(each, picture), 0, -LINE),
        size: parseFloat(getComputedStyle(each).fontSize) * picture.getScreenCTM().a,
        part: each.closest("g.node, g.cluster, g.edge, g.words"),
        seen: seen(each),
      }));
    const nodes = [...picture.querySelectorAll("g.node")].map((part) => ({ part, id: part.dataset.id, box: box(part, picture) }));
    const frame = { left: 0, top: 0, right: picture.viewBox.baseVal.width, bottom: picture.viewBox.baseVal.height };
    const start = picture.viewBox.baseVal;
    Object.assign(frame, { left: start.x, top: start.y, right: start.x + start.width, bottom: start.y + start.height });

    nodes.forEach((a, at) => nodes.slice(at + 1).forEach((b) => meet(a.box, b.box) && said("node on node", `${a.id} | ${b.id}`)));
    for (const text of texts) {
      const { part } = text;
      if (text.size < LEAST - 0.01) said("small text", `${text.words} ${text.size}`);
      if (!inside(text.box, frame)) said("text outside the picture", text.words);
      const own = picture.classList.contains("zb-own");
      const shape = own ? ":is(.border, .card)" : ":is(rect, path, polygon)";
      const border = part?.matches("g.node, g.cluster") && part.querySelector(`:scope > ${shape}, :scope > a > ${shape}`);
      if (border && !inside(text.box, grown(box(border, picture), -1))) said("text leaves its box", text.words);
    }
    const shown = texts.filter((each) => each.seen);
    shown.forEach((a, at) => shown.slice(at + 1).forEach((b) => meet(a.box, b.box) && said("text on text", `${a.words} | ${b.words}`)));
    for (const { words, box: own, part } of shown) {
      for (const node of nodes) if (node.part !== part && meet(own, node.box)) said("text on node", `${words} | ${node.id}`);
    }
    for (const cluster of picture.querySelectorAll("g.cluster")) {
      const border = cluster.querySelector(":scope > :is(rect, path, polygon)");
      if (!border) continue;
      const { left, top, right, bottom } = box(border, picture);
      const sides = [[left, top, right, top], [left, bottom, right, bottom], [left, top, left, bottom], [right, top, right, bottom]];
      for (const { words, box: own, part } of shown) {
        if (!part?.matches("g.node, g.cluster")) continue;
        const cut = sides.some(([a, b, c, d]) => a < own.right - SLACK && c > own.left + SLACK && b < own.bottom - SLACK && d > own.top + SLACK);
        if (cut) said("border through text", `${words} | ${cluster.dataset.id}`);
      }
    }
    if (document.body.dataset.mdColorScheme === "slate") {
      for (const shape of picture.querySelectorAll(":is(rect, path, polygon, ellipse, circle):not(.f-tile, .f-badge)")) {
        const { width, height } = shape.getBBox();
        const { fill } = getComputedStyle(shape);
        if (fill !== "none" && width * height > 2400 && bright(fill) > 0.6) said("white in the dark", `${fill} ${shape.outerHTML.slice(0, 80)}`);
      }
      for (const text of picture.querySelectorAll("text")) {
        if (bright(getComputedStyle(text).fill) < 0.45 && !text.matches(".f-badge-ink")) said("dark on dark", text.textContent);
      }
    }
    const { width } = picture.getBoundingClientRect();
    if (Math.abs(width - Number(picture.getAttribute("width"))) > 0.5) said("not at its own size", `${width}`);
  }

  const pictures = [...document.querySelectorAll(".zb-canvas > svg.zb-picture")];
  pictures.forEach(judge);
  const { scrollWidth, clientWidth } = document.documentElement;
  if (scrollWidth > clientWidth) faults.push(["page", "wider than the window", `${scrollWidth}`]);
  return { many: pictures.length, faults };
})();
