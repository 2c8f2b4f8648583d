import json
from typing import Any

import pytest

from samsvar.core.catalogues.editions import FOLDER


@pytest.fixture
def plain_method() -> dict[str, Any]:
    """The default method as the plain data it ships as, to change in a test."""
    plain: dict[str, Any] = json.loads((FOLDER / "methods" / "default-1.json").read_text(encoding="utf-8"))
    return plain
