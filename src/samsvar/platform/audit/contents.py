"""What is told of by a digest in a recorded row: too many rows for an event each, as a file of a million figures.

Each app with such rows declares once, when Django starts, how one of its recorded rows compares with them.
"""

from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Any

from django.db import models

_same: dict[type[models.Model], Callable[[Any], bool]] = {}
CONTENTS: Mapping[type[models.Model], Callable[[Any], bool]] = MappingProxyType(_same)


def register_contents(model: type[models.Model], same: Callable[[Any], bool]) -> None:
    """Declare how a row tells whether what it holds the digest of still is as it was."""
    _same[model] = same
