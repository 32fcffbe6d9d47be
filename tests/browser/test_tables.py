import csv
import io
import json
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.support.browser import Browser
from tests.support.table_pages import COPIED, SETTING, asked, cells, grid, long, written

from zonebook.document.page import Table
from zonebook.write import escape
from zonebook.write.csv import comma
from zonebook.write.markdown.table import table
from zonebook.write.plain_text import plain

FEW, MANY = 24, 2400


@pytest.fixture(scope="module")
def few(tmp_path_factory: pytest.TempPathFactory) -> str:
    """The address of a page with a table that is shown whole."""
    return written(tmp_path_factory.mktemp("few"), "few", long(FEW))


@pytest.fixture(scope="module")
def many(tmp_path_factory: pytest.TempPathFactory) -> str:
    """The address of a page with a table that is shown in parts."""
    return written(tmp_path_factory.mktemp("many"), "many", long(MANY))


def test_column_reports_whether_it_adds_up() -> None:
    found = table(long(1), SETTING)
    assert '<th scope="col" data-total>Count</th>' in found
    assert found.count("data-total") == 2


def test_row_headings_stay_visible() -> None:
    columns = tuple(f"c{n}" for n in range(8))
    assert 'class="zb-rows zb-wide"' in table(Table(name="t", title="T", columns=columns, rows=()), SETTING)
    assert 'class="zb-rows"' in table(Table(name="t", title="T", columns=columns[:7], rows=()), SETTING)


@pytest.mark.browser
def test_table_is_complete_without_script(browser: Browser, tmp_path: Path) -> None:
    browser.visit(written(tmp_path, "plain", long(1200), scripts=False))
    assert browser.ask("document.querySelectorAll('tbody tr').length") == 1200
    assert browser.ask("document.querySelectorAll('button, input, select').length") == 0


@pytest.mark.browser
def test_filter_takes_words_exclusions_and_quotes(browser: Browser, few: str) -> None:
    script = """
    const found = {};
    for (const text of ["row x2", "HIGH -very", '"row 1"', '"low" uber ldap', '-"row 1" -row', "-", "nothing"]) {
      type(text);
      found[text] = rows();
    }
    return found;
    """
    everything = " ".join(f"r{n}" for n in range(FEW))
    assert asked(browser, few, script) == {
        "row x2": "r2 r20 r21 r22 r23",
        "HIGH -very": "r3 r8 r13 r18 r23",
        '"row 1"': "r1 r10 r11 r12 r13 r14 r15 r16 r17 r18 r19",
        '"low" uber ldap': "r0 r15",
        '-"row 1" -row': "",
        "-": everything,
        "nothing": "",
    }


@pytest.mark.browser
def test_filter_chip_and_escape_work(browser: Browser, few: str) -> None:
    script = """
    const options = [...first(".zb-choice select").options].map((each) => each.value);
    pick(0, "very high"); type("ldap");
    const both = [rows(), told()];
    first(".zb-tools input").dispatchEvent(new KeyboardEvent("keydown", { key: "Escape" }));
    return [options, both, rows(), all(".zb-choice select").length];
    """
    assert asked(browser, few, script) == [
        ["", "very high", "high", "not stated", "moderate", "low"],
        ["r6 r21", "2 of 24 rows"],
        "r1 r6 r11 r16 r21",
        1,
    ]


@pytest.mark.browser
def test_totals_follow_the_filter(browser: Browser, few: str) -> None:
    found = asked(browser, few, "const whole = totals(); type('ldap'); return [whole, totals()];")
    ldap = range(0, FEW, 3)
    everything = "5 very high · 5 high · 5 not stated · 4 moderate · 5 low"
    assert found[0] == ["Total", everything, str(sum(n % 7 for n in range(FEW))), "", "", ""]
    assert found[1][:3] == [
        "Total",
        "2 very high · 2 high · 1 not stated · 1 moderate · 2 low",
        str(sum(n % 7 for n in ldap)),
    ]


@pytest.mark.browser
def test_sorting_covers_all_table_parts(browser: Browser, many: str) -> None:
    script = """
    all("thead button")[1].click(); await settled();
    const worst = all("tbody tr [data-sort]").every((cell) => cell.dataset.sort === "90");
    all("thead button")[0].click(); all("thead button")[0].click(); await settled();
    return [worst, all("tbody tr").length, rows().split(" ")[0], first("thead th").getAttribute("aria-sort"), told()];
    """
    said = "2400 of 2400 rows, here 1 to 250, sorted by Row, descending"
    assert asked(browser, many, script) == [True, 250, "r2399", "descending", said]


@pytest.mark.browser
def test_rendered_rows_are_limited_but_reachable(browser: Browser, many: str) -> None:
    script = """
    const counts = [document.querySelectorAll("tr").length];
    const seen = new Set();
    const size = first(".zb-pages select");
    size.value = "1000"; size.dispatchEvent(new Event("change"));
    for (;;) {
      await settled();
      counts.push(all("tbody tr").length);
      all("tbody tr").forEach((row) => seen.add(row.id));
      if (all(".zb-pages button")[1].disabled) break;
      press("Next");
    }
    type("x23"); await settled();
    return [counts, seen.size, rows().split(" ").length, first(".zb-pages").hidden];
    """
    expected = sum("x23" in f"x{n}" for n in range(MANY))
    assert asked(browser, many, script) == [[252, 1000, 1000, 400], MANY, expected, expected <= 250]


@pytest.mark.browser
def test_row_link_overrides_the_filter(browser: Browser, many: str) -> None:
    script = """
    const here = () => all("[aria-current=true]").map((row) => row.id);
    const seen = () => { const box = first(".zb-here").getBoundingClientRect(); return box.top >= 0 && box.top < 900; };
    const opened = [here(), seen()];
    type("x1"); await settled();
    location.hash = "#t-r2000"; await settled();
    const link = first(".zb-here .zb-row");
    return [...opened, here(), seen(), told(), new URL(link.href).hash, link.getAttribute("aria-label"), link.tabIndex];
    """
    said = "2400 of 2400 rows, here 2001 to 2250"
    assert asked(browser, f"{many}#t-r1700", script) == [
        ["t-r1700"], True, ["t-r2000"], True, said, "#t-r2000", "Link to this row", 0,
    ]  # fmt: skip


@pytest.mark.browser
def test_table_state_is_kept_in_address(browser: Browser, few: str) -> None:
    script = """
    type("über -web"); pick(0, "low"); all("thead button")[0].click(); all("thead button")[0].click(); tick(2);
    await settled();
    return [location.hash, rows(), told()];
    """
    hash_, shown, said = asked(browser, few, script)
    assert hash_ == "#t:filter=%C3%BCber+-web&is2=low&sort=1d&hide=4"
    assert shown == "r15 r0"
    script = """
    const head = all("thead th").map((cell) => cell.hidden);
    const cells = all("tbody tr:first-child > *").map((cell) => cell.hidden);
    const before = [rows(), told(), head, cells, first(".zb-tools input").value, all(".zb-choice select")[0].value];
    type(""); pick(0, ""); all("thead button")[0].click(); tick(2);
    await settled();
    return [...before, location.hash];
    """
    hidden = [False, False, False, True, False, False]
    assert asked(browser, few + hash_, script) == [shown, said, hidden, hidden, "über -web", "low", ""]


@pytest.mark.browser
def test_foreign_fragments_are_left_alone(browser: Browser, few: str) -> None:
    script = "tick(0); tick(0); await settled(); return [location.hash, rows().split(' ').length];"
    assert asked(browser, f"{few}#plain", script) == ["#plain", FEW]
    part = "#node=dc-a&layer=cleartext"
    script = "type('web'); await settled(); const both = location.hash; type(''); await settled();"
    assert asked(browser, few + part, f"{script} return [both, location.hash];") == [f"#t:filter=web;{part[1:]}", part]
    assert asked(browser, f"{few}#t:sort=99d&hide=1,77,x&is2=none&is9=x&filter=%E0%A4%A", "return rows();") == ""
    assert asked(browser, f"{few}#t:sort=99d&hide=1,77,x&is2=none", "return [rows(), told()];")[1] == "24 of 24 rows"


@pytest.mark.browser
def test_hidden_columns_stay_hidden_for_session(browser: Browser, few: str) -> None:
    asked(browser, few, "tick(1); await settled();")
    script = "const away = all('thead th').map((cell) => cell.hidden); tick(1); await settled(); return away;"
    assert asked(browser, few, script) == [False, False, True, False, False, False]


@pytest.mark.browser
def test_copied_csv_equals_download(browser: Browser, many: str) -> None:
    asked(browser, many, "")
    whole = comma(long(MANY)).decode("utf-8-sig")
    assert browser.ask(COPIED % json.dumps("CSV")) == whole
    assert "\"'=a | " in whole


@pytest.mark.browser
def test_only_visible_cells_are_copied(browser: Browser, few: str) -> None:
    asked(browser, few, "type('x2 -x21'); for (const at of [0, 1, 3, 4]) tick(at);")
    assert browser.ask(COPIED % json.dumps("Markdown")) == (
        "| Row | Words |\n| --- | --- |\n"
        + "".join(
            f'| Row {n} | =a \\| "b", \\*c\\* über {"ldap" if n % 3 == 0 else "web"} |\n' for n in (2, 20, 22, 23)
        )
    )
    assert next(csv.reader(io.StringIO(browser.ask(COPIED % json.dumps("CSV"))))) == ["Row", "Words"]
    asked(browser, few, "for (const at of [0, 1, 3, 4]) tick(at);")


@pytest.mark.browser
def test_text_is_shown_where_copying_fails(browser: Browser, few: str) -> None:
    script = """
    const refuse = async () => { throw new Error("no"); };
    Object.defineProperty(navigator, "clipboard", { configurable: true, value: { writeText: refuse } });
    document.execCommand = () => false;
    press("CSV"); await settled();
    const field = first("textarea");
    const found = [field.value.split("\\r\\n")[0].split("\\n")[0], field.readOnly, field.selectionEnd > 100, told()];
    field.dispatchEvent(new KeyboardEvent("keydown", { key: "Escape" }));
    return [...found, first("textarea")];
    """
    said = "24 of 24 rows, 24 selected as CSV, to be copied by hand"
    assert asked(browser, few, script) == ["Row,Level,Count,Words,Several,Not numbers", True, True, said, None]


@pytest.mark.browser
def test_anchored_table_keeps_its_state(browser: Browser, tmp_path: Path) -> None:
    address = written(tmp_path, "headed", long(24), heading="t")
    script = "return [document.querySelectorAll('#t').length, location.hash];"
    assert asked(browser, f"{address}#t:sort=1d&hide=4", script) == [1, "#t:sort=1d&hide=4"]
    assert asked(browser, address, "type('web'); await settled(); return location.hash;") == "#t:filter=web"


@pytest.mark.browser
def test_printing_shows_every_row(browser: Browser, many: str) -> None:
    script = """
    type("x23 ldap"); await settled();
    const before = rows();
    dispatchEvent(new Event("beforeprint"));
    const printed = all("tbody tr").length;
    dispatchEvent(new Event("afterprint"));
    await settled();
    return [printed, rows() === before, first(".zb-tools input").value];
    """
    assert asked(browser, many, script) == [MANY, True, "x23 ldap"]


@pytest.mark.browser
def test_matrix_is_filtered_and_not_sorted(browser: Browser, tmp_path: Path) -> None:
    script = """
    type("g3");
    return [rows(), all(".zb-sort").length, all("tfoot").length, getComputedStyle(first("tbody th")).position];
    """
    assert asked(browser, written(tmp_path, "grid", grid()), script) == ["g3", 0, 0, "sticky"]


@pytest.mark.browser
def test_controls_are_named_without_inline_handlers(browser: Browser, many: str) -> None:
    script = """
    const controls = all("button, input, select, summary, a.zb-row");
    const named = (each) => each.getAttribute("aria-label") || each.labels?.[0]?.textContent || each.textContent;
    const parts = [...document.querySelectorAll("#t-wrap *")];
    const inline = parts.filter((each) => [...each.attributes].some(({ name }) => /^on|^style$/.test(name)));
    return [controls.length > 20, controls.filter((each) => !named(each).trim()).length, inline.length];
    """
    assert asked(browser, many, script) == [True, 0, 0]


@pytest.mark.browser
@settings(max_examples=30, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(texts=st.lists(st.text(st.characters(exclude_categories=["Cs"]), max_size=8), min_size=2, max_size=4))
def test_copied_line_can_be_read_back(browser: Browser, texts: list[str]) -> None:
    found = browser.ask(f"zbCopy.csv([{json.dumps(texts)}])")
    assert list(csv.reader(io.StringIO(found, newline=""))) == [[escape.cell(text) for text in texts]]


@pytest.mark.browser
def test_cell_equals_its_download(browser: Browser, few: str) -> None:
    asked(browser, few, "")
    text = cells(1)[4]
    assert browser.ask("zbText.plain(document.querySelector('#t-r1').cells[4])") == plain(text) == "x1; one; two"
