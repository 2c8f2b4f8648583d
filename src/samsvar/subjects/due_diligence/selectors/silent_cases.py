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
    """All of them, of every enterprise the transaction sees, with the day of the newest news as `news_on`."""
    rows = AdverseImpact.objects.filter(view_filters(today)["silent"]).annotate(news_on=Max("entries__noted_on"))
    return rows.select_related("enterprise", "responsible").order_by("pk")


def silence_of(impact: AdverseImpact, today: date, news_on: date | None = None) -> Silence | None:
    """Whether the case is silent. The day of the newest news is the row's own `news_on` where none is given."""
    if impact.status == ImpactStatus.CLOSED or impact.verification == Verification.DISPROVED:
        return None
    heard: date | None = news_on or getattr(impact, "news_on", None)
    return silence(impact.known_on, heard, today)
