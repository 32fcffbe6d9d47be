"""The needs and facts of a directory decision, as they are written on a command line: `name` or `name=value`."""

import re
import textwrap
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from typing import get_args

from zonebook import assembly
from zonebook.assess.system import SystemAssessment
from zonebook.document.yaml import yaml_text
from zonebook.model.catalogue import Catalogue
from zonebook.model.vocabulary import IdentityProvider, TrustAllowed
from zonebook.suggestions import nearest
from zonebook.values import BrokenError, Data
from zonebook.values.record import dataclass

WEIGHTS = ("required", "wanted")
_TRUTHS = {"yes": True, "true": True, "no": False, "false": False}
_SYSTEM = "asked"
_WIDTH, _INDENT = 120, "    "
_BETWEEN = re.compile(r"[,\s]+")


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """The decision as data, and what is wrong with the words that did not become part of it."""

    decision: Mapping[str, Data]
    wrong: tuple[str, ...]


class _WrongError(ValueError):
    """A value that cannot be read; the message says which values can."""


def said(words: Iterable[str], catalogue: Catalogue) -> Said:
    """Return the decision that the words state; several may stand in one text, with commas or spaces between.

    The name of a capability alone is a required need. A list has `+` between its parts.
    """
    needs: dict[str, Data] = {}
    facts: dict[str, Data] = {}
    wrong = []
    for word in (each for text in words for each in _BETWEEN.split(text.strip()) if each):
        name, _, value = word.partition("=")
        fact = name.replace("-", "_")
        try:
            if fact in FACTS:
                facts[fact] = FACTS[fact](value)
            elif name in catalogue.capabilities:
                needs[name] = _weight(value)
            else:
                wrong.append(_unknown(name, catalogue))
        except _WrongError as error:
            wrong.append(f"`{word}`: {error}")
    return Said(decision={**({"needs": needs} if needs else {}), **facts}, wrong=tuple(wrong))


def judged(decision: Mapping[str, Data], models: Path | None, as_of: str) -> SystemAssessment:
    """Return the assessment of a system that states this decision alone, with the catalogue of the models.

    Where the models themselves have problems, with the bundled catalogue alone. Raise BrokenError where the decision
    contradicts itself or names what does not exist.
    """
    text = f"system: {{title: The needs as asked}}\n{written(decision)}"
    try:
        return assembly.assess_alone(_SYSTEM, text, models, as_of).systems[_SYSTEM]
    except BrokenError as broken:
        if models is None or any(f"/{_SYSTEM}/" in each.place.path for each in broken.problems):
            raise
    return assembly.assess_alone(_SYSTEM, text, None, as_of).systems[_SYSTEM]


def written(decision: Mapping[str, Data]) -> str:
    """Return the decision as the YAML of a model, its reason folded as an author would."""
    if not decision:
        return "directory: {}\n"
    text = yaml_text({"directory": {name: value for name, value in decision.items() if name != "because"}})
    because = decision.get("because", "")
    folded = textwrap.fill(because, _WIDTH, initial_indent=_INDENT, subsequent_indent=_INDENT, break_on_hyphens=False)
    return f"{text}\n  because: >-\n{folded}\n" if because else f"{text}\n"


def _unknown(name: str, catalogue: Catalogue) -> str:
    hint = nearest(name, (*catalogue.capabilities, *FACTS))
    meant = f"; did you mean `{hint}`?" if hint else "; `zonebook list capabilities` lists the needs"
    return f"`{name}` is neither a need nor a fact of a directory decision{meant}"


def _weight(value: str) -> str:
    return _one(WEIGHTS)(value) if value else WEIGHTS[0]


def _one(among: tuple[str, ...]) -> Callable[[str], Data]:
    def read(value: str) -> Data:
        if value in among:
            return value
        hint = nearest(value, among)
        meant = f"; did you mean `{hint}`?" if hint else ""
        message = f"expected {', '.join(among[:-1])} or {among[-1]}{meant}"
        raise _WrongError(message)

    return read


def _number(value: str) -> Data:
    figures = value.replace("_", "").replace("'", "")
    if not re.fullmatch(r"[0-9]{1,9}", figures, re.ASCII):
        message = "expected a whole number, 0 or more"
        raise _WrongError(message)
    return int(figures)


def _truth(value: str) -> Data:
    if value.lower() not in _TRUTHS:
        message = "expected yes or no"
        raise _WrongError(message)
    return _TRUTHS[value.lower()]


def _names(value: str) -> Data:
    found = [each for each in value.split("+") if each]
    if not found:
        message = "expected names with `+` between them"
        raise _WrongError(message)
    return found


FACTS: Mapping[str, Callable[[str], Data]] = {
    "users": _number,
    "objects": _number,
    "regions": _number,
    "region_names": _names,
    "shared_accounts": _number,
    "existing_ad": _truth,
    "regulated": _truth,
    "isolation_required": _truth,
    "link_resilient": _truth,
    "identity_provider": _one(get_args(IdentityProvider)),
    "trust_allowed": _one(get_args(TrustAllowed)),
    "applications": _names,
    "in_use": _names,
}
"""What can be stated beside the needs, each with how its value is read."""
