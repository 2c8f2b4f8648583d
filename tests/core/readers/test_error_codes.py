"""Every code the readers give is described, with its facts, and no other."""

import re
from pathlib import Path

from samsvar.core.readers import results

SOURCE = Path(results.__file__).parent
TABLE = Path(__file__).parents[3] / "docs" / "json" / "import-errors.md"

_FORMS = (
    r'(?:FileProblem|CellProblem)\(\s*"([a-z_]+)"',
    r'RowError\((?:None|self\.row|row|number), (?:None|field), "([a-z_]+)"',
    r'RowError\(reading\.row, [^,]*, "([a-z_]+)"',
    r'RowError\(number, (?:None|shown\(heading\)), "([a-z_]+)"',
    r'ell\(\w+(?:\.\w+)*, [\w."]+(?:\.\w+)*, "([a-z_]+)"',
    r'ell\(\w+, self\._table\.identity_field, "([a-z_]+)"',
    r'\.add\((?:row|self\._row), (?:column|self\._column), "([a-z_]+)"',
    r'yield \S+, "([a-z_]+)", ',
    r'_matched\([^"]*"([a-z_]+)"\)',
    r'"(unknown_contract|unknown_supplier|cell_too_long|bad_quotes)"',
)
_GIVEN = re.compile("|".join(_FORMS))


def test_the_table_of_codes_is_the_codes_that_are_given() -> None:
    given = {
        next(filter(None, match.groups()))
        for path in SOURCE.rglob("*.py")
        for match in _GIVEN.finditer(path.read_text(encoding="utf-8"))
    }
    described = set(re.findall(r"^\| `([a-z_]+)` \|", TABLE.read_text(encoding="utf-8"), re.MULTILINE))
    assert described - given == set()
    assert given - described == set()
    assert len(given) > 60
