"""The checks of tools that show a control: each has the form of its tool, and shows one control alone."""

import re
from collections import defaultdict

from tests.support.catalogues import known

FORMS = {
    "security-hub": r"[A-Za-z0-9]+\.[0-9]+",
    "prowler": r"[a-z0-9]+(_[a-z0-9]+)+",
    "aws-config": r"[a-z0-9]+(-[a-z0-9]+)+",
}
STANDARDS = ("aws-fsbp", "aws-security-hub")


def test_each_check_has_the_form_of_its_tool() -> None:
    found = [
        (control.id, each.tool, check)
        for control in known().controls.values()
        for each in control.detected_by
        for check in each.checks
    ]
    assert len(found) > 80
    assert [row for row in found if not re.fullmatch(FORMS[row[1]], row[2])] == []


def test_controls_of_security_hub_are_in_the_crosswalk() -> None:
    for control in known().controls.values():
        mapped = {id_ for standard in STANDARDS for id_ in control.crosswalk.get(standard, ())}
        listed = {check for each in control.detected_by if each.tool == "security-hub" for check in each.checks}
        assert listed <= mapped, control.id


def test_tools_agree_on_how_much_they_show() -> None:
    """A control of which one tool shows the whole and another a part would depend on who runs which."""
    for control in known().controls.values():
        assert len({each.shows for each in control.detected_by}) <= 1, control.id
        assert len({each.tool for each in control.detected_by}) == len(control.detected_by), control.id


def test_no_check_shows_two_controls() -> None:
    by_check: dict[tuple[str, str], list[str]] = defaultdict(list)
    for control in known().controls.values():
        for each in control.detected_by:
            for check in each.checks:
                by_check[each.tool, check].append(control.id)
    assert {check: ids for check, ids in by_check.items() if len(ids) > 1} == {}
