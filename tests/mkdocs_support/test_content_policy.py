import re

import pytest

from zonebook.mkdocs_support import content_policy

PAGE = """<!doctype html><html><head>
<meta charset="utf-8"><script>alert(1)</script><style>p { color: red }</style>
<script src="a.js"></script><script id="c" type="application/json">{"a": 1}</script></head>
<body><script>alert(1)</script><p>Text</p></body></html>"""
RUN = "'sha256-bhHHL3z2vDgxUt0W3dWQOrprscmda2Y5pLsLg4GF+pI='"
"""The hash of `alert(1)`, as the specification of policies computes it."""


def policy(html: str) -> dict[str, list[str]]:
    """Return the sources of each directive of the policy that a page states."""
    found = re.findall(r'<meta http-equiv="Content-Security-Policy" content="([^"]*)">', content_policy.stated(html))
    assert len(found) == 1
    return {name: sources for name, *sources in map(str.split, found[0].split(";"))}


def test_policy_comes_before_everything_it_governs() -> None:
    head = content_policy.stated(PAGE).partition("<head>")[2]
    assert head.startswith('<meta http-equiv="Content-Security-Policy"')
    assert content_policy.stated(PAGE).replace(head.partition(">")[0] + ">", "") == PAGE


def test_only_inline_code_of_the_page_runs() -> None:
    found = policy(PAGE)
    assert found["script-src"] == ["'self'", "file:", RUN]
    assert len(found["style-src"]) == 3
    assert found["default-src"] == found["base-uri"] == found["form-action"] == ["'none'"]


def test_no_script_is_allowed_by_its_place() -> None:
    scripts = policy(PAGE.replace("<script>alert(1)</script>", ""))["script-src"]
    assert scripts == ["'self'", "file:"]


@pytest.mark.parametrize("end", ["\r\n", "\r"])
def test_hash_counts_each_end_of_line_as_one(end: str) -> None:
    lines = "<head><script>a()\nb()</script></head>"
    assert policy(lines.replace("\n", end)) == policy(lines)


def test_page_without_a_head_is_left_alone() -> None:
    assert content_policy.stated("<p>Text, <header>.</p>") == "<p>Text, <header>.</p>"
