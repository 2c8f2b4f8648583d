"""The letters about a report on its way: to those who answer it, and to who handed it in; never what it says."""

from collections.abc import Callable, Iterable
from datetime import datetime

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from samsvar.core.rules.dates import oslo_day
from samsvar.core.rules.reports import WAY
from samsvar.platform.access.holders import at_work, nearest_holders
from samsvar.platform.access.permissions import Permission
from samsvar.platform.access.walls import show_besides
from samsvar.platform.audit.actor import Actor
from samsvar.platform.delivery.composing import Mail, NotWanted, register
from samsvar.platform.delivery.models import OutgoingMessage
from samsvar.platform.delivery.services import Addressed, Recipient, queue_messages
from samsvar.platform.organisation.models import OrgUnit, Person
from samsvar.platform.ui.addresses import whole_address
from samsvar.platform.ui.language import current_language
from samsvar.registers.indicators.presenters.words import period_name
from samsvar.subjects.reports.models import Report, ReportStep, StepWord

HANDED_IN = "report_handed_in"
SENT_BACK = "report_sent_back"
TAKEN = "report_taken"
OPENED = "report_opened"
_KINDS = {
    StepWord.SUBMIT: HANDED_IN,
    StepWord.RETURN: SENT_BACK,
    StepWord.ACCEPT: TAKEN,
    StepWord.REOPEN: OPENED,
}


def declare() -> None:
    """Registers the kinds of mail; called once at start."""
    register(HANDED_IN, _handed_in, gettext_lazy("A report is handed in to somebody"))
    register(SENT_BACK, _sent_back, gettext_lazy("A report is sent back to who handed it in"))
    register(TAKEN, _accepted, gettext_lazy("A report is accepted"))
    register(OPENED, _opened, gettext_lazy("An accepted report is opened again"))


def tell_of_step(step: ReportStep, handed_in_by: Person | None, *, by: Actor, at: datetime) -> None:
    """Put letters to those who act next in the outbox, in the caller's transaction: once for each step.

    What is handed in is answered by those nearest to the unit that asks for it, and never by who handed it in; the
    other steps are told to who handed it in, or where that one has left, to those who may hand it in now. Nobody is
    told of what they did themselves.
    """
    kind = _KINDS.get(StepWord(step.act))
    if kind is None:
        return
    report, today = step.report, oslo_day(at)
    unit = report.kind.unit if kind == HANDED_IN else report.unit
    show_besides([unit.enterprise_id or 0])
    if kind == HANDED_IN:
        people: Iterable[Person] = nearest_holders(Permission.ACCEPT_REPORTS, unit, today, but=handed_in_by)
    else:
        people = _who_handed_in(report, handed_in_by, at)
    messages = [
        Addressed(Recipient(each.email, each.name, each.language), f"{kind} {step.key}", step.key)
        for each in people
        if each.email and each.key != by.person_key
    ]
    if messages:
        queue_messages(kind=kind, messages=messages, enterprise=unit.enterprise, by=by, at=at)


def _who_handed_in(report: Report, person: Person | None, at: datetime) -> Iterable[Person]:
    """Whoever it was where they still work there, else those who may hand it in now."""
    today, enterprise = oslo_day(at), report.unit.enterprise
    still = at_work([person.pk], enterprise, today) if person is not None and enterprise is not None else {}
    return still.values() or nearest_holders(Permission.ENTER_MEASUREMENTS, report.unit, today)


def _step_of(message: OutgoingMessage) -> ReportStep:
    """The step that a letter tells of. Raises NotWanted where the report has gone on, or the person has left."""
    rows = ReportStep.objects.filter(key=message.target)
    step = rows.select_related("report__unit", "report__kind__unit").first()
    there = Person.objects.filter(email=message.recipient_address, is_active=True).exists()
    if step is None or not there:
        raise NotWanted
    if ReportStep.objects.filter(report=step.report_id, act__in=WAY, pk__gt=step.pk).exists():
        raise NotWanted
    return step


def _letter(message: OutgoingMessage, subject: Callable[[], str], text: Callable[[], str]) -> Mail:
    report = _step_of(message).report
    words = f"{report.kind.name}, {period_name(report.of_period)}"
    facts = {"report": words, "unit": _name(report.unit), "asks": _name(report.kind.unit)}
    return Mail(subject() % facts, f"{text() % facts}\n\n{whole_address('reports:report', report.key)}")


def _name(unit: OrgUnit) -> str:
    return unit.name(current_language())


def _handed_in(message: OutgoingMessage, at: datetime) -> Mail:
    """To those who accept or send back; nothing where that is done meanwhile."""
    return _letter(
        message,
        lambda: _("A report waits for your answer"),
        lambda: _("%(unit)s has handed in “%(report)s”. Read it, and accept it or send it back with a reason."),
    )


def _sent_back(message: OutgoingMessage, at: datetime) -> Mail:
    """To who handed it in; nothing where it is handed in again meanwhile."""
    return _letter(
        message,
        lambda: _("A report is sent back to you"),
        lambda: _("%(asks)s has sent back “%(report)s”. The reason stands with it. Mend it, and hand it in again."),
    )


def _accepted(message: OutgoingMessage, at: datetime) -> Mail:
    """To who handed it in: nothing more is to be done."""
    return _letter(
        message,
        lambda: _("A report is accepted"),
        lambda: _("%(asks)s has accepted “%(report)s”. It is locked as it was handed in."),
    )


def _opened(message: OutgoingMessage, at: datetime) -> Mail:
    """To who handed it in: it must be handed in again."""
    return _letter(
        message,
        lambda: _("A report is opened again"),
        lambda: _(
            "%(asks)s has opened “%(report)s” again. The reason stands with it. Change it, and hand it in again."
        ),
    )
