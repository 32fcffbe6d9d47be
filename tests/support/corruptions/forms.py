"""Mistakes in days, ports, address ranges and numbers."""

import re
from collections.abc import Callable

from tests.support.corruptions.original import Original, Result, chosen, kind

from zonebook.model.binding import Form


@kind
def day_of_no_calendar(original: Original) -> Result | None:
    return _form(original, "date", lambda text: f"{text[:5]}02-30")


@kind
def day_the_other_way_round(original: Original) -> Result | None:
    return _form(original, "date", lambda text: f"{text[8:]}.{text[5:7]}.{text[:4]}")


@kind
def port_out_of_range(original: Original) -> Result | None:
    return _form(original, "port", lambda _: "tcp/70000")


@kind
def port_without_transport(original: Original) -> Result | None:
    return _form(original, "port", lambda text: text.rpartition("/")[2] if "/" in text else "443")


@kind
def range_with_host_bits(original: Original) -> Result | None:
    return _form(original, "cidr", lambda text: f"{text.rpartition('.')[0]}.77/8" if "." in text else "2001:db8::7/32")


@kind
def range_that_is_none(original: Original) -> Result | None:
    return _form(original, "cidr", lambda text: text.partition("/")[0] + "/64")


@kind
def trust_out_of_range(original: Original) -> Result | None:
    return _other_number(original, "trust", "9")


def _form(original: Original, what: str, other: Callable[[str], str]) -> Result | None:
    each = chosen(
        original, [each for each in original.marked(Form) if isinstance(each.mark, Form) and each.mark.what == what]
    )
    return original.put(each, other(each.text)) if each else None


def _other_number(original: Original, key: str, other: str) -> Result | None:
    found = chosen(original, original.words(key))
    return original.changed(found[0], re.sub(r"\d+", other, original.lines[found[0] - 1])) if found else None
