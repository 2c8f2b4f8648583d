"""Cases at work that nothing has been heard of for long."""

from datetime import date

from django.db.models import Max, QuerySet

from samsvar.core.rules.cases import Silence, silence
from samsvar.subjects.due_diligence.models import AdverseImpact
from samsvar.subjects.due_diligence.models.impacts import ImpactStatus, Verification
from samsvar.subjects.due_diligence.selectors.impacts import view_filters

#: The kind of the mail that reminds of them.
SILENT = "case_silent"


def silent_cases(today: date) -> QuerySet[AdverseImpact]:
    """All of them, of every enterprise the transaction sees, with the days of the newest news and of the
    newest line of the dialogue as `news_on` and `said_on`."""
    rows = AdverseImpact.objects.filter(view_filters(today)["silent"])
    heard = rows.annotate(news_on=Max("entries__noted_on"), said_on=Max("dialogue__said_on"))
    return heard.select_related("enterprise", "responsible").order_by("pk")


def silence_of(impact: AdverseImpact, today: date, *heard_on: date | None) -> Silence | None:
    """Whether the case is silent. The days of the newest news are the row's own where none are given."""
    if impact.status == ImpactStatus.CLOSED or impact.verification == Verification.DISPROVED:
        return None
    days = heard_on or (getattr(impact, "news_on", None), getattr(impact, "said_on", None))
    return silence(impact.known_on, max((day for day in days if day is not None), default=None), today)
