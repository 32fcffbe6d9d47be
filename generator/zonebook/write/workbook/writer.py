"""A workbook of the library that takes its texts from those that are prepared; none is taken for markup."""

from io import BytesIO

from xlsxwriter import Workbook as Writer
from xlsxwriter.packager import Packager
from xlsxwriter.sharedstrings import SharedStrings

from zonebook.write.workbook.texts import SharedTexts, Texts
from zonebook.write.workbook.worksheet import TextSheet

_OPTIONS = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}


class TextWriter(Writer):  # type: ignore[misc]  # the library has no types
    """A workbook with worksheets of the library, and with those that take whole rows."""

    def __init__(self, file: BytesIO, texts: Texts) -> None:
        """Write a workbook into a file; `texts` are those of the workbooks that are made with it."""
        super().__init__(file, _OPTIONS)
        self._texts = texts
        self._shared = SharedTexts(texts, self.str_table)

    def add_sheet(self, name: str) -> TextSheet:
        """Return a new worksheet that takes whole rows."""
        worksheet: TextSheet = self.add_worksheet(name, TextSheet)
        worksheet.texts = self._shared
        return worksheet

    def _get_packager(self) -> Packager:
        """Return what makes the parts of the file; the library lets it be replaced here."""
        return _TextPackager(self._texts)


class _TextPackager(Packager):  # type: ignore[misc]
    def __init__(self, texts: Texts) -> None:
        super().__init__()
        self._texts = texts

    def _write_shared_strings_file(self) -> None:
        part = _TextPart(self._texts)
        part.string_table = self.workbook.str_table
        part._set_xml_writer(self._filename("xl/sharedStrings.xml"))  # noqa: SLF001  as the library does
        part._assemble_xml_file()  # noqa: SLF001


class _TextPart(SharedStrings):  # type: ignore[misc]
    """The list of the texts that cells share; the library takes one within `<r>` and `</r>` for markup."""

    def __init__(self, texts: Texts) -> None:
        super().__init__()
        self._texts = texts

    def _write_sst_strings(self) -> None:
        self.fh.write("".join(map(self._texts.item, self.string_table.string_array)))
