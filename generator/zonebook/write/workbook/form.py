"""What makes a sheet a form: machine names, lists to choose from, limits, marks, and locks where it is printed."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from xlsxwriter.utility import xl_col_to_name, xl_range
from xlsxwriter.worksheet import Worksheet

from zonebook.document.sheet import FIRST_ROW, Column, Sheet
from zonebook.write.workbook.styles import GROUNDS, MISSING, Styles

_LONGEST_TITLE, _LONGEST_PROMPT, _LONGEST_ERROR = 32, 255, 224
"""What a spreadsheet shows beside a cell, in characters."""
_LONGEST_TEXT = 4_000
_FIRST_DAY = date(1990, 1, 1)
_MAY = {
    "select_locked_cells": True,
    "select_unlocked_cells": True,
    "sort": True,
    "autofilter": True,
    "format_columns": True,
    "format_rows": True,
}


def lists(sheets: Iterable[Sheet]) -> Mapping[tuple[str, ...], str]:
    """Return the name of each list of words that the columns of forms choose from, in the order of its first use."""
    found: dict[tuple[str, ...], str] = {}
    for column in (each for sheet in sheets if sheet.form for each in sheet.columns):
        if column.choices:
            found.setdefault(column.choices, f"zonebook_{column.id}")
    return found


def make_form(worksheet: Worksheet, sheet: Sheet, names: Mapping[tuple[str, ...], str], styles: Styles) -> None:
    """Make a written sheet a form; `names` has the named range of each list of words."""
    worksheet.protect("", _MAY)
    if not sheet.rows:
        return
    first, last = FIRST_ROW - 1, FIRST_ROW - 2 + len(sheet.rows)
    for number, column in enumerate(sheet.columns):
        if column.by != "printed":
            worksheet.data_validation(first, number, last, number, _validation(column, names))
    _mark_missing(worksheet, sheet, last, styles)
    _mark_words(worksheet, sheet, last, styles)


def _validation(column: Column, names: Mapping[tuple[str, ...], str]) -> dict[str, Any]:
    """Return what may be filled into a column, with what is shown beside the cell."""
    prompt = f"{column.by.capitalize()}: {column.help}"
    return {
        **_limit(column, names),
        "ignore_blank": True,
        "input_title": column.title[:_LONGEST_TITLE],
        "input_message": prompt[:_LONGEST_PROMPT],
        "error_title": column.title[:_LONGEST_TITLE],
        "error_message": _refusal(column)[:_LONGEST_ERROR],
    }


def _limit(column: Column, names: Mapping[tuple[str, ...], str]) -> dict[str, Any]:
    match column.type:
        case "choice" | "boolean":
            return {"validate": "list", "source": f"={names[column.choices]}"}
        case "integer":
            return {"validate": "integer", "criteria": ">=", "value": 0}
        case "date":
            return {"validate": "date", "criteria": ">=", "value": _FIRST_DAY}
        case "text":
            return {"validate": "length", "criteria": "<=", "value": _LONGEST_TEXT}
        case "list":
            return {"validate": "any"}


def _refusal(column: Column) -> str:
    match column.type:
        case "choice" | "boolean":
            return f"One of: {', '.join(column.choices)}."
        case "integer":
            return "A whole number, 0 or more."
        case "date":
            return f"A day from {_FIRST_DAY} on."
        case _:
            return f"At most {_LONGEST_TEXT:,} characters."


def _mark_missing(worksheet: Worksheet, sheet: Sheet, last: int, styles: Styles) -> None:
    """Mark a cell that is empty although the cell that asks for it is filled in."""
    at = {column.id: number for number, column in enumerate(sheet.columns)}
    for column in sheet.columns:
        if column.required_with:
            here, with_ = (f"${xl_col_to_name(at[each])}{FIRST_ROW}" for each in (column.id, column.required_with))
            unless = "".join(f',{with_}<>"{word}"' for word in column.unless)
            rule = {"type": "formula", "criteria": f'=AND({with_}<>"",{here}=""{unless})'}
            area = (FIRST_ROW - 1, at[column.id], last, at[column.id])
            worksheet.conditional_format(*area, rule | {"format": styles.ground(MISSING)})


def _mark_words(worksheet: Worksheet, sheet: Sheet, last: int, styles: Styles) -> None:
    """Give the words of the columns of choices their grounds: a rule for each ground, over all of these columns."""
    columns = [number for number, column in enumerate(sheet.columns) if column.type == "choice"]
    known = {word for number in columns for word in sheet.columns[number].choices}
    areas = " ".join(xl_range(FIRST_ROW - 1, number, last, number) for number in columns)
    for ground, words in GROUNDS.items():
        asked = (
            [f'{xl_col_to_name(columns[0])}{FIRST_ROW}="{word}"' for word in words if word in known] if columns else []
        )
        if asked:
            rule = {"type": "formula", "criteria": f"=OR({','.join(asked)})", "format": styles.ground(ground)}
            worksheet.conditional_format(FIRST_ROW - 1, columns[0], last, columns[0], rule | {"multi_range": areas})
