"""The mails about a case: that it is shared with another enterprise, or that nothing has been heard for long."""

from datetime import datetime

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from samsvar.core.rules.dates import oslo_day
from samsvar.platform.delivery.composing import Mail, NotWanted, register
from samsvar.platform.delivery.models import OutgoingMessage
from samsvar.platform.ui.addresses import whole_address
from samsvar.platform.ui.language import current_language
from samsvar.subjects.due_diligence.models import ImpactShare
from samsvar.subjects.due_diligence.selectors.silent_cases import SILENT, silence_of, silent_cases
from samsvar.subjects.due_diligence.services.impacts.telling import CASE_SHARED


def declare() -> None:
    """Registers the kinds of mail; called once at start."""
    register(CASE_SHARED, _shared, gettext_lazy("Another enterprise shares a case"))
    register(SILENT, _remind, gettext_lazy("Reminder of a case without news"))


def _remind(message: OutgoingMessage, at: datetime) -> Mail:
    """To those who work on the case; nothing where news has come meanwhile, or the case has ended."""
    today = oslo_day(at)
    found = silent_cases(today).filter(enterprise=message.enterprise, key=message.target).first()
    if found is None or silence_of(found, today) is None:
        raise NotWanted
    facts = {"number": found.number}
    text = _(
        "Nothing has been noted in case %(number)s for more than 90 days. Find out where it stands and write it down, "
        "also where nothing has happened. If it is over, close it."
    )
    address = whole_address("due_diligence:impact", found.key)
    return Mail(_("Case %(number)s is without news") % facts, f"{text % facts}\n\n{address}")


def _shared(message: OutgoingMessage, at: datetime) -> Mail:
    """To those who work with impacts where it is shared; nothing where they have concluded, or it was taken back."""
    rows = ImpactShare.objects.filter(key=message.target, enterprise=message.enterprise, ended_on=None)
    found = rows.filter(concluded_on=None).select_related("impact__enterprise").first()
    if found is None:
        raise NotWanted
    impact = found.impact
    facts = {"number": impact.number, "name": impact.enterprise.name(current_language())}
    text = _("%(name)s shares case %(number)s with you. Read it, and conclude for your own enterprise.")
    address = whole_address("due_diligence:impact", impact.key)
    return Mail(_("Case %(number)s is shared with you") % facts, f"{text % facts}\n\n{address}")
