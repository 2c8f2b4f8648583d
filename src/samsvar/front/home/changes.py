"""What changed last, from the trail: the newest events of the enterprise in words."""

from dataclasses import dataclass
from datetime import datetime

from samsvar.platform.access.permissions import Permission
from samsvar.platform.access.viewer import Viewer
from samsvar.platform.audit.models import Event
from samsvar.platform.audit.presenters import sentence_of
from samsvar.platform.delivery.events import MESSAGES_CANCELLED, MESSAGES_QUEUED, MESSAGES_REMOVED
from samsvar.platform.delivery.sending import BY
from samsvar.platform.links.events import LINK_MADE, LINK_SPENT, LINKS_REMOVED
from samsvar.platform.organisation.models import OrgUnit
from samsvar.subjects.due_diligence.events import CONTRACTS_ASSESSED

SHOWN = 6
#: How many times as many events are read, as some have nothing to tell here.
LOOKED_THROUGH = 3
#: How letters and links go about: what they are about has an event of its own.
MACHINERY = (LINK_MADE, LINK_SPENT, LINKS_REMOVED, MESSAGES_CANCELLED, MESSAGES_QUEUED, MESSAGES_REMOVED)


@dataclass(frozen=True)
class Change:
    """One event in words, with who did it and when."""

    at: datetime
    words: str
    who: str
    href: str = ""


def latest_changes(viewer: Viewer, enterprise: OrgUnit) -> list[Change]:
    """The newest events of the enterprise in the active language, for those who may read its trail. One query.

    Each letter that goes out, and each link, is for the trail alone: a round of them would hide all else.
    """
    if not viewer.may(Permission.VIEW_TRAIL, enterprise):
        return []
    told = Event.objects.of_enterprises(enterprise.key).exclude(via=BY.via).exclude(kind__in=MACHINERY)
    rows = told.newest_first()[: SHOWN * LOOKED_THROUGH]
    return [Change(row.at, sentence_of(row), row.actor_name) for row in rows if _changed_something(row)][:SHOWN]


def _changed_something(event: Event) -> bool:
    """An assessment that moved no figure is for the trail alone."""
    return event.kind != CONTRACTS_ASSESSED or event.about.get("changed") != 0
