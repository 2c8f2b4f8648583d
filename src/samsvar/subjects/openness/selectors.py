"""Reads: the texts as they are written, and what anyone may read."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from samsvar.platform.organisation.models import OrgUnit
from samsvar.subjects.openness.models import PublicText, TextKind

_INSTEAD = ("nb", "nn", "en")


@dataclass(frozen=True)
class Shown:
    """A public text in the language asked for, or in one it is written in. `text` may be empty beside a link."""

    text: str
    language: str
    link: str
    published_at: datetime


def texts_of(enterprise: OrgUnit) -> dict[str, PublicText]:
    """What is written, by kind."""
    return {row.kind: row for row in PublicText.objects.filter(enterprise=enterprise)}


def shown_texts(enterprise: OrgUnit, language: str) -> Mapping[TextKind, Shown]:
    """All that is public of the enterprise, by kind. One query."""
    rows = PublicText.objects.filter(enterprise=enterprise, published_at__isnull=False)
    return {TextKind(row.kind): _shown(row, language) for row in rows if row.published_at}


def _shown(row: PublicText, language: str) -> Shown:
    code = next((each for each in (language, *_INSTEAD) if row.shown.get(each)), language)
    assert row.published_at is not None
    return Shown(row.shown.get(code, ""), code, row.shown_link, row.published_at)
