"""What the mails about the annual wheel say: that something is due, when and where; never what it is."""

from datetime import datetime

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from samsvar.core.documents.numbers import format_date
from samsvar.core.rules.dates import oslo_day
from samsvar.platform.delivery.composing import Mail, NotWanted, register
from samsvar.platform.delivery.models import OutgoingMessage
from samsvar.platform.ui.addresses import whole_address
from samsvar.platform.ui.language import current_language
from samsvar.registers.wheel.models import Occurrence
from samsvar.registers.wheel.services.reminding import REMINDER


def declare() -> None:
    """Registers the kind of mail; called once at start."""
    register(REMINDER, _remind, gettext_lazy("Reminder of an activity in the annual wheel"))


def _remind(message: OutgoingMessage, at: datetime) -> Mail:
    """What is due now; nothing where it is done, cancelled or without a day meanwhile."""
    row = Occurrence.objects.open().filter(enterprise=message.enterprise, key=message.target).first()
    if row is None or row.due_on is None or message.enterprise is None:
        raise NotWanted
    day = format_date(row.due_on, current_language(), "text")
    if row.due_on < oslo_day(at):
        subject = _("An activity in the annual wheel was due on %(day)s")
        text = _("At %(name)s an activity in the annual wheel was due on %(day)s, and nobody has said that it is done.")
    else:
        subject = _("An activity in the annual wheel is due on %(day)s")
        text = _("At %(name)s an activity in the annual wheel is due on %(day)s.")
    facts = {"day": day, "name": message.enterprise.name(current_language())}
    address = whole_address("wheel:occurrence", row.key)
    return Mail(subject % facts, f"{text % facts}\n\n{address}")
