"""Every problem code: what it means and what to do about it. The code is what `path:line:column:` is followed by."""

from collections.abc import Mapping

CODES: Mapping[str, str] = {
    "alias": ("YAML aliases (`*name`) are not read: they let a small file grow without bound. Write the value out."),
    "ambiguous-id": (
        "One id stands for two things that one reference could mean. Rename one of them and say `was:` there."
    ),
    "anchor": "YAML anchors (`&name`) are not read, as they only serve aliases. Take the anchor away.",
    "backwards": "A decision ends before it was taken. Check `on` and `until`.",
    "bundled-entry": (
        "A house entry has the id of an entry of the bundled catalogue. House entries add to the catalogue; "
        "an exception to a bundled one is a decision, with an owner and a date. Give the entry another name."
    ),
    "character": (
        "A control character, a direction mark or an invisible character makes text look like what it is not. "
        "Delete it, or type the words again."
    ),
    "circle": "Something is inside itself, straight or through others. Follow the arrows and cut one of them.",
    "duplicate-key": "One mapping says the same word twice; YAML would silently keep one. Keep one of them.",
    "duplicate-of-nothing": (
        "A decision says that a finding is a duplicate of another one, and that one does not exist or is a duplicate "
        "itself. Name the finding at which the risk is decided."
    ),
    "empty": "The file says nothing. Write `word: value`, or delete the file.",
    "encoding": "The file is not UTF-8. Save it as UTF-8 in your editor.",
    "example": (
        "A threat's own example does not do what it says: it should fire, or be quiet. Mend the `when` or the example."
    ),
    "file-name": (
        "The file's or folder's name is its id. Use lower-case letters, digits and hyphens, beginning with a "
        "letter, at most 63 characters, and none of the names that Windows keeps for devices."
    ),
    "form": "A value does not have the form that its place asks for; the message says which.",
    "former-id": "`was:` names an id that still exists. It is meant for a renamed element, whose old id is gone.",
    "indentation": (
        "A line is not indented as the lines around it, so it belongs to nothing. Give it the same number of spaces."
    ),
    "key": "The name of an entry does not have the form that its place asks for; the message says which.",
    "key-not-text": "A key must be plain text.",
    "length": "A value is too short, too long, or an empty list.",
    "merge": "The YAML merge key `<<` is not read. Write the values out.",
    "missing": "A word that cannot be left out is not there.",
    "no-cidr": (
        "The text looks like an address range and is none, or is one address of a range. Write the range by its first "
        "address: 10.0.0.0/16 or 2001:db8::/32."
    ),
    "no-date": "The text looks like a date and is none. Write a day of the calendar as YYYY-MM-DD.",
    "no-port": "A port lies outside 1 to 65535, or a range ends before it begins.",
    "not-a-mapping": "The file must be a mapping: lines of `word: value`.",
    "range": "A number is below or above its bounds.",
    "repeated": "The same value stands twice in one list. Keep one.",
    "said-twice": "Two files of one system say the same thing. Files are joined; keep one of the two.",
    "schema": "The value does not fit its schema; the message says how.",
    "second-document": "A file holds one YAML document; `---` begins a second one. Make it a file of its own.",
    "self-flow": "A flow goes from a thing to itself. Leave it out, or name the other end.",
    "setting-role": (
        "A kind says of a setting what it cannot be for the judgement: it is about something else, another setting has "
        "the role already, or the values with which it holds are missing or of no role."
    ),
    "setting-type": (
        "A kind describes a setting that cannot be: a choice without values, or a default or another value that is "
        "not of its type."
    ),
    "silent-flow": "A flow says neither protocols nor ports, so nothing can be judged about it.",
    "stale-decision": (
        "A decision is about a finding that does not exist (any more). Take it out; where the element was "
        "renamed, say `was: old-id` on it and the decision carries over."
    ),
    "status": "A control statement lacks what its status requires: a planned one its `due`, evidence its day.",
    "stray-file": (
        "The file lies where no model is read. Systems lie under systems/<system>/, entries under their shelf."
    ),
    "syntax": "The text is not YAML. Look at the place that is named and at the line before it.",
    "tab": "A tab cannot indent YAML. Use spaces.",
    "tag": "YAML tags (`!name`) are not read. Take the tag away.",
    "too-deep": "The text is nested deeper than 64 levels; no model is.",
    "too-large": "The file is larger than 8 MiB. Split it: the files of a system are joined.",
    "too-long": "One value is longer than 65,536 characters.",
    "too-many": "The file holds more than 200,000 values, or all files together more than 1,000,000. No model does.",
    "treatment": "A decision says a word that belongs to another treatment. Take it out, or change the treatment.",
    "type": "A value is of another type than its place asks for; numbers that are names stand in quotes.",
    "unclosed": (
        "A quote or bracket is opened and not closed, or closed and not opened. The place is where it was opened, "
        "however far from there reading stopped. Close it; put a text that holds such a mark into quotes."
    ),
    "unknown-id": "An id leads nowhere: nothing of that name is on the shelf, or in the model.",
    "unknown-setting": "The kind has no setting of that name. `zonebook explain KIND` lists those it has.",
    "unknown-word": "The word means nothing at this place.",
    "untitled": "No file of the system says `system:` with a `title`.",
    "value": "The value is not one of those that its place allows.",
    "wrong-kind": "The kind exists, and is for another sort of thing: a network cannot be of a kind of service.",
}
"""The codes, sorted, each with its explanation in a sentence or two."""
