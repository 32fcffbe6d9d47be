"""The workbooks that pages offer, each made on its own: one that cannot be written leaves the others whole."""

from collections.abc import Callable, Iterator, Mapping

from zonebook.document.page import Table
from zonebook.document.provenance import Provenance
from zonebook.document.sheet import Sheet, Workbook
from zonebook.write.offered import Content, contents
from zonebook.write.output_format import Format, Material, Parts
from zonebook.write.workbook.book import xlsx
from zonebook.write.workbook.tables import sheet
from zonebook.write.workbook.texts import Texts

SUFFIX = ".xlsx"


def _files(material: Material) -> Parts:
    offered = contents(material.pages)
    wanted = {path: content for path, content in offered.items() if path.endswith(SUFFIX)}
    texts = Texts()
    return {path: _maker(content, offered, material.made_from.of(path), texts) for path, content in wanted.items()}


def _maker(
    content: Content, offered: Mapping[str, Content], provenance: Provenance, texts: Texts
) -> Callable[[], bytes]:
    def make() -> bytes:
        book = content if isinstance(content, Workbook) else _alone(content)
        return xlsx(book, tuple(_sheets(book, offered)), provenance, texts)

    return make


def _alone(content: Table | Sheet) -> Workbook:
    """Return a workbook with one sheet."""
    only = content if isinstance(content, Sheet) else sheet(content)
    return Workbook(title=only.title, about=(("Content", only.title),), sheets=(only,))


def _sheets(book: Workbook, offered: Mapping[str, Content]) -> Iterator[Sheet]:
    """Yield the sheets of a workbook; a table that is not offered in this build is left out."""
    for each in book.sheets:
        if isinstance(each, Sheet):
            yield each
        elif isinstance(found := offered.get(each.path), Table):
            yield sheet(found, each.name, each.lead)


FORMAT = Format(
    name="xlsx",
    title="Workbooks (XLSX)",
    files="`NAME.xlsx`, beside its page",
    says="the checklists to fill in, and whole systems, for a spreadsheet",
    render=_files,
)
