"""Reports: who asks for what, and each report on its way up.

Invariants: a unit has one report of a kind for a period; what is handed in is frozen (`frozen`, its SHA-256 and its
figures) and stays so until it is sent back or opened again; every version of a comment is kept, the newest counts.
"""

from typing import Generic

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from samsvar.core.rules.indicators.periods import Period, PeriodKind
from samsvar.core.rules.reports import Act, State
from samsvar.platform.access.scoping import Row, ScopedQuerySet
from samsvar.platform.audit.records import Record
from samsvar.platform.organisation.models import READ_BELOW, OrgUnit, Person, UnitKind, within_calendar


class Pack(models.TextChoices):
    """What a report is made of."""

    TERTIAL = "tertial", _("tertial pack")
    ANNUAL = "annual", _("annual pack")
    JOINT = "joint", _("joint report of accepted ones")


class Reader(models.TextChoices):
    BOARD = "board", _("the board")
    AMU = "amu", _("the working environment committee")
    OWNER = "owner", _("the owner")


class ReportPeriod(models.TextChoices):
    TERTIAL = PeriodKind.TERTIAL.value, pgettext_lazy("period", "tertial")
    YEAR = PeriodKind.YEAR.value, pgettext_lazy("period", "year")


class ReportState(models.TextChoices):
    BEGUN = State.BEGUN.value, pgettext_lazy("report", "begun")
    SUBMITTED = State.SUBMITTED.value, pgettext_lazy("report", "handed in")
    RETURNED = State.RETURNED.value, pgettext_lazy("report", "sent back")
    ACCEPTED = State.ACCEPTED.value, pgettext_lazy("report", "accepted")
    REOPENED = State.REOPENED.value, pgettext_lazy("report", "opened again")


class StepWord(models.TextChoices):
    """What was done to a report."""

    BEGIN = "begin", pgettext_lazy("step", "begun")
    SUBMIT = Act.SUBMIT.value, pgettext_lazy("step", "handed in")
    RETURN = Act.RETURN.value, pgettext_lazy("step", "sent back")
    ACCEPT = Act.ACCEPT.value, pgettext_lazy("step", "accepted")
    REOPEN = Act.REOPEN.value, pgettext_lazy("step", "opened again")
    PUBLISH = Act.PUBLISH.value, pgettext_lazy("step", "made public")
    INFORM = Act.INFORM.value, pgettext_lazy("step", "told of")


class ReportKind(Record):
    """A kind of report that a unit asks for, of itself or of the units of one kind beneath it.

    `source`: the document that asks for it. `asked_kind` empty: of the unit itself. `due_days`: days after the period;
    `activity_code`: the wheel's activity whose last day at the enterprise counts instead, where there is one.
    """

    #: A kind is read by the enterprises beneath the one that asks.
    shown_also = READ_BELOW

    enterprise = models.ForeignKey(OrgUnit, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    unit = models.ForeignKey(OrgUnit, on_delete=models.PROTECT, related_name="+", help_text="who asks, and receives")
    name = models.CharField(max_length=200)
    pack = models.CharField(max_length=10, choices=Pack.choices)
    period = models.CharField(max_length=10, choices=ReportPeriod.choices)
    source = models.CharField(max_length=300)
    reader = models.CharField(max_length=10, choices=Reader.choices)
    asked_kind = models.CharField(max_length=12, choices=UnitKind.choices, blank=True)
    due_days = models.PositiveSmallIntegerField(default=21)
    activity_code = models.CharField(max_length=60, blank=True)
    from_year = models.PositiveSmallIntegerField()
    retired = models.BooleanField(default=False, help_text="not asked for any more; those made stay")

    objects = ScopedQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["unit", "name"], name="reports_kind_name"),
            models.CheckConstraint(condition=Q(from_year__gte=1990, from_year__lte=2199), name="reports_kind_year"),
        ]

    def __str__(self) -> str:
        return self.name


class Report(Record):
    """A unit's report of a kind for a period. No row: nobody has begun it."""

    enterprise = models.ForeignKey(OrgUnit, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    unit = models.ForeignKey(OrgUnit, on_delete=models.PROTECT, related_name="+")
    kind = models.ForeignKey(ReportKind, on_delete=models.PROTECT, related_name="reports")
    period_kind = models.CharField(max_length=7, choices=ReportPeriod.choices)
    year = models.PositiveSmallIntegerField()
    number = models.PositiveSmallIntegerField(default=1)
    state = models.CharField(max_length=10, choices=ReportState.choices, default=ReportState.BEGUN)
    language = models.CharField(max_length=2, default="nb", help_text="of what was handed in")
    submitted_at = models.DateTimeField(null=True, blank=True)
    submitted_by = models.ForeignKey(Person, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    frozen = models.JSONField(null=True, blank=True, help_text="the document as handed in")
    frozen_sha256 = models.CharField(max_length=64, blank=True)
    figures = models.JSONField(default=list, blank=True, help_text="its indicators' figures as handed in")
    published_on = models.DateField(null=True, blank=True)
    published_where = models.CharField(max_length=300, blank=True)
    informed_on = models.DateField(null=True, blank=True)
    informed_whom = models.CharField(max_length=300, blank=True)

    objects = ScopedQuerySet.as_manager()

    class Meta:
        constraints = [
            *within_calendar("published_on", "informed_on"),
            models.UniqueConstraint(fields=["kind", "unit", "year", "number"], name="reports_report_once"),
            models.CheckConstraint(
                condition=Q(state__in=(ReportState.SUBMITTED, ReportState.ACCEPTED), frozen__isnull=False)
                | (~Q(state__in=(ReportState.SUBMITTED, ReportState.ACCEPTED)) & Q(frozen__isnull=True)),
                name="reports_report_frozen_when_handed_in",
            ),
        ]
        indexes = [models.Index(fields=["enterprise", "year", "state"], name="reports_report_state")]

    def __str__(self) -> str:
        return f"{self.kind} {self.of_period.code}"

    @property
    def of_period(self) -> Period:
        """Its period."""
        return Period(PeriodKind(self.period_kind), self.year, self.number)


class OfReport(ScopedQuerySet[Row], Generic[Row]):
    """Rows that hang on a report, and are seen with it."""

    enterprise_column = "report__enterprise_id"
    path_column = "report__unit__path"


class ReportStep(Record):
    """One step of a report's way: what was done, by whom, when and why. `sha256`: of what was handed in or accepted."""

    report = models.ForeignKey(Report, on_delete=models.PROTECT, related_name="steps")
    act = models.CharField(max_length=10, choices=StepWord.choices)
    done_at = models.DateTimeField()
    done_by = models.ForeignKey(Person, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    reason = models.TextField(blank=True)
    sha256 = models.CharField(max_length=64, blank=True)

    objects = OfReport["ReportStep"].as_manager()


class ReportComment(Record):
    """What people wrote in one section. Every version is kept; the newest counts."""

    report = models.ForeignKey(Report, on_delete=models.PROTECT, related_name="comments")
    section = models.CharField(max_length=40)
    text = models.TextField(blank=True)
    written_by = models.ForeignKey(Person, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    written_at = models.DateTimeField()
    serial = models.PositiveIntegerField(help_text="1 is the first version of the section")

    objects = OfReport["ReportComment"].as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["report", "section", "serial"], name="reports_comment_serial"),
        ]
