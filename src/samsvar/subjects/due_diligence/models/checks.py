"""Checks of wages, HSE cards and conditions on contracts: what was asked for, what came, and what was found."""

from typing import Generic

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from samsvar.platform.access.scoping import Row, ScopedQuerySet
from samsvar.platform.audit.records import Record
from samsvar.platform.organisation.models import OrgUnit, Person, Site, within_calendar
from samsvar.registers.actions.models import Action
from samsvar.registers.suppliers.models import Contract, SupplyChainLink
from samsvar.subjects.due_diligence.models.impacts import AdverseImpact


class CheckKind(models.TextChoices):
    WAGE_DUTY = "wage_duty", _("wages and working conditions")
    HMS_CARD = "hms_card", _("HSE cards")
    SPOT_CHECK = "spot_check", _("spot check")
    AUDIT = "audit", _("audit")
    SITE_VISIT = "site_visit", _("site visit")


class CheckStatus(models.TextChoices):
    PLANNED = "planned", _("planned")
    ASKED = "asked", _("asked for documents")
    RECEIVED = "received", _("received, to be judged")
    JUDGED = "judged", _("judged")
    CANCELLED = "cancelled", _("cancelled")


class LineVerdict(models.TextChoices):
    MEETS = "meets", _("meets the rate")
    BELOW = "below", _("below the rate")
    UNKNOWN = "unknown", _("cannot be told")


class CardStatus(models.TextChoices):
    VALID = "valid", _("valid")
    EXPIRED = "expired", _("expired")
    BLOCKED = "blocked", _("blocked or handed in")
    ANOTHER_EMPLOYER = "another_employer", _("another employer on the card")
    NOT_WORN = "not_worn", _("not worn visibly")
    MISSING = "missing", _("no card")


class Gravity(models.TextChoices):
    MINOR = "minor", _("minor")
    SERIOUS = "serious", _("serious")
    CRITICAL = "critical", _("critical")


class EvidenceKind(models.TextChoices):
    SELF_REPORT = "self_report", _("the supplier’s own report")
    PAYSLIPS = "payslips", _("payslips and contracts of employment")
    WORK_PLAN = "work_plan", _("work plans and hours")
    AUTHORITY_REPORT = "authority_report", _("an authority’s inspection")
    AUDIT_REPORT = "audit_report", _("an audit by somebody else")
    CERTIFICATE = "certificate", _("a certificate or approval")
    PHOTO = "photo", _("photographs")
    OTHER = "other", _("other")


OPEN = (CheckStatus.PLANNED, CheckStatus.ASKED, CheckStatus.RECEIVED)
#: A card that is anything but this is a deviation.
IN_ORDER = CardStatus.VALID


class OfCheck(ScopedQuerySet[Row], Generic[Row]):
    """Rows that hang on a check, and belong to its unit."""

    enterprise_column = "check_of__enterprise_id"
    path_column = "check_of__unit__path"


class Check(Record):
    """One control of a contract, perhaps at a named sub-supplier, factory or site, in a year's plan.

    `due_on` is when it is to be done; `rule` and `why` (`a;b`) are the codes the plan proposed it by, empty where a
    person did. `period_from` and `period_to` are the days whose wages are looked at.
    """

    enterprise = models.ForeignKey(OrgUnit, on_delete=models.PROTECT, related_name="+")
    unit = models.ForeignKey(OrgUnit, on_delete=models.PROTECT, related_name="+")
    contract = models.ForeignKey(Contract, on_delete=models.PROTECT, related_name="checks")
    number = models.CharField(max_length=100)
    kind = models.CharField(max_length=12, choices=CheckKind.choices)
    status = models.CharField(max_length=10, choices=CheckStatus.choices, default=CheckStatus.PLANNED)
    plan_year = models.PositiveSmallIntegerField()
    due_on = models.DateField()
    rule = models.CharField(max_length=20, blank=True)
    why = models.CharField(max_length=200, blank=True)
    link = models.ForeignKey(SupplyChainLink, null=True, blank=True, on_delete=models.PROTECT, related_name="checks")
    site = models.ForeignKey(Site, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    responsible = models.ForeignKey(Person, null=True, blank=True, on_delete=models.PROTECT, related_name="checks")
    period_from = models.DateField(null=True, blank=True)
    period_to = models.DateField(null=True, blank=True)
    asked_for = models.TextField(blank=True)
    asked_on = models.DateField(null=True, blank=True)
    answer_due_on = models.DateField(null=True, blank=True)
    received = models.TextField(blank=True)
    received_on = models.DateField(null=True, blank=True)
    looked_by = models.CharField(max_length=200, blank=True, help_text="who looked at what came, or who visited")
    conclusion = models.TextField(blank=True)
    judged_on = models.DateField(null=True, blank=True)
    cancel_reason = models.TextField(blank=True)

    objects = ScopedQuerySet.as_manager()

    class Meta:
        constraints = [
            *within_calendar(
                *("due_on", "period_from", "period_to", "asked_on", "answer_due_on", "received_on", "judged_on")
            ),
            models.CheckConstraint(
                condition=Q(plan_year__gte=1990, plan_year__lt=2200), name="due_diligence_check_plan_year"
            ),
            models.CheckConstraint(
                condition=~Q(status="judged") | Q(judged_on__isnull=False), name="due_diligence_check_judged"
            ),
            models.UniqueConstraint(fields=["enterprise", "number"], name="due_diligence_check_number"),
        ]
        indexes = [models.Index(fields=["enterprise", "plan_year", "due_on"], name="due_diligence_check_plan")]

    def __str__(self) -> str:
        return self.number


class WageLine(Record):
    """One line of wages compared with the lowest wage of its sector and day; øre per hour, hours in hundredths.

    `worker` is a label such as "worker 3", never a name. What is required, what lacks and the edition stand as they
    were when the line was judged.
    """

    check_of = models.ForeignKey(Check, on_delete=models.PROTECT, related_name="wage_lines")
    worker = models.CharField(max_length=40, blank=True)
    sector = models.CharField(max_length=30)
    category = models.CharField(max_length=40, blank=True, help_text="empty: not known")
    worked_on = models.DateField(null=True, blank=True)
    hours_hundredths = models.PositiveIntegerField(null=True, blank=True)
    night = models.BooleanField(default=False)
    paid_ore = models.PositiveIntegerField(null=True, blank=True, help_text="empty: not known")
    verdict = models.CharField(max_length=10, choices=LineVerdict.choices)
    reason = models.CharField(max_length=30)
    required_ore = models.PositiveIntegerField(null=True, blank=True)
    shortfall_ore = models.PositiveIntegerField(null=True, blank=True)
    owed_ore = models.PositiveBigIntegerField(null=True, blank=True)
    edition = models.CharField(max_length=20, blank=True)
    may_be_newer = models.BooleanField(default=False)

    objects = OfCheck.as_manager()

    class Meta:
        constraints = [
            *within_calendar("worked_on"),
            models.CheckConstraint(
                condition=Q(paid_ore__isnull=True) | Q(paid_ore__lt=10_000_000), name="due_diligence_wage_paid"
            ),
            models.CheckConstraint(
                condition=Q(hours_hundredths__isnull=True) | Q(hours_hundredths__lt=10_000_000),
                name="due_diligence_wage_hours",
            ),
        ]


class CardSeen(Record):
    """An HSE card that was looked at: the last figures of its number and its state, never whose it is."""

    check_of = models.ForeignKey(Check, on_delete=models.PROTECT, related_name="cards")
    seen_on = models.DateField()
    last_digits = models.CharField(max_length=4, blank=True)
    status = models.CharField(max_length=20, choices=CardStatus.choices)
    note = models.CharField(max_length=300, blank=True)

    objects = OfCheck.as_manager()

    class Meta:
        constraints = within_calendar("seen_on")


class CheckFinding(Record):
    """What a check found wrong. Open until somebody writes what was done."""

    check_of = models.ForeignKey(Check, on_delete=models.PROTECT, related_name="findings")
    title = models.CharField(max_length=300)
    description = models.TextField(blank=True)
    gravity = models.CharField(max_length=10, choices=Gravity.choices)
    found_on = models.DateField()
    due_on = models.DateField()
    due_reason = models.CharField(max_length=250, blank=True)
    closed_on = models.DateField(null=True, blank=True)
    what_was_done = models.TextField(blank=True)
    impact = models.ForeignKey(AdverseImpact, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    action = models.ForeignKey(Action, null=True, blank=True, on_delete=models.PROTECT, related_name="+")

    objects = OfCheck.as_manager()

    class Meta:
        constraints = [
            *within_calendar("found_on", "due_on", "closed_on"),
            models.CheckConstraint(
                condition=Q(closed_on__isnull=True) | ~Q(what_was_done=""), name="due_diligence_finding_closed"
            ),
        ]

    def __str__(self) -> str:
        return self.title


class CheckEvidence(Record):
    """What a check rests on: its kind, who issued it, its day, and where it is kept."""

    check_of = models.ForeignKey(Check, on_delete=models.PROTECT, related_name="evidence")
    kind = models.CharField(max_length=20, choices=EvidenceKind.choices)
    issuer = models.CharField(max_length=200)
    dated_on = models.DateField(null=True, blank=True)
    title = models.CharField(max_length=200)
    link = models.URLField(blank=True)
    note = models.CharField(max_length=500, blank=True)

    objects = OfCheck.as_manager()

    class Meta:
        constraints = within_calendar("dated_on")
