"""The cells of a sheet as text: what a format without types writes, and one with types for what has none."""

from datetime import date

from zonebook.document.sheet import YES_OR_NO, Cell


def spelt(cell: Cell) -> str:
    """Return a cell as text: each text of a list on one line, a day as YYYY-MM-DD, and nothing where it is empty."""
    match cell:
        case None:
            return ""
        case str():
            return cell
        case tuple():
            return "\n".join(" ".join(each.splitlines()) for each in cell)
        case bool():
            yes, no = YES_OR_NO
            return yes if cell else no
        case date():
            return cell.isoformat()
        case _:
            return str(cell)
