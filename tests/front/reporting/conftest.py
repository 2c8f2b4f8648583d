"""A year of records for the tests of this folder."""

from typing import Any

import pytest

from samsvar.core.rules.risk.sources import SOURCES, TABLES
from samsvar.registers.catalogues.services import load_shipped_editions
from tests.cast import NOW
from tests.front.reporting.year import Year, lay_year


@pytest.fixture
def year(cast: Any) -> Year:
    """The shipped editions and the year of `year.py`."""
    load_shipped_editions(at=NOW, sources=(*SOURCES, *TABLES))
    return lay_year(cast)
