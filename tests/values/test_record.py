"""A record behaves as the dataclass of the same text: the library is the oracle."""

import copy
import dataclasses
import inspect
import pickle
import sys
from collections.abc import Callable, Mapping
from dataclasses import FrozenInstanceError, InitVar, dataclass, field
from functools import cached_property, partial
from typing import Any, ClassVar, Generic, TypeVar

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from zonebook.values import Place, record

Decorator = Callable[..., Callable[[type], Any]]
LIBRARY: Decorator = dataclass
OURS: Decorator = record.dataclass
OPTIONS = st.fixed_dictionaries({name: st.booleans() for name in ("frozen", "slots", "kw_only", "eq", "order")})
NAMES = ("first", "second", "third", "_fourth", "set", "value", "__default_first__")
T_co = TypeVar("T_co", covariant=True)


@st.composite
def shapes(draw: st.DrawFn, most: int = 5) -> dict[str, dict[str, Any]]:
    """Draw fields by name, each with the arguments of `field`; those without a default may come after others."""
    names = draw(st.lists(st.sampled_from(NAMES), unique=True, max_size=most))
    flags = st.fixed_dictionaries({}, optional={"repr": st.booleans(), "compare": st.booleans()})
    found = {}
    for name in names:
        made: dict[str, Any] = dict(draw(flags))
        match draw(st.sampled_from(("bare", "bare", "default", "factory", "not given"))):
            case "default":
                made["default"] = draw(st.integers(0, 3))
            case "factory":
                made["default_factory"] = list
            case "not given":
                made |= {"init": False, "default": 7}
        found[name] = made
    return found


def text(shape: Mapping[str, dict[str, Any]], bases: tuple[type, ...] = ()) -> type:
    """Return a class that annotates such fields, without a decorator."""
    body = {name: field(**arguments) for name, arguments in shape.items() if arguments}
    return type("Made", bases, {"__annotations__": dict.fromkeys(shape, int), "__doc__": "Made.", **body})


def outcome(call: Callable[[], Any]) -> Any:  # noqa: ANN401  whatever a class makes of it
    """Return what a call returns, or the type of the error that it raises."""
    try:
        return call()
    except AttributeError:
        return AttributeError
    except (TypeError, ValueError) as error:
        return type(error)


def both(
    shape: Mapping[str, dict[str, Any]], options: Mapping[str, bool], more: Mapping[str, dict[str, Any]] | None = None
) -> tuple[Any, Any]:
    """Return the class of such fields made by the library and by us; with `more`, one that inherits from it."""
    made = []
    for decorator in (LIBRARY, OURS):
        base = outcome(partial(lambda make, of: make(text(of)), decorator(**options), shape))
        if more is not None and not issubclass(base, Exception):
            base = outcome(partial(lambda make, of, below: make(text(of, (below,))), decorator(**options), more, base))
        made.append(base)
    return made[0], made[1]


def facts(cls: Any, positional: tuple[int, ...], named: Mapping[str, int]) -> dict[str, Any]:  # noqa: ANN401  any class
    """Return everything that can be seen of a class, and of an instance made with these arguments."""
    if issubclass(cls, Exception):
        return {"error": cls}
    found: dict[str, Any] = {
        "fields": [
            (each.name, each.type, each.default, each.default_factory, each.init, each.repr, each.compare, each.kw_only)
            for each in dataclasses.fields(cls)
        ],
        "slots": cls.__dict__.get("__slots__"),
        "match": cls.__match_args__,
        "signature": str(inspect.signature(cls)),
        "init": str(inspect.signature(cls)) and cls.__init__.__annotations__,
        "hashable": cls.__hash__ is None,
    }
    one, two = (outcome(lambda: cls(*positional, **named)) for _ in range(2))
    if inspect.isclass(one):
        return found | {"refused": one}
    changes = {each.name: 9 for each in dataclasses.fields(cls) if each.init and each.default == 1}
    found |= {
        "values": dataclasses.asdict(one),
        "text": repr(one),
        "equal": one == two,
        "hash": outcome(lambda: hash(one) == hash(two)),
        "less": outcome(lambda: one < two),
        "replaced": outcome(lambda: dataclasses.asdict(dataclasses.replace(one, **changes))),
        "like": outcome(lambda: dataclasses.asdict(record.replace(one, **changes))),
        "refused change": outcome(lambda: record.replace(one, unknown=1)),
        "copied": outcome(lambda: dataclasses.asdict(copy.deepcopy(one))),
        "foreign": one == 7,
    }
    for name in ("first", "elsewhere"):
        found[f"set {name}"] = inspect.isclass(outcome(partial(setattr, one, name, 5)))
        found[f"delete {name}"] = inspect.isclass(outcome(partial(delattr, one, name)))
    return found | {"after": getattr(one, "first", None)}


@given(shapes(), OPTIONS, st.lists(st.integers(0, 2), max_size=5), st.dictionaries(st.sampled_from(NAMES), st.just(1)))
@example({"first": {}}, {"frozen": True, "slots": True}, [1], {})
@example({"first": {"default": 1}, "second": {}}, {"frozen": True}, [1, 2], {})
def test_record_is_a_dataclass(
    shape: dict[str, dict[str, Any]], options: dict[str, bool], positional: list[int], named: dict[str, int]
) -> None:
    library, ours = both(shape, options)
    assert facts(ours, tuple(positional), named) == facts(library, tuple(positional), named)


@given(shapes(3), shapes(3), OPTIONS, st.data())
def test_record_inherits_as_a_dataclass(
    shape: dict[str, dict[str, Any]], more: dict[str, dict[str, Any]], options: dict[str, bool], data: st.DataObject
) -> None:
    library, ours = both(shape, options, more)
    named = (
        {} if issubclass(library, Exception) else {each.name: 1 for each in dataclasses.fields(library) if each.init}
    )
    kept = data.draw(st.sets(st.sampled_from(sorted(named)))) if named else set()
    assert facts(ours, (), dict.fromkeys(kept, 1)) == facts(library, (), dict.fromkeys(kept, 1))
    assert facts(ours, (), named) == facts(library, (), named)


@given(st.tuples(st.integers(0, 2), st.integers(0, 2)), st.tuples(st.integers(0, 2), st.integers(0, 2)))
def test_order_is_that_of_the_fields(one: tuple[int, int], two: tuple[int, int]) -> None:
    first, second = (Place(path="a", line=line, column=column) for line, column in (one, two))
    compared = (first == second, first < second, first <= second, first > second, first >= second)
    assert compared == (one == two, one < two, one <= two, one > two, one >= two)
    assert (hash(first) == hash(second)) or one != two


@record.dataclass(frozen=True, slots=True, kw_only=True)
class Held(Generic[T_co]):
    """A generic record with a constant."""

    value: T_co
    SHORT: ClassVar = "value"
    more: tuple[str, ...] = field(default=(), repr=False)


@record.dataclass(frozen=True, kw_only=True)
class Remembering:
    """A record that works something out once."""

    base: int

    @cached_property
    def twice(self) -> int:
        """Double the base."""
        return 2 * self.base


@record.dataclass(frozen=True, slots=True, weakref_slot=True)
class Stated:
    """A record that states methods of its own."""

    names: tuple[str, ...]

    def __init__(self, *names: str) -> None:
        """Keep the names."""
        object.__setattr__(self, "names", names)

    def __repr__(self) -> str:
        return "stated"

    def __hash__(self) -> int:
        return 5


@record.dataclass(slots=True)
class Counted:
    """A record that can be changed, and completes itself."""

    start: int
    end: int = field(init=False)

    def __post_init__(self) -> None:
        self.end = self.start + 1


def test_generic_records_keep_their_parameters() -> None:
    made: Held[int] = Held(value=3)
    assert Held[int].__args__ == (int,)  # type: ignore[attr-defined]
    assert (made.value, made.SHORT, repr(made)) == (3, "value", "Held(value=3)")
    assert [each.name for each in dataclasses.fields(Held)] == ["value", "more"]


def test_cached_values_stay_in_the_record() -> None:
    made = Remembering(base=2)
    assert (made.twice, made.__dict__) == (4, {"base": 2, "twice": 4})
    with pytest.raises(FrozenInstanceError, match="cannot assign to field 'base'"):
        made.base = 3  # type: ignore[misc]


def test_stated_methods_are_kept() -> None:
    made = Stated("a", "b")
    assert (made.names, repr(made), hash(made), made == Stated("a", "b")) == (("a", "b"), "stated", 5, True)
    assert "__weakref__" in Stated.__slots__


def test_record_completes_itself() -> None:
    made = Counted(1)
    made.start = 5
    assert (made.start, made.end) == (5, 2)
    with pytest.raises(TypeError, match="unhashable"):
        hash(made)


@pytest.mark.parametrize("made", [Held(value=(1, 2)), Remembering(base=1), Stated("a"), Counted(3)])
def test_records_can_be_pickled(made: object) -> None:
    assert pickle.loads(pickle.dumps(made)) == made  # noqa: S301  what this test wrote
    assert copy.copy(made) == made


def test_methods_are_compiled_when_called() -> None:
    made: Any = record.dataclass(frozen=True, slots=True)(text({"first": {}}))
    late = {name: made.__dict__[name] for name in ("__init__", "__eq__", "__hash__")}
    assert made(1) == made(1)
    changed = {name for name, method in late.items() if made.__dict__[name] is not method}
    assert changed == {"__init__", "__eq__"}


def test_errors_name_the_class() -> None:
    with pytest.raises(TypeError, match=r"Held\.__init__\(\) missing 1 required keyword-only argument: 'value'"):
        Held()  # type: ignore[call-arg]


class Marked:
    """A class with what the library alone understands."""

    given: InitVar[int]
    kept: int = 0

    def __post_init__(self, given: int) -> None:
        self.kept = given


def test_library_makes_what_is_out_of_the_ordinary() -> None:
    made: Any = record.dataclass(eq=True)(type("Made", (Marked,), dict(Marked.__dict__)))
    assert made(4).kept == 4
    with pytest.raises(ValueError, match="mutable default"):
        record.dataclass(frozen=True)(type("Made", (), {"__annotations__": {"a": list}, "a": []}))


def test_records_and_dataclasses_inherit_from_each_other() -> None:
    base: type = record.dataclass(frozen=True, slots=True)(text({"first": {}}))
    below: type = dataclass(frozen=True, slots=True)(text({"second": {"default": 2}}, (base,)))
    last: Any = record.dataclass(frozen=True, slots=True)(text({"third": {"default": 3}}, (below,)))
    assert dataclasses.asdict(last(1)) == {"first": 1, "second": 2, "third": 3}
    with pytest.raises(TypeError, match="cannot inherit"):
        record.dataclass()(text({}, (base,)))


@pytest.mark.skipif(sys.version_info < (3, 13), reason="copy.replace is of Python 3.13")
def test_copy_replaces_fields() -> None:
    assert copy.replace(Held(value=1), value=2) == Held(value=2)  # type: ignore[attr-defined,unused-ignore]
