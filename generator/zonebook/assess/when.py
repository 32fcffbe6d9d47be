"""A `when` asked of one thing: a mapping of words, with `any` and `none`."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from inspect import get_annotations, getdoc
from typing import Any

from zonebook.assess.answer import Answer, Because, NotStated, Word, every, holds, some
from zonebook.assess.words import WORDS
from zonebook.model import shape
from zonebook.model.standing import Standing
from zonebook.model.terms import ABOUTS, About
from zonebook.values import Data, Document, Route


@dataclass(frozen=True, slots=True)
class _Ask:
    """One word with what it wants."""

    name: str
    word: Word
    want: Any

    def __call__(self, at: Standing[object]) -> Answer:
        return self.word(at, self.want)


@dataclass(frozen=True, slots=True)
class _Any:
    """One of several conditions."""

    conditions: tuple["Condition", ...]

    def __call__(self, at: Standing[object]) -> Answer:
        return some([condition(at) for condition in self.conditions])


@dataclass(frozen=True, slots=True)
class _None:
    """None of several conditions."""

    conditions: tuple["Condition", ...]

    def __call__(self, at: Standing[object]) -> Answer:
        answers = [condition(at) for condition in self.conditions]
        if any(isinstance(answer, Because) for answer in answers):
            return None
        unknown = tuple(name for answer in answers if isinstance(answer, NotStated) for name in answer.attributes)
        return NotStated(tuple(dict.fromkeys(unknown))) if unknown else holds("none of the exceptions holds")


@dataclass(frozen=True, slots=True)
class Condition:
    """A whole `when`, ready to be asked: every part must hold."""

    parts: tuple[_Ask | _Any | _None, ...]

    def __call__(self, at: Standing[object]) -> Answer:
        """Give the answer with all reasons; the first part that does not hold settles it."""
        answers: list[Answer] = []
        for part in self.parts:
            answer = part(at)
            if answer is None:
                return None
            answers.append(answer)
        return every(answers)


def condition(about: About, when: Mapping[str, Data]) -> Condition:
    """Give the condition that `when` describes; it must have passed its schema."""
    return Condition(tuple(_part(about, name, want) for name, want in when.items()))


def _part(about: About, name: str, want: Data) -> _Ask | _Any | _None:
    if name == "any":
        return _Any(tuple(condition(about, each) for each in want))
    if name == "none":
        return _None(tuple(condition(about, each) for each in want))
    word = WORDS[about][name]
    made = shape.made(wants(word), Document(path="", data=want))
    return _Ask(name, word, made)


def wants(word: Word) -> Any:  # noqa: ANN401  any annotation
    """Give the annotation of what a word wants."""
    return get_annotations(word, eval_str=True)["want"]


def names(about: About, when: Mapping[str, Data], route: Route) -> Iterator[shape.Marked]:
    """Give every id that `when` mentions, with its route and the shelves it must be on."""
    for name, want in when.items():
        here = (*route, name)
        if name in {"any", "none"}:
            for index, each in enumerate(want):
                yield from names(about, each, (*here, index))
        else:
            yield from shape.marked(wants(WORDS[about][name]), want, here)


def schema() -> dict[str, Any]:
    """Give the JSON Schema of `when`, one definition for each thing that can be asked, made from the words."""
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "When",
        "description": "The closed vocabulary of conditions: every word must hold. Made from the words themselves.",
        "$defs": {about: _schema(about) for about in ABOUTS},
    }


def _schema(about: About) -> dict[str, Any]:
    item = {"$ref": f"#/$defs/{about}", "minProperties": 1}
    nested = {"type": "array", "items": item, "minItems": 1}
    properties: dict[str, Any] = {
        name: {"description": getdoc(word), **shape.schema(wants(word))} for name, word in WORDS[about].items()
    }
    properties["any"] = {"description": "One of these conditions holds.", **nested}
    properties["none"] = {"description": "None of these conditions holds.", **nested}
    return {
        "description": f"What can be asked of a thing that is about: {about}.",
        "type": "object",
        "properties": properties,
        "additionalProperties": False,
    }
