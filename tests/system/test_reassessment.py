"""What an edit does not touch is kept: the assessment is the same as a fresh one, and only what changed is judged."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.support import edits
from tests.support.strategies import dice_of

from zonebook.assess import assessment as assessing
from zonebook.assess.assessment import Assessment
from zonebook.model.resolved import ResolvedSystem
from zonebook.pipeline import assess_workspace, reassess_workspace
from zonebook.views import OF_SYSTEMS, VIEWS, View
from zonebook.write.assessment_json.document import assessed

DAY = edits.DAYS[0]


def first() -> Assessment:
    return assess_workspace(edits.read(edits.texts()), DAY)


@pytest.fixture
def judged(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The systems that are judged from now on, by id, each as often as it is."""
    names: list[str] = []

    class Counted(ResolvedSystem):
        def __init__(self, *args: object) -> None:
            super().__init__(*args)  # type: ignore[arg-type]  # as it is called
            names.append(self.system.id)

    monkeypatch.setattr(assessing, "ResolvedSystem", Counted)
    return names


def again(before: Assessment, changed: dict[str, str], as_of: str = DAY) -> Assessment:
    """Return the assessment after parts of texts were replaced: each change by its path, as `old -> new`."""
    texts = edits.texts()
    for path, change in changed.items():
        old, new = change.split(" -> ")
        assert old.encode() in texts[path]
        texts[path] = texts[path].replace(old.encode(), new.encode())
    return reassess_workspace(edits.read(texts), as_of, before)


def test_edit_judges_its_system_alone(judged: list[str]) -> None:
    before = first()
    judged.clear()
    after = again(before, {"models/systems/middle/model.yaml": "encrypted: none -> encrypted: tls"})
    assert judged == ["middle"]
    assert after.systems["front"] is before.systems["front"]
    assert after.systems["middle"].findings != before.systems["middle"].findings


@pytest.mark.parametrize(
    ("change", "as_of"),
    [({}, edits.DAYS[1]), ({"models/organisation.yaml": "title: House -> title: Company"}, DAY)],
    ids=["another day", "the organisation"],
)
def test_shared_input_judges_every_system(judged: list[str], change: dict[str, str], as_of: str) -> None:
    before = first()
    judged.clear()
    again(before, change, as_of)
    assert judged == list(edits.SYSTEMS)


def test_nothing_changed_judges_nothing(judged: list[str]) -> None:
    before = first()
    judged.clear()
    after = again(before, {})
    assert judged == []
    assert after == before


@settings(max_examples=12, deadline=None)
@given(seed=st.integers(0, 10_000))
def test_kept_assessment_equals_a_fresh_one(seed: int) -> None:
    dice = dice_of(seed)
    texts = edits.texts()
    now = first()
    for _ in range(4):
        texts = changed if edits.valid(changed := edits.edited(texts, dice)) else texts
        day = dice.choice((DAY, DAY, *edits.DAYS))
        now = reassess_workspace(edits.read(texts), day, now)
        fresh = assess_workspace(edits.read(texts), day)
        assert assessed(now, "0") == assessed(fresh, "0")
        for view in VIEWS:
            assert tuple(view(now)) == tuple(view(fresh)), view.__name__


@pytest.mark.parametrize("view", OF_SYSTEMS, ids=lambda view: view.__name__)
def test_view_of_systems_needs_no_other(view: View) -> None:
    whole = first()
    assert [page for name in whole.systems for page in view(whole.alone(name))] == list(view(whole))
