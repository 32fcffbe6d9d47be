"""The bytes of a text as characters: UTF-8, not too long, and only such as can be seen."""

import re
from typing import NoReturn

from zonebook.read.yaml_text.bounds import MOST_BYTES
from zonebook.values import Place, Problem

# Control characters, surrogates, direction marks and invisible characters: text that is not what it looks like. YAML
# treats U+0085, U+2028 and U+2029 as line ends, and editors do not.
FORBIDDEN = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u061c\u180e\u200b-\u200f\u2028-\u202e\u2060-\u206f"
    "\ud800-\udfff\ufeff\ufff9-\ufffb\ufffe\uffff\U000e0000-\U000e007f]"
)
_LINE_END = re.compile(r"\r\n|\r|\n")


class UnreadableError(Exception):
    """Reading cannot go on from here."""

    def __init__(self, problem: Problem) -> None:
        """Keep the problem that says why."""
        super().__init__(str(problem))
        self.problem = problem


def decoded(path: str, raw: bytes) -> str:
    """Return the text of the bytes; raise UnreadableError where it is too long, not UTF-8 or not visible."""
    if len(raw) > MOST_BYTES:
        refuse(Place(path=path), "too-large", f"the file has more than {MOST_BYTES} bytes")
    try:
        text = raw.decode("utf-8")
    except UnicodeDecodeError as error:
        before = raw[: error.start].decode("utf-8")
        refuse(_point(path, before, len(before)), "encoding", f"byte 0x{raw[error.start]:02X} is not UTF-8")
    text = text.removeprefix("\ufeff")
    if wrong := FORBIDDEN.search(text):
        where = _point(path, text, wrong.start())
        refuse(where, "character", f"the character U+{ord(wrong.group()):04X} is not allowed in a model")
    return text


def _point(path: str, text: str, offset: int) -> Place:
    """Return the place of a character."""
    ends = [end.end() for end in _LINE_END.finditer(text, 0, offset)]
    return Place(path=path, line=len(ends) + 1, column=offset - (ends[-1] if ends else 0) + 1)


def refuse(place: Place, code: str, message: str) -> NoReturn:
    """Raise UnreadableError with a problem."""
    raise UnreadableError(Problem(place=place, code=code, message=message))


def forbidden(text: str) -> str:
    """Return the code point of the first character that no model may have, as `U+202E`; nothing where there is none."""
    wrong = FORBIDDEN.search(text)
    return f"U+{ord(wrong.group()):04X}" if wrong else ""
