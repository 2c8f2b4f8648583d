"""What has changed so much since a day that a published statement may need a new edition (Transparency Act § 5)."""

from dataclasses import dataclass
from datetime import date

from django.db.models import F, Q

from samsvar.platform.organisation.models import OrgUnit
from samsvar.subjects.due_diligence.models import AdverseImpact, ContractAssessment
from samsvar.subjects.due_diligence.models.impacts import Actuality, ImpactStatus, Verification

#: From this level a risen contract counts as a significant change, and from this severity a new impact does.
HIGH, GRAVE = 3, 4


@dataclass(frozen=True, slots=True)
class SignificantChanges:
    """Contracts that have risen to high risk, and grave impacts that have become known."""

    contracts: tuple[ContractAssessment, ...]
    impacts: tuple[AdverseImpact, ...]

    @property
    def update_needed(self) -> bool:
        """Whether the enterprise should consider a new edition."""
        return bool(self.contracts or self.impacts)


def significant_changes(enterprise: OrgUnit, since: date) -> SignificantChanges:
    """Changes after the day. A contract counts when its level rose to high; an impact when it is actual or graver than
    moderate, or not graded. Two queries."""
    risen = ContractAssessment.objects.filter(
        enterprise=enterprise, on__gt=since, level__gte=HIGH, previous_level__lt=F("level")
    )
    grave = Q(actuality=Actuality.ACTUAL) | Q(severity__gte=GRAVE) | Q(severity__isnull=True)
    known = AdverseImpact.objects.filter(grave, enterprise=enterprise, known_on__gt=since)
    open_ones = known.exclude(status=ImpactStatus.CLOSED).exclude(verification=Verification.DISPROVED)
    return SignificantChanges(
        contracts=tuple(risen.select_related("contract").order_by("rank", "pk")),
        impacts=tuple(open_ones.order_by("-severity", "number")),
    )
