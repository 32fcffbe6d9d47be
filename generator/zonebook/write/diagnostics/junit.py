"""The result of a check as a JUnit report: a test suite a system, a test case for each diagnostic.

Source: the JUnit schema of Apache Ant, which build servers read: testsuites, testsuite, testcase, failure, skipped.
"""

from collections.abc import Iterable, Sequence
from itertools import groupby
from xml.etree.ElementTree import Element, SubElement, indent, tostring

from zonebook.write import escape
from zonebook.write.diagnostics.diagnostic import Diagnostic, diagnostics
from zonebook.write.output_format import CheckResult, Format


def printed(result: CheckResult) -> str:
    """Return the report as XML text.

    Errors are failures. What is possible or within the appetite is skipped, as it is no failure and no success. A suite
    without anything to report has one case, which passes: a report without cases is read as a broken one.
    """
    found = diagnostics(result)
    by_suite = {name: list(group) for name, group in groupby(sorted(found, key=_suite), key=_suite)}
    names = dict.fromkeys((*(judged.id for judged in result.systems), *by_suite)) or {"models": None}
    root = Element("testsuites", {"name": "zonebook", **_counts(found)})
    for name in names:
        _write(SubElement(root, "testsuite", {"name": name, **_counts(by_suite.get(name, []))}), by_suite.get(name, []))
    indent(root, " ")
    return '<?xml version="1.0" encoding="UTF-8"?>\n' + tostring(root, "unicode")


def _suite(each: Diagnostic) -> str:
    return each.system or "models"


def _counts(found: Sequence[Diagnostic]) -> dict[str, str]:
    failures = sum(each.severity == "error" for each in found)
    return {"tests": str(max(len(found), 1)), "failures": str(failures), "skipped": str(len(found) - failures)}


def _write(suite: Element, found: Iterable[Diagnostic]) -> None:
    many = 0
    for many, each in enumerate(found, 1):  # noqa: B007  counted, to know whether there was any
        place = escape.xml(each.place.path)
        name = escape.xml(f"{each.rule.id} {each.element or place} line {each.place.line}")
        case = SubElement(suite, "testcase", {"classname": place, "name": name, "file": place})
        case.set("line", str(each.place.line))
        if each.severity == "error":
            failure = SubElement(case, "failure", {"message": escape.xml(each.message), "type": each.rule.id})
            failure.text = f"{each.place}: {escape.xml(each.title)}"
        else:
            SubElement(case, "skipped", {"message": escape.xml(f"{each.title}: {each.message}")})
    if not many:
        SubElement(suite, "testcase", {"classname": "zonebook", "name": "nothing was found"})


FORMAT = Format(
    name="junit",
    title="JUnit",
    says="what was found as test cases, a suite a system; what is above the appetite fails",
    printed=printed,
)
