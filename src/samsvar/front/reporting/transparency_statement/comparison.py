"""What changed since the statement before: figures then and now, and what is new."""

from dataclasses import dataclass

from samsvar.core.documents.frozen import thaw
from samsvar.core.documents.model import Document, FigureRef
from samsvar.core.documents.walk import figures_of_document
from samsvar.front.reporting.transparency_statement.document import Drawn
from samsvar.subjects.statements.models import Statement, StatementStatus

COMPARED = ("contracts_assessed", "contracts_level_4", "contracts_level_3", "asked", "answered", "impacts_open")


@dataclass(frozen=True)
class Moved:
    """A figure that is another than last time."""

    name: str
    said: str
    before: str
    now: str


@dataclass(frozen=True)
class Changes:
    """Against which statement, the figures that moved, and sections that are new or gone."""

    year: int | None
    moved: tuple[Moved, ...] = ()
    new_sections: tuple[str, ...] = ()
    gone_sections: tuple[str, ...] = ()


def since_last_year(drawn: Drawn) -> Changes:
    """The draft against the newest published statement of an earlier year (or an earlier edition of this one)."""
    statement = drawn.records.statement
    before = (
        Statement.objects.filter(
            enterprise=statement.enterprise,
            status__in=[StatementStatus.PUBLISHED, StatementStatus.SUPERSEDED],
            year__lte=statement.year,
            frozen__isnull=False,
        )
        .exclude(pk=statement.pk)
        .order_by("-year", "-edition")
        .first()
    )
    if before is None or before.frozen is None:
        return Changes(None)
    then = thaw(before.frozen)
    held = _figures(then)
    moved = tuple(
        Moved(name, drawn.figures.said[name], held[name].text, drawn.figures[name].text)
        for name in COMPARED
        if name in held and held[name].value != drawn.figures[name].value
    )
    old, new = _titles(then), _titles(drawn.document)
    return Changes(
        before.year,
        moved,
        tuple(title for title in new if title not in old),
        tuple(title for title in old if title not in new),
    )


def _figures(document: Document) -> dict[str, FigureRef]:
    return {figure.id: figure for figure in figures_of_document(document)}


def _titles(document: Document) -> list[str]:
    return [section.title for section in document.sections]
