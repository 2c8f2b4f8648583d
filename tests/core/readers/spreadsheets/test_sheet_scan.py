"""The quick look at a worksheet may ask for the exact one in vain, and never the other way."""

from xml.parsers import expat

from hypothesis import given, settings
from hypothesis import strategies as st

from samsvar.core.readers.columns import letter
from samsvar.core.readers.results import FileProblem
from samsvar.core.readers.spreadsheets.boxes import CELLS, SheetCells, column_number
from samsvar.core.readers.spreadsheets.sheet_scan import SheetScan

CELL_FORMS = (
    '<c r="{ref}"/>',
    '<c r="{ref}" s="1" t="s"><v>0</v></c>',
    "<c r='{ref}'/>",
    '<c s="1" r="{ref}"/>',
    '<c\nr="{ref}"/>',
    '<c r = "{ref}"/>',
    '<x:c r="{ref}"/>',
    "<c/>",
    '<c r="{ref}"><f>1</f></c>',
    '<c r="A1"><v>&lt;c r="{ref}"&gt;</v></c>',
)
ROW_FORMS = ('<row r="{row}">', "<row>", "<row r='{row}'>", '<row spans="1:2" r="{row}">', '<x:row r="{row}">')


def exact_refuses(document: str) -> bool:
    parser = expat.ParserCreate()
    SheetCells(parser)
    try:
        parser.Parse(document.encode(), True)
    except FileProblem:
        return True
    return False


def quick_asks(document: str, size: int) -> bool:
    scan, content = SheetScan(), document.encode()
    for start in range(0, len(content), size):
        scan.feed(content[start : start + size])
    return scan.close()


CELLS_DRAWN = st.lists(
    st.tuples(
        st.sampled_from(ROW_FORMS), st.integers(1, 1_048_576), st.sampled_from(CELL_FORMS), st.integers(0, 16_383)
    ),
    max_size=6,
)


@settings(max_examples=300, deadline=None)
@given(drawn=CELLS_DRAWN, size=st.integers(1, 80))
def test_no_sheet_that_the_exact_look_refuses_passes_the_quick_one(
    drawn: list[tuple[str, int, str, int]], size: int
) -> None:
    rows = "".join(
        f"{opening.format(row=row)}{cell.format(ref=f'{letter(column)}{row}')}</{'x:' * ('x:' in opening)}row>"
        for opening, row, cell, column in drawn
    )
    document = f'<worksheet xmlns:x="u"><sheetData>{rows}</sheetData></worksheet>'
    if exact_refuses(document):
        assert quick_asks(document, size)


def test_an_ordinary_sheet_passes_the_quick_look() -> None:
    rows = "".join(f'<row r="{row}"><c r="A{row}"><v>1</v></c><c r="B{row}"/></row>' for row in range(1, 200))
    for size in (1, 7, 64, 100_000):
        assert not quick_asks(f'<worksheet><dimension ref="A1:B199"/><sheetData>{rows}</sheetData></worksheet>', size)


def test_letters_and_numbers_of_columns_are_each_other_s_inverse() -> None:
    assert [letter(index) for index in (0, 25, 26, 701, 702, 16_383)] == ["A", "Z", "AA", "ZZ", "AAA", "XFD"]
    assert all(column_number(letter(index)) == index + 1 for index in range(2000))
    assert CELLS == 5_000_000
