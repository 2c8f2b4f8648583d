"""Who else has asked the same supplier the same: an answer given once may be shared with them.

Of other enterprises' business nothing is told but their names, and only of those that themselves asked.
"""

from dataclasses import dataclass
from datetime import date

from samsvar.core.rules.campaigns import is_same_house
from samsvar.platform.access.walls import everything_shown
from samsvar.platform.organisation.models import OrgUnit
from samsvar.subjects.due_diligence.models import CampaignRecipient, CampaignStatus
from samsvar.subjects.due_diligence.selectors.answering.asked import Asked


@dataclass(frozen=True)
class AlsoAsking:
    """Another enterprise that waits for the same answer; `recipient` is the key of the supplier's place there."""

    recipient: str
    enterprise: OrgUnit


def also_asking(asked: Asked, today: date) -> list[AlsoAsking]:
    """The other enterprises that have asked the same organisation number the same questionnaire, and wait for it.

    The same is the same document to the byte. Both letters must have gone to the same house (`is_same_house`): where
    this link itself was sent, whatever address stands in the campaign since. Only the letter's own link may share.
    By name.
    """
    orgnr = asked.recipient.supplier.orgnr
    if not orgnr or not asked.is_whole:
        return []
    with everything_shown():
        rows = CampaignRecipient.objects.filter(
            supplier__orgnr=orgnr,
            campaign__questionnaire_version__sha256=asked.version.sha256,
            campaign__status=CampaignStatus.RUNNING,
            campaign__opens_on__lte=today,
            queued_at__isnull=False,
            answered_at=None,
            withdrawn_at=None,
        ).exclude(enterprise=asked.enterprise)
        found = {
            row.enterprise_id: AlsoAsking(row.key, row.enterprise)
            for row in rows.select_related("enterprise").order_by("-due_on", "pk")
            if is_same_house(asked.link.address, row.address)
        }
    return sorted(found.values(), key=lambda each: each.enterprise.name("nb"))
