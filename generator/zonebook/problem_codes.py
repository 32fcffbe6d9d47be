"""Every problem code: what it means and what to do. A message has the form `path:line:column: code: text`."""

from collections.abc import Mapping

CODES: Mapping[str, str] = {
    "alias": ("YAML aliases (`*name`) are not read: they let a small file grow without bound. Write the value out."),
    "ambiguous-id": (
        "One id is used for two elements, and one reference could mean either. Rename one of them and add `was:` to it."
    ),
    "anchor": "YAML anchors (`&name`) are not read, as they only serve aliases. Remove the anchor.",
    "answer": (
        "An answer of a threat cannot be right: a group of controls stands there twice or holds another group, a "
        "control or a measure has two degrees or none, a measure has the name of a control, or a control that should "
        "close the weakness applies to no kind on which the threat fires."
    ),
    "backwards": (
        "A decision ends before it was taken, an assumption, what is out of scope, a report or the period of an audit "
        "before it begins, or a result is reviewed or due before its test. Check the two days."
    ),
    "bundled-entry": (
        "An entry of the local catalogue has the id of a bundled entry. Local entries add to the catalogue; an "
        "exception to a bundled entry is a decision, with an owner and a date. Give the entry another name."
    ),
    "character": (
        "A control character, a direction mark or an invisible character makes text look different from what it is. "
        "Delete it, or type the text again."
    ),
    "circle": "An element is inside itself, directly or through others. Follow the arrows and remove one of them.",
    "comment": (
        "A text ends where ` #` begins a comment, and the comment looks like its end. Put the text in quotes; where a "
        "comment is meant, write a space after `#`."
    ),
    "contradiction": (
        "Two statements about one thing exclude each other, so no answer could satisfy both. Keep the one that is "
        "right."
    ),
    "duplicate-key": "One mapping has the same key twice; YAML would silently keep one. Keep one of them.",
    "duplicate-of-nothing": (
        "A decision says that a finding is a duplicate of another one, and that one does not exist or is a duplicate "
        "itself. Name the finding under which the risk is decided."
    ),
    "empty": "The file has no content. Write `word: value`, or delete the file.",
    "encoding": "The file is not UTF-8. Save it as UTF-8 in your editor.",
    "evidence-path": (
        "A file of evidence lies outside the folder of the text that names it, the system's or that of "
        "organisation.yaml, or behind a link. Put the file itself there, and name it relative to that folder, with `/`."
    ),
    "example": (
        "A threat's own example does not have the stated result: it should fire, or be quiet. Fix the `when` or the "
        "example."
    ),
    "file-name": (
        "The file's or folder's name is its id. Use lower-case letters, digits and hyphens, beginning with a "
        "letter, at most 63 characters, and none of the names that Windows reserves for devices."
    ),
    "form": "A value does not have the form that is required there; the message says which.",
    "former-id": "`was:` names an id that still exists. It is meant for a renamed element, whose old id is gone.",
    "indentation": (
        "A line is not indented like those around it, so it belongs to nothing. Give it the same number of spaces."
    ),
    "key": "The name of an entry does not have the form that is required there; the message says which.",
    "key-not-text": "A key must be plain text.",
    "layout": (
        "`zonebook fmt` cannot keep everything of this file: most often a comment within brackets. Put it above the "
        "value, on a line of its own."
    ),
    "length": "A value is too short, too long, or an empty list.",
    "merge": "The YAML merge key `<<` is not read. Write the values out.",
    "missing": "A required word is missing.",
    "no-cidr": (
        "The text looks like an address range but is not one, or is one address of a range. Write the range by its "
        "first address: 10.0.0.0/16 or 2001:db8::/32."
    ),
    "no-date": "The text looks like a date but is not one. Write a calendar day as YYYY-MM-DD.",
    "no-port": "A port lies outside 1 to 65535, or a range ends before it begins.",
    "not-a-mapping": "The file must be a mapping: lines of `word: value`.",
    "not-a-provider": (
        "A report is about a party that provides nothing, so no control is inherited from it. Name the provider; a "
        "party of your own that provides services says `within: provider`."
    ),
    "range": "A number is out of range.",
    "repeated": "The same value is in one list twice. Keep one.",
    "result": (
        "A result of an audit cannot be right: its numbers exclude each other, it lacks what its outcome requires or "
        "has what belongs to another, its reviewer tested it, or it is outside the scope. Also where the audit names "
        "a version or a baseline that its framework does not have."
    ),
    "said-twice": "Two files of one system state the same word. Files are joined; keep one of the two.",
    "schema": "The value does not fit its schema. Write what the message says was expected.",
    "second-document": "A file contains one YAML document; `---` begins a second one. Move it to a file of its own.",
    "self-flow": "A flow goes from an element to itself. Remove it, or name the other end.",
    "setting-role": (
        "A kind gives a setting a role that it cannot have: the role is for another sort of element, another setting "
        "has it already, the values with which it holds are missing or of no role, or the setting only describes."
    ),
    "setting-type": (
        "A kind describes an impossible setting: a choice without values, or a default or another value that is not "
        "of its type."
    ),
    "stale-assumption": (
        "An assumption excludes a threat of which nothing is found where it does. Remove the threat from `excludes`, "
        "or name under `about` the elements at which it is found."
    ),
    "stale-decision": (
        "A decision is about a finding that does not exist (any more). Remove it; where the element was "
        "renamed, add `was: old-id` to it and the decision carries over."
    ),
    "stale-result": (
        "A result of an audit is about a check that the system does not have. Take the id from the checklist; where "
        "the element was renamed, add `was: old-id` to it. A result with the fingerprint of its check stays."
    ),
    "status": (
        "A statement about a control or a measure lacks what its status requires, or has what belongs to another: a "
        "planned one its `due`, evidence its date."
    ),
    "stray-file": (
        "The file is where no model is read. Systems are under systems/<system>/, entries under their shelf."
    ),
    "syntax": "The text is not YAML. Look at the named place and at the line before it.",
    "tab": "A tab cannot indent YAML. Use spaces.",
    "tag": "YAML tags (`!name`) are not read. Remove the tag.",
    "threat-name": (
        "A threat that a system states has the id of a threat of the catalogue, so their findings could not be told "
        "apart. Give it another id; an exception to a threat of the catalogue is a decision, with an owner and a date."
    ),
    "too-deep": "The text is nested deeper than 64 levels. Take away the levels that hold nothing but the next one.",
    "too-large": "The file is larger than 8 MiB. Split it: the files of a system are joined.",
    "too-long": "One value is longer than 65,536 characters. Shorten it, and name the document that has the rest.",
    "too-many": (
        "The file has over 500,000 values: split it, as the files of a system are joined. Or all files together have "
        "over 4,000,000: give some of the systems a folder of models of their own."
    ),
    "treatment": "A decision has a word that belongs to another treatment. Remove it, or change the treatment.",
    "type": "A value is of another type than is required there; numbers that are names must be quoted.",
    "unclosed": (
        "A quote or bracket is opened and not closed, or closed and not opened. The place is where it was opened, "
        "however far from there reading stopped. Close it; put a text that contains such a mark into quotes."
    ),
    "unknown-id": "An id refers to nothing: neither the shelf nor the model has an entry of that name.",
    "unknown-setting": "The kind has no setting of that name. `zonebook explain KIND` lists those it has.",
    "unknown-word": "The word has no meaning at this place.",
    "untitled": "No file of the system has `system:` with a `title`.",
    "value": "The value is not one of those that are allowed there.",
    "wrong-kind": "The kind exists, but is for another sort of element: a network cannot be of a kind of service.",
}
"""The codes, sorted, each with its explanation in a sentence or two."""

EXAMPLES: Mapping[str, tuple[str, str]] = {
    "alias": ("system: {title: T, summary: *t}", "system: {title: T, summary: T}"),
    "ambiguous-id": (
        "{system: {title: T}, zones: {a: {trust: 1}}, services: {a: {kind: server}}}",
        "{system: {title: T}, zones: {a: {trust: 1}}, services: {b: {kind: server, was: a}}}",
    ),
    "anchor": ("system: {title: &t T}", "system: {title: T}"),
    "circle": (
        "{system: {title: T}, zones: {a: {trust: 1, inside: b}, b: {trust: 1, inside: a}}}",
        "{system: {title: T}, zones: {a: {trust: 1, inside: b}, b: {trust: 1}}}",
    ),
    "contradiction": (
        "{system: {title: T}, directory: {regions: 1, region_names: [eu-central-1, eu-west-1]}}",
        "{system: {title: T}, directory: {regions: 2, region_names: [eu-central-1, eu-west-1]}}",
    ),
    "duplicate-key": ("system: {title: T, title: S}", "system: {title: T}"),
    "former-id": (
        "{system: {title: T}, zones: {a: {trust: 1}, b: {trust: 1, was: a}}}",
        "{system: {title: T}, zones: {b: {trust: 1, was: a}}}",
    ),
    "key-not-text": ("system: {title: T, ? [a] : b}", "system: {title: T, summary: b}"),
    "length": (
        '{system: {title: T}, zones: {a: {trust: 1, title: ""}}}',
        "{system: {title: T}, zones: {a: {trust: 1, title: A}}}",
    ),
    "merge": ("system: {title: T, <<: {summary: S}}", "system: {title: T, summary: S}"),
    "missing": (
        "{system: {title: T}, networks: {a: {title: A}}}",
        "{system: {title: T}, networks: {a: {title: A, kind: vpc}}}",
    ),
    "no-date": ("system: {title: T, reviewed: 2026-02-31}", "system: {title: T, reviewed: 2026-02-28}"),
    "range": ("{system: {title: T}, zones: {a: {trust: 99}}}", "{system: {title: T}, zones: {a: {trust: 1}}}"),
    "repeated": ("system: {title: T, tags: [a, a]}", "system: {title: T, tags: [a]}"),
    "self-flow": (
        "{system: {title: T}, services: {a: {kind: server}}, flows: {f: {from: a, to: a, protocols: [web]}}}",
        (
            "{system: {title: T}, services: {a: {kind: server}, b: {kind: server}}, "
            "flows: {f: {from: a, to: b, protocols: [web]}}}"
        ),
    ),
    "status": (
        "{system: {title: T}, controls: {patched: {status: met, due: 2027-01-01}}}",
        "{system: {title: T}, controls: {patched: {status: planned, due: 2027-01-01}}}",
    ),
    "syntax": ("system: {title: T: S}", 'system: {title: "T: S"}'),
    "tag": ("system: {title: !!str T}", "system: {title: T}"),
    "unclosed": ('system: {title: "T}', 'system: {title: "T"}'),
    "untitled": ("zones: {a: {trust: 1}}", "{system: {title: T}, zones: {a: {trust: 1}}}"),
    "wrong-kind": (
        "{system: {title: T}, services: {a: {kind: vpc}}}",
        "{system: {title: T}, networks: {a: {kind: vpc}}}",
    ),
}
"""For a code: the text of a system with the problem, and the same text after its advice was followed."""


def described(code: str) -> str:
    """Return what a problem means and what to do, with an example where it fits on one line."""
    if code not in EXAMPLES:
        return CODES[code]
    wrong, right = EXAMPLES[code]
    return f"{CODES[code]} For example, `{wrong}` becomes `{right}`."
