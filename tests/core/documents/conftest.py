"""The made-up statement as a fixture."""

import pytest

from samsvar.core.documents.model import Document
from tests.core.documents.made_statement import made_statement


@pytest.fixture
def statement() -> Document:
    """A published statement in bokmål with three sections."""
    return made_statement()
