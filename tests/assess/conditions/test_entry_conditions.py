"""The condition of an entry is made once, when it is first asked for."""

import pytest
from tests.support import catalogues

from zonebook.assess.conditions import entry_conditions
from zonebook.assess.conditions.entry_conditions import conditions, entry_condition
from zonebook.load.catalogue import CheckedCatalogue


def test_conditions_are_made_when_asked_for(monkeypatch: pytest.MonkeyPatch) -> None:
    catalogue = CheckedCatalogue(shelves=catalogues.golden().shelves).catalogue
    made: list[str] = []

    def counted(entry: entry_conditions.Entry) -> object:
        made.append(entry.id)
        return entry_condition(entry)

    monkeypatch.setattr(entry_conditions, "entry_condition", counted)
    found = conditions(catalogue)
    first = next(iter(catalogue.controls))
    assert made == []
    assert found[f"controls/{first}"] is found[f"controls/{first}"]
    assert conditions(catalogue) is found
    assert made == [first]


def test_every_entry_has_its_condition() -> None:
    catalogue = CheckedCatalogue(shelves=catalogues.golden().shelves).catalogue
    found = conditions(catalogue)
    shelves = {"threats": catalogue.threats, "controls": catalogue.controls, "advice": catalogue.advice}
    assert list(found) == [f"{shelf}/{id_}" for shelf, entries in shelves.items() for id_ in entries]
    assert len(found) == len(set(found)) > 10
    for name in ("threats/none-such", "none-such", "kinds/server"):
        with pytest.raises(KeyError):
            found[name]
