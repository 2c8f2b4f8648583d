"""The editions an assessment needs, loaded for the tests of this folder."""

from typing import Any

import pytest

from samsvar.core.rules.risk.sources import SOURCES, TABLES
from samsvar.registers.catalogues.services import load_shipped_editions
from tests.cast import NOW


@pytest.fixture
def editions(db: Any) -> list[str]:
    """The shipped editions of the sources of the risk method."""
    return load_shipped_editions(at=NOW, sources=(*SOURCES, *TABLES))
