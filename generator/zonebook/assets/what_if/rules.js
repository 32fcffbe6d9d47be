// @ts-check
/*
 * Directory what-if: the rules by which the options are checked and put in order. They say what the build says of the
 * same decision: `assess/directory` has them, and a test holds the two together. Nothing here changes a page.
 */
const zbDirectory = (() => {
  "use strict";
  const DEGREES = ["", "one-way", "two-way"]; // how much a trust allows, the least first
  const FIT = { fits: "it fits", open: "it fits under conditions", fails: "it is ruled out" };
  const POINTS = /** @type {Record<string, number>} */ ({ yes: 2, partial: 1 });
  const SETTLED = ["yes", "partial", "no"];
  const UNKNOWN = 99; // the order of an option of which neither price nor size is stated
  const UNSURE = ["partial", "to-confirm", "not-stated"];

  /**
   * @param {string} text with names in braces
   * @param {Record<string, string | number>} values
   */
  const worded = (text, values) => text.replace(/\{(\w+)\}/g, (_, name) => String(values[name]));
  const counted = (/** @type {number} */ number) => number.toLocaleString("en-US");

  /**
   * The decision with what is assumed filled in.
   * @param {any} data
   * @param {any} said
   */
  function filled(data, said) {
    const d = { needs: {}, applications: [], in_use: [], region_names: [], choice: "", trusts: {}, ...said };
    const required = (/** @type {any} */ each) => d.needs[each.id] === "required";
    d.closing = data.capabilities.some((/** @type {any} */ each) => each.forest === "closes" && required(each));
    d.beside = d.existing_ad === true && !d.closing;
    d.users ??= data.few_users;
    d.objects ??= data.objects_a_user * (d.beside ? data.few_users : d.users);
    d.regions ??= d.region_names.length || 1;
    d.shared_accounts ??= 0;
    d.regulated ??= false;
    if (d.existing_ad !== false) {
      d.isolation_required ??= false;
      d.link_resilient ??= true;
    }
    d.numbers = { users: d.users, objects: d.objects, regions: d.regions, "shared-accounts": d.shared_accounts };
    d.allowed = { none: "" }[d.trust_allowed] ?? (d.trust_allowed || "two-way");
    return d;
  }

  /**
   * Whether each part of a `when` holds: true, false, or null where that depends on what is not stated.
   * @type {Record<string, (d: any, want: any) => boolean | null>}
   */
  const WORDS = {
    choice: (d, want) => (d.choice ? want.includes(d.choice) : null),
    needs: (d, want) => want.some((/** @type {string} */ each) => each in d.needs),
    needs_all: (d, want) => want.every((/** @type {string} */ each) => each in d.needs),
    needs_only: (d, want) =>
      Object.keys(d.needs).length > 0 && Object.keys(d.needs).every((each) => want.includes(each)),
    above: (d, want) => Object.entries(want).every(([name, number]) => d[name] > number),
    at_most: (d, want) => Object.entries(want).every(([name, number]) => d[name] <= number),
    existing_ad: (d, want) => stated(d.existing_ad, want),
    regulated: (d, want) => stated(d.regulated, want),
    isolation_required: (d, want) => stated(d.isolation_required, want),
    link_resilient: (d, want) => stated(d.link_resilient, want),
    identity_provider: (d, want) => (d.identity_provider ? want.includes(d.identity_provider) : null),
    trust_allowed: (d, want) => (d.trust_allowed ? want.includes(d.trust_allowed) : null),
    in_use: (d, want) => want.some((/** @type {string} */ each) => d.in_use.includes(each)),
    applications: (d, want) => want.some((/** @type {string} */ each) => d.applications.includes(each)),
    any: (d, want) => some(want.map((/** @type {any} */ each) => holds(d, each))),
    none: (d, want) => not(some(want.map((/** @type {any} */ each) => holds(d, each)))),
  };

  /**
   * @param {boolean | null | undefined} value
   * @param {boolean} want
   */
  const stated = (value, want) => (value === null || value === undefined ? null : value === want);
  const not = (/** @type {boolean | null} */ value) => (value === null ? null : !value);

  /** @param {(boolean | null)[]} found */
  const some = (found) => (found.includes(true) ? true : found.includes(null) ? null : false);

  /**
   * @param {any} d
   * @param {Record<string, any>} when
   * @returns {boolean | null}
   */
  function holds(d, when) {
    const found = Object.entries(when).map(([word, want]) => WORDS[word](d, want));
    return found.includes(false) ? false : found.includes(null) ? null : true;
  }

  /**
   * The needs that people of the existing forest meet over a trust, each with the direction of that trust.
   * @param {any} data
   * @param {any} d
   * @param {any} option
   * @returns {any[]}
   */
  function trusting(data, d, option) {
    const own = d.trusts[option.id] ?? [];
    const shown = stated(d.existing_ad, true) === null && !d.closing && own.length > 0;
    if (option.needs_existing || option.needs_provider || !(shown || d.beside)) return [];
    return data.capabilities.filter((/** @type {any} */ each) => {
      const used = each.applications.some((/** @type {string} */ kind) => d.applications.includes(kind));
      const offered = !["no", "not-stated"].includes(option.capabilities[each.id].answer);
      return each.trust && (d.needs[each.id] === "required" || used) && offered;
    });
  }

  /**
   * The trust that there will be: what the needs ask for, as far as it is allowed.
   * @param {any} d
   * @param {any[]} asking
   */
  function made(d, asking) {
    const needed = Math.max(0, ...asking.map((each) => DEGREES.indexOf(each.trust)));
    return DEGREES[Math.min(needed, DEGREES.indexOf(d.allowed))];
  }

  /**
   * The reasons that rule an option out.
   * @param {any} data
   * @param {any} d
   * @param {any} option
   * @returns {string[]}
   */
  function against(data, d, option) {
    const found = [];
    for (const [name, weight] of Object.entries(d.needs))
      if (weight === "required" && option.capabilities[name].answer === "no") found.push(option.capabilities[name].says);
    for (const kind of d.applications)
      if (option.applications[kind]?.answer === "no") found.push(option.applications[kind].says);
    for (const [name, number] of Object.entries(d.numbers))
      if (option.limits[name]?.firm && number > option.limits[name].most) found.push(beyond(data, option, name, number));
    if (option.needs_existing && d.existing_ad === false) found.push(option.says.no_forest);
    if (option.needs_provider && d.identity_provider === "none") found.push(option.says.no_provider);
    if (option.needs_existing && d.existing_ad !== false && d.isolation_required === true) found.push(option.says.joined);
    return [...found, ...unavailable(d, option)];
  }

  /**
   * @param {any} d
   * @param {any} option
   * @returns {string[]}
   */
  function unavailable(d, option) {
    const kept = option.status === "closed-to-new" && d.in_use.includes(option.id);
    const found = option.status === "current" || kept ? [] : [option.says.closed];
    for (const name of d.region_names) {
      if (option.absent[name]) found.push(option.absent[name]);
      else if (d.region_names.length > 1 && option.absent_in_several[name]) found.push(option.absent_in_several[name]);
    }
    return found;
  }

  /**
   * @param {any} data
   * @param {any} option
   * @param {string} name
   * @param {number} number
   */
  function beyond(data, option, name, number) {
    const limit = option.limits[name];
    const words = name === "regions" ? "Regions" : name.replace(/-/g, " ");
    const figure = `${counted(number)} ${number === 1 ? words.replace(/s$/, "") : words}`;
    const about = limit.firm ? "at most" : "about";
    return worded(data.says.beyond, { figure, title: option.title, about, most: counted(limit.most) });
  }

  /**
   * The conditions of an option: first what is not settled, then what is met in part, then the others.
   * @param {any} data
   * @param {any} d
   * @param {any} option
   */
  function conditions(data, d, option) {
    const unsure = Object.keys(d.needs)
      .filter((name) => d.needs[name] === "required")
      .map((name) => option.capabilities[name])
      .filter((each) => UNSURE.includes(each.answer));
    const asking = trusting(data, d, option);
    const users = d.applications.map((/** @type {string} */ kind) => option.applications[kind]);
    const settled = unsure.filter((each) => SETTLED.includes(each.answer));
    return {
      unsettled: [
        ...unsure.filter((each) => !settled.includes(each)).map((each) => each.says),
        ...(option.needs_existing ? ungrounded(d, option) : []),
        ...overTrust(data, d, option, asking),
      ],
      partly: [
        ...settled.map((each) => each.says),
        ...users.filter((/** @type {any} */ each) => each && each.answer !== "no" && each.says).map((/** @type {any} */ each) => each.says),
      ],
      others: [...others(data, d, option, made(d, asking))],
    };
  }

  /**
   * @param {any} d
   * @param {any} option
   */
  function ungrounded(d, option) {
    const found = [];
    if (option.needs_existing && stated(d.existing_ad, true) === null) found.push(option.says.forest_not_stated);
    if (option.needs_provider && !d.identity_provider) found.push(option.says.provider_not_stated);
    return found;
  }

  /**
   * @param {any} data
   * @param {any} d
   * @param {any} option
   * @param {any[]} asking
   */
  function* overTrust(data, d, option, asking) {
    const own = d.choice === option.id ? d.trusts[option.id] ?? [] : [];
    for (const each of own) if (each.says) yield each.says;
    for (const each of asking) {
      const most = d.trust_allowed === "none" ? "no trust" : `a ${d.trust_allowed} trust at most`;
      const enough = own.some((/** @type {any} */ trust) => trust.serves.includes(each.trust));
      if (DEGREES.indexOf(each.trust) > DEGREES.indexOf(d.allowed))
        yield worded(data.says.small_trust, { title: each.title, degree: each.trust, most });
      else if (own.length && !enough) {
        const names = own.map((/** @type {any} */ trust) => trust.id).join(", ");
        yield worded(data.says.unmodelled, { title: each.title, direction: data.says.directions[each.trust], names });
      }
    }
  }

  /**
   * @param {any} data
   * @param {any} d
   * @param {any} option
   * @param {string} trust
   */
  function* others(data, d, option, trust) {
    const limit = option.limits.regions;
    if (option.needs_provider) yield* ungrounded(d, option);
    if (d.isolation_required && trust === "two-way") yield data.says.isolated;
    if (limit && !limit.firm && d.regions > limit.most)
      yield `${beyond(data, option, "regions", d.regions)}: ${limit.note || "ask for more first"}`;
    if (d.link_resilient === false && d.existing_ad !== false) {
      if (option.rests_on_link) yield data.says.link;
      else if (trust) yield data.says.link_of_trust;
    }
    if (d.regions > 1 && !option.needs_provider && !(limit && d.regions > limit.most))
      for (const name of Object.keys(d.needs)) {
        const known = data.capabilities.find((/** @type {any} */ each) => each.id === name);
        const answer = option.capabilities[name].answer;
        if (known?.primary_region && answer !== "no" && answer !== "not-stated")
          yield worded(data.says.primary_region, { title: known.title });
      }
    if (option.says.kept && !unavailable(d, option).length) yield option.says.kept;
  }

  /**
   * How far the numbers are beyond what an option is made for, in per cent.
   * @param {any} d
   * @param {any} option
   */
  function excess(d, option) {
    let worst = 0;
    for (const [name, number] of Object.entries(d.numbers)) {
      const limit = option.limits[name];
      if (!limit || limit.firm || name === "regions" || (name === "users" && option.limits.objects)) continue;
      if (name === "users" && d.beside && !option.needs_existing) continue;
      worst = Math.max(worst, Math.floor((100 * (number - limit.most)) / Math.max(limit.most, 1)));
    }
    return worst;
  }

  /**
   * @param {number} number
   * @param {string} one
   * @param {string} more
   * @param {string} [what]
   */
  const many = (number, one, more, what = "") => (number ? `${number} ${number === 1 ? one : more} ${what}`.trim() : "");

  /**
   * The result of an option by each measure, the first that differs decides: lower is better.
   * @param {any} d
   * @param {any} option
   * @param {any} verdict
   * @param {any[]} rules those that hold
   * @returns {[number, string][]}
   */
  function marks(d, option, verdict, rules) {
    const failing = verdict.fit === "fails";
    const avoid = rules.find((each) => each.avoid.includes(option.id));
    const open = (/** @type {number} */ number, /** @type {string} */ how) =>
      many(number, "condition on a required need", "conditions on required needs", how);
    const found = failing ? [] : rules;
    const at = found.findIndex((each) => each.choose.includes(option.id) || each.otherwise.includes(option.id));
    const otherwise = at >= 0 && !found[at].choose.includes(option.id);
    const none = found.length ? "no rule that holds advises it" : "";
    return [
      [Number(failing), FIT[/** @type {keyof FIT} */ (verdict.fit)]],
      [Number(Boolean(avoid)), avoid ? `to be avoided, by the rule: ${avoid.title}` : ""],
      [verdict.against.length, many(verdict.against.length, "reason", "reasons", "against it")],
      [verdict.unsettled, open(verdict.unsettled, "not settled")],
      at < 0 ? [found.length, none] : [at, `by the rule: ${found[at].title}`],
      [verdict.partly, open(verdict.partly, "met in part")],
      wanted(d, option),
      [verdict.excess, verdict.excess ? `numbers ${verdict.excess} per cent beyond what it is made for` : ""],
      [Number(otherwise), otherwise ? "named otherwise" : ""],
      [verdict.others, many(verdict.others, "other condition", "other conditions")],
      option.cost === null ? [UNKNOWN, "price not stated"] : [option.cost, `price ${option.cost} of 9`],
      option.size === null ? [UNKNOWN, "size not stated"] : [option.size, `size ${option.size} of 9`],
      [option.own, operated(option)],
      [option.shared, ""],
    ];
  }

  /** @param {any} option */
  const operated = ({ layers, own, shared }) =>
    layers ? `${own} of ${layers} layers are the customer's, ${shared} shared` : "";

  /**
   * @param {any} d
   * @param {any} option
   * @returns {[number, string]}
   */
  function wanted(d, option) {
    const asked = Object.keys(d.needs).filter((name) => d.needs[name] === "wanted");
    const answers = asked.map((name) => option.capabilities[name].answer);
    const points = answers.reduce((sum, each) => sum + (POINTS[each] ?? 0), 0);
    const partly = answers.filter((each) => each === "partial").length;
    const met = answers.filter((each) => each === "yes").length;
    const words = `${met} of ${asked.length} wanted needs met${partly ? `, ${partly} partly` : ""}`;
    return [2 * asked.length - points, asked.length ? words : ""];
  }

  /**
   * @param {any} data
   * @param {any} d
   * @param {any} option
   */
  function verdict(data, d, option) {
    const ruled = against(data, d, option);
    const { unsettled, partly, others: rest } = conditions(data, d, option);
    const open = [...unsettled, ...partly, ...rest];
    return {
      option: option.id,
      fit: ruled.length ? "fails" : open.length ? "open" : "fits",
      against: ruled,
      open,
      unsettled: unsettled.length,
      partly: partly.length,
      others: rest.length,
      excess: excess(d, option),
    };
  }

  /**
   * What ranks an option below the one before it.
   * @param {[number, string][] | undefined} before
   * @param {[number, string][]} mine
   */
  function behind(before, mine) {
    if (!before) return "";
    for (const [at, [value, words]] of mine.entries()) {
      const [better, there] = before[at];
      // How much the customer operates counts as one measure of two numbers.
      const said = at === mine.length - 1 ? [mine[at - 1][1], before[at - 1][1]] : [words, there];
      if (value > better) return said[1] ? `${said[0]}; there, ${said[1]}` : said[0];
    }
    return "equal by every measure";
  }

  /**
   * Every option, the best first, with its verdict, its results by each measure, and what ranks it below the one before.
   * @param {any} data
   * @param {any} said the decision
   */
  function ranked(data, said) {
    const d = filled(data, said);
    const rules = data.rules.filter((/** @type {any} */ each) => holds(d, each.when));
    const found = data.options.map((/** @type {any} */ option) => {
      const judged = verdict(data, d, option);
      return { ...judged, marks: marks(d, option, judged, rules) };
    });
    found.sort((/** @type {any} */ a, /** @type {any} */ b) => {
      const at = a.marks.findIndex((/** @type {any} */ each, /** @type {number} */ nth) => each[0] !== b.marks[nth][0]);
      return at < 0 ? (a.option < b.option ? -1 : 1) : a.marks[at][0] - b.marks[at][0];
    });
    return found.map((/** @type {any} */ each, /** @type {number} */ at) => ({
      ...each,
      rank: each.marks.map((/** @type {any} */ mark) => mark[1]).filter(Boolean),
      behind: behind(found[at - 1]?.marks, each.marks),
      rules: rules.filter((/** @type {any} */ rule) => rule.choose.includes(each.option)).map((/** @type {any} */ rule) => rule.title),
    }));
  }

  /**
   * What of a decision excludes each other, in words: a model that states both is refused.
   * @param {any} data
   * @param {any} said the decision
   * @returns {string[]}
   */
  function torn(data, said) {
    const needed = data.capabilities.filter((/** @type {any} */ each) => said.needs?.[each.id] === "required");
    const apart = needed.find((/** @type {any} */ each) => each.forest === "apart")?.title;
    const none = said.existing_ad === false ? "there is no Active Directory" : "";
    const stands = said.isolation_required === true ? "it must stand if that forest falls" : "";
    const against = /** @type {Record<string, string>} */ ({
      shared: none || stands || (apart && `“${apart}” is required as well`) || "",
      closes: none,
    });
    return needed
      .filter((/** @type {any} */ each) => against[each.forest])
      .map((/** @type {any} */ each) => `“${each.title}” is about the forest that exists, and ${against[each.forest]}.`);
  }

  return { ranked, torn };
})();
