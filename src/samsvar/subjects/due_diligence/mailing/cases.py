"""The mails about a case: that nothing has been heard for long."""

from datetime import datetime

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from samsvar.core.rules.dates import oslo_day
from samsvar.platform.delivery.composing import Mail, NotWanted, register
from samsvar.platform.delivery.models import OutgoingMessage
from samsvar.platform.ui.addresses import whole_address
from samsvar.subjects.due_diligence.selectors.silent_cases import SILENT, silence_of, silent_cases


def declare() -> None:
    """Registers the kinds of mail; called once at start."""
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
