"""A statement that nobody has begun: drawn to be looked at, never kept."""

from datetime import date

from samsvar.front.reporting.transparency_statement.templates_held import DEFAULT
from samsvar.platform.organisation.models import OrgUnit
from samsvar.subjects.statements.models import Statement


def unkept_statement(enterprise: OrgUnit, year: int, language: str, template: str | None = None) -> Statement:
    """The statement of a whole calendar year as it would begin, with no texts."""
    return Statement(
        enterprise=enterprise,
        year=year,
        language=language,
        template=template or DEFAULT,
        period_from=date(year, 1, 1),
        period_to=date(year, 12, 31),
    )
