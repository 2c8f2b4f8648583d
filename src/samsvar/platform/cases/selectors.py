"""What the lists of cases ask."""

from collections.abc import Mapping
from typing import Any, TypeVar

from django.db.models import Count, F, Q, QuerySet

from samsvar.platform.cases.models import OutsideCase

PAGE = 50
Case = TypeVar("Case", bound=OutsideCase)


def counts(rows: QuerySet[Any], views: Mapping[str, Q]) -> dict[str, int]:
    """How many each view holds. One query."""
    return rows.aggregate(**{name: Count("pk", filter=chosen or None) for name, chosen in views.items()})


def owed_first(rows: QuerySet[Case]) -> QuerySet[Case]:
    """What is owed first on top; ended ones by when they ended."""
    return rows.order_by(F("due_on").asc(nulls_last=True), "-ended_on", "-received_on", "-pk")


def years_of(rows: QuerySet[Case]) -> list[int]:
    """The years in which they came, newest first. One query."""
    return sorted({day.year for day in rows.dates("received_on", "year")}, reverse=True)
