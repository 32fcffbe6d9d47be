"""The closed vocabulary of `when`: every word, by the type of subject that it can be asked of.

A word is a function with `@word`; its docstring is its manual page; the annotation of its argument gives the schema
that editors and `zonebook check` validate a threat with.
"""

from collections.abc import Iterator, Mapping
from types import MappingProxyType

from zonebook.assess.conditions.word import Word
from zonebook.assess.conditions.words import (
    account,
    border,
    claim,
    decision,
    directory,
    element,
    flow,
    identity,
    movement,
    network,
    service,
    system,
    tier,
    trust,
    zone,
)
from zonebook.model.vocabulary import ABOUTS, About

_MODULES = (
    element, claim, system, account, network, zone, border, service, flow, movement, identity, tier, trust,
    directory, decision,
)  # fmt: skip
"""The reading order of the manual: modules in this order, words in the order of their module."""


def _defined() -> Iterator[Word]:
    for module in _MODULES:
        yield from (each for each in vars(module).values() if isinstance(each, Word))


def _asked_of(about: About) -> Mapping[str, Word]:
    return MappingProxyType({each.name: each for each in _defined() if about in each.abouts})


WORDS: Mapping[About, Mapping[str, Word]] = MappingProxyType({about: _asked_of(about) for about in ABOUTS})
