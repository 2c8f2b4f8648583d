"""The annual wheel: what recurs, what each enterprise makes of it, each time it is held, and the meetings it hangs on.

Invariants: an activity of an enterprise holds for every enterprise beneath it too, unless it is `only_here`; a choice
is of an enterprise at or beneath the activity's. An occurrence is named for good by enterprise, activity, year and
slot; `done_on` is set if and only if it is done. A meeting that is cancelled keeps its number.
"""

from typing import Any, Self

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from samsvar.core.rules.requirements import Phase
from samsvar.core.rules.wheel import activities as rules
from samsvar.core.rules.wheel import meetings as meeting_rules
from samsvar.core.rules.wheel import occurrences as occurrence_rules
from samsvar.core.rules.wheel.activities import ResultKind
from samsvar.core.rules.wheel.occurrences import State, Wait
from samsvar.core.rules.wheel.timing import When
from samsvar.platform.access.permissions import Permission
from samsvar.platform.access.scoping import OfEnterprise, Row, visible
from samsvar.platform.access.viewer import Viewer
from samsvar.platform.audit.records import Record
from samsvar.platform.organisation.models import READ_BELOW, Body, OrgUnit, Person, within_calendar
from samsvar.registers.wheel.timings import timing_as_data, timing_from_data


class ActivityPhase(models.TextChoices):
    """In the order of the rings, from the outside in."""

    PLAN = "plan", pgettext_lazy("phase", "plan")
    DO = "do", pgettext_lazy("phase", "carry out")
    CHECK = "check", pgettext_lazy("phase", "evaluate")
    ACT = "act", pgettext_lazy("phase", "correct")


class ActivityResult(models.TextChoices):
    """What comes out of an occurrence, as `core/rules/wheel/activities` names it."""

    ASSIGNMENTS_TAKEN_IN = ResultKind.ASSIGNMENTS_TAKEN_IN.value, _("assignments taken in as requirements")
    ASSIGNMENTS_GIVEN = ResultKind.ASSIGNMENTS_GIVEN.value, _("assignments given to each trust, with answers")
    JOINT_REPORT = ResultKind.JOINT_REPORT.value, _("a joint report over all regions")
    ANNUAL_REPORT = ResultKind.ANNUAL_REPORT.value, _("the part on social responsibility of the annual report")
    STATEMENT = ResultKind.STATEMENT.value, _("assessments and the statement on them")
    SURVEY_AND_HSE_PLAN = ResultKind.SURVEY_AND_HSE_PLAN.value, _("survey followed up and an HSE plan")
    DIRECTORS_REPORT = ResultKind.DIRECTORS_REPORT.value, _("the directors’ report and accounts")
    OWNERSHIP_REPORT = ResultKind.OWNERSHIP_REPORT.value, _("figures for the state’s ownership report")
    DOCUMENT_DECISIONS = ResultKind.DOCUMENT_DECISIONS.value, _("a decision on each governing document")
    FINDINGS = ResultKind.FINDINGS.value, _("findings that become deviations and actions")
    REVIEW_DECISIONS = ResultKind.REVIEW_DECISIONS.value, _("decisions that become actions, and minutes")
    EVENTS = ResultKind.EVENTS.value, _("events, and who took part")
    NOTE = ResultKind.NOTE.value, _("a note")


class OccurrenceState(models.TextChoices):
    NOT_BEGUN = State.NOT_BEGUN.value, pgettext_lazy("occurrence", "not begun")
    UNDER_WAY = State.UNDER_WAY.value, pgettext_lazy("occurrence", "under way")
    DONE = State.DONE.value, pgettext_lazy("occurrence", "done")
    CANCELLED = State.CANCELLED.value, pgettext_lazy("occurrence", "cancelled")
    WITHDRAWN = State.WITHDRAWN.value, pgettext_lazy("occurrence", "gone from the wheel")
    BEFORE = State.BEFORE.value, pgettext_lazy("occurrence", "before the wheel counted")


def works_in(viewer: Viewer, permission: Permission) -> set[int]:
    """Ids of the enterprises where the viewer has the permission on some unit: the wheel is for all who work there."""
    return {grant.enterprise_id for grant in viewer.grants if grant.enterprise_id and permission in grant.own}


def may_see(viewer: Viewer, enterprise: OrgUnit) -> bool:
    """Whether the viewer may see the enterprise's wheel: those who work there, and those above it who may look down."""
    here = enterprise.pk in works_in(viewer, Permission.VIEW_WHEEL)
    return here or viewer.may(Permission.VIEW_WHEEL, enterprise)


class OfWheel(OfEnterprise[Row]):
    """Rows of an enterprise's wheel. A role on any unit of it shows it; to change it takes one on the whole."""

    def visible_to(self, viewer: Viewer, permission: Permission) -> Self:
        """Rows on which the viewer has the permission."""
        if viewer.everything:
            return self
        found = visible(viewer, permission, enterprise=self.enterprise_column, path=self.path_column)
        if permission is Permission.VIEW_WHEEL:
            found |= Q(**{f"{self.enterprise_column}__in": works_in(viewer, permission)})
        return self.filter(found)


class ActivityQuerySet(OfWheel["Activity"]):
    def readable_by(self, viewer: Viewer, permission: Permission = Permission.VIEW_WHEEL) -> "ActivityQuerySet":
        """Activities on which the viewer has the permission, and those set for all beneath an enterprise above it."""
        if viewer.everything:
            return self
        above = {key for grant in viewer.grants if permission in grant.own for key in grant.line_keys}
        own = visible(viewer, permission, enterprise=self.enterprise_column, path=self.path_column)
        here = Q(enterprise__in=works_in(viewer, permission)) | Q(enterprise__key__in=above, only_here=False)
        return self.filter(own | here)

    def set_for(self, enterprise: OrgUnit) -> "ActivityQuerySet":
        """Activities that hold for the enterprise: its own, and those of the enterprises above that are for it too."""
        above = enterprise.line_keys
        return self.filter(Q(enterprise=enterprise) | Q(enterprise__key__in=above, only_here=False))


class Activity(Record):
    """Something that recurs each year, set by `enterprise` for itself and those beneath it.

    `code`: the catalogue's where it ships. `timing`: as `timings.timing_as_data`; empty: each trust sets its own.
    `role`: a code of `platform/access/permissions.Role`. `events`: codes of what it is made of. `fixed`: a law's day.
    `only_here`: held by the enterprise that set it alone, not by those beneath it. `counts_from`: what is due before
    that day is owed by nobody; empty: all counts.
    """

    #: An activity is read by the enterprises beneath the one that set it.
    shown_also = READ_BELOW

    enterprise = models.ForeignKey(OrgUnit, on_delete=models.PROTECT, related_name="+")
    code = models.CharField(max_length=60)
    number = models.PositiveSmallIntegerField()
    name_nb = models.CharField(max_length=200)
    name_nn = models.CharField(max_length=200, blank=True)
    name_en = models.CharField(max_length=200, blank=True)
    about_nb = models.TextField(blank=True)
    about_nn = models.TextField(blank=True)
    about_en = models.TextField(blank=True)
    phase = models.CharField(max_length=10, choices=ActivityPhase.choices)
    result = models.CharField(max_length=30, choices=ActivityResult.choices, default=ActivityResult.NOTE)
    role = models.CharField(max_length=30, blank=True)
    timing = models.JSONField(default=dict, blank=True)
    fixed = models.BooleanField(default=False)
    only_here = models.BooleanField(default=False)
    events = models.JSONField(default=list, blank=True)
    from_year = models.PositiveSmallIntegerField(null=True, blank=True)
    to_year = models.PositiveSmallIntegerField(null=True, blank=True)
    counts_from = models.DateField(null=True, blank=True)

    objects = ActivityQuerySet.as_manager()

    class Meta:
        constraints = [
            *within_calendar("counts_from"),
            models.UniqueConstraint(fields=["enterprise", "code"], name="wheel_activity_code_once"),
            models.CheckConstraint(condition=Q(phase__in=ActivityPhase.values), name="wheel_activity_phase_known"),
            models.CheckConstraint(
                condition=Q(from_year__isnull=True) | Q(to_year__isnull=True) | Q(to_year__gte=F("from_year")),
                name="wheel_activity_years_in_order",
            ),
        ]

    def __str__(self) -> str:
        return self.name_nb

    def name(self, language: str) -> str:
        """The activity's name in the language; bokmål where there is no other."""
        return str(getattr(self, f"name_{language}", "") or self.name_nb)

    def about(self, language: str) -> str:
        """What it is, in the language; bokmål where there is no other."""
        return str(getattr(self, f"about_{language}", "") or self.about_nb)

    @property
    def when(self) -> When | None:
        """The days as the rules read them; None where each trust must set its own."""
        return timing_from_data(self.timing)

    def as_rule(self) -> rules.Activity:
        """As `core/rules/wheel` meets it. Its name there is the key, which no other activity has."""
        return rules.Activity(
            code=self.key,
            phase=Phase(self.phase),
            result=ResultKind(self.result),
            role=self.role,
            set_by=self.enterprise.key,
            when=self.when,
            fixed=self.fixed,
            from_year=self.from_year,
            to_year=self.to_year,
            counts_from=self.counts_from,
        )


class ActivityChoice(Record):
    """What an enterprise makes of an activity: own days (`timing`), role, person, the day from which it counts; or that
    it does not hold it, and why. Empty keeps what the activity says.
    """

    enterprise = models.ForeignKey(OrgUnit, on_delete=models.PROTECT, related_name="+")
    activity = models.ForeignKey(Activity, on_delete=models.PROTECT, related_name="choices")
    timing = models.JSONField(default=dict, blank=True)
    role = models.CharField(max_length=30, blank=True)
    responsible = models.ForeignKey(Person, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    left_out = models.BooleanField(default=False)
    reason = models.TextField(blank=True)
    counts_from = models.DateField(null=True, blank=True)

    objects = OfWheel.as_manager()

    class Meta:
        constraints = [
            *within_calendar("counts_from"),
            models.UniqueConstraint(fields=["enterprise", "activity"], name="wheel_choice_once"),
        ]

    def as_rule(self, enterprise: OrgUnit) -> rules.Choice:
        """As `core/rules/wheel` meets it."""
        return rules.Choice(
            activity=self.activity.key,
            enterprise=enterprise.key,
            when=timing_from_data(self.timing),
            role=self.role or None,
            left_out=self.left_out,
            counts_from=self.counts_from,
        )


class OccurrenceQuerySet(OfWheel["Occurrence"]):
    def shown(self) -> "OccurrenceQuerySet":
        """Those that stand in a wheel: all but the withdrawn."""
        return self.exclude(state=OccurrenceState.WITHDRAWN)

    def open(self) -> "OccurrenceQuerySet":
        """Those that somebody still owes."""
        return self.filter(state__in=(OccurrenceState.NOT_BEGUN, OccurrenceState.UNDER_WAY))


class Occurrence(Record):
    """One time that an activity is held at an enterprise. Late is worked out from `due_on`, never stored.

    `waits_for`: what an unknown day waits for, as (code, about). `fixed`: a person has set its days. `sequence` counts
    the changes that calendars are told of. `role`, `responsible`: as chosen when it was planned or set since.
    """

    enterprise = models.ForeignKey(OrgUnit, on_delete=models.PROTECT, related_name="+")
    activity = models.ForeignKey(Activity, on_delete=models.PROTECT, related_name="occurrences")
    year = models.PositiveSmallIntegerField()
    slot = models.CharField(max_length=40, blank=True)
    opens_on = models.DateField(null=True, blank=True)
    due_on = models.DateField(null=True, blank=True)
    waits_for = models.JSONField(default=list, blank=True)
    state = models.CharField(max_length=12, choices=OccurrenceState.choices, default=OccurrenceState.NOT_BEGUN)
    role = models.CharField(max_length=30, blank=True)
    responsible = models.ForeignKey(Person, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    notes = models.TextField(blank=True)
    evidence = models.TextField(blank=True, help_text="what shows that it was held: an address, a case, where it lies")
    reason = models.TextField(blank=True, help_text="why it was moved or cancelled")
    done_on = models.DateField(null=True, blank=True)
    fixed = models.BooleanField(default=False)
    sequence = models.PositiveIntegerField(default=0)

    objects = OccurrenceQuerySet.as_manager()

    class Meta:
        constraints = [
            *within_calendar("opens_on", "due_on", "done_on"),
            models.UniqueConstraint(fields=["enterprise", "activity", "year", "slot"], name="wheel_occurrence_once"),
            models.CheckConstraint(condition=Q(year__gte=1900, year__lte=2199), name="wheel_occurrence_year"),
            models.CheckConstraint(condition=Q(state__in=OccurrenceState.values), name="wheel_occurrence_state_known"),
            models.CheckConstraint(
                condition=Q(opens_on__isnull=True) | Q(due_on__isnull=True) | Q(due_on__gte=F("opens_on")),
                name="wheel_occurrence_days_in_order",
            ),
            models.CheckConstraint(
                condition=Q(state=OccurrenceState.DONE, done_on__isnull=False)
                | (~Q(state=OccurrenceState.DONE) & Q(done_on__isnull=True)),
                name="wheel_occurrence_done_on_a_day",
            ),
        ]
        indexes = [
            models.Index(fields=["enterprise", "year", "due_on"], name="wheel_occurrence_year_due"),
            models.Index(fields=["responsible", "state", "due_on"], name="wheel_occurrence_person"),
        ]

    def __str__(self) -> str:
        return f"{self.activity} {self.year}"

    @property
    def unit(self) -> OrgUnit:
        """The unit it belongs to: the enterprise as a whole."""
        return self.enterprise

    def as_rule(self, enterprise: OrgUnit, activity_key: str) -> occurrence_rules.Occurrence:
        """As `core/rules/wheel` meets it."""
        return occurrence_rules.Occurrence(
            enterprise=enterprise.key,
            activity=activity_key,
            year=self.year,
            slot=self.slot,
            opens_on=self.opens_on,
            due_on=self.due_on,
            waits_for=tuple(Wait(*each) for each in self.waits_for),
            state=State(self.state),
            done_on=self.done_on,
            fixed=self.fixed,
            sequence=self.sequence,
        )


class OfBody(OfWheel[Row]):
    """Rows that hang on a body, and belong to its enterprise as a whole."""

    enterprise_column = "body__enterprise_id"
    path_column = "body__enterprise__path"


class Meeting(Record):
    """A body's meeting. `number`: its place among the body's ordinary meetings of the year, also before it has a day;
    empty: an extraordinary one, on which nothing hangs. `held_on` empty: not dated yet."""

    body = models.ForeignKey(Body, on_delete=models.PROTECT, related_name="meetings")
    year = models.PositiveSmallIntegerField()
    number = models.PositiveSmallIntegerField(null=True, blank=True)
    held_on = models.DateField(null=True, blank=True)
    place = models.CharField(max_length=200, blank=True)
    cancelled = models.BooleanField(default=False)

    objects = OfBody.as_manager()

    class Meta:
        constraints = [
            *within_calendar("held_on"),
            models.UniqueConstraint(fields=["body", "year", "number"], name="wheel_meeting_number_once"),
            models.CheckConstraint(condition=Q(year__gte=1900, year__lte=2199), name="wheel_meeting_year"),
            models.CheckConstraint(
                condition=Q(number__isnull=True) | Q(number__gte=1, number__lte=99), name="wheel_meeting_number"
            ),
        ]
        indexes = [
            models.Index(fields=["body", "year", "held_on"], name="wheel_meeting_of_body"),
            models.Index(fields=["held_on"], name="wheel_meeting_held_on"),  # a plan tells its meeting by the day
        ]

    def __str__(self) -> str:
        return f"{self.body} {self.year}/{self.number or '–'}"

    def as_rule(self, body: str) -> meeting_rules.Meeting:
        """As `core/rules/wheel` meets it, of the body by the name that days hang on."""
        return meeting_rules.Meeting(body, self.year, self.number, self.held_on, self.cancelled)


def timing_of(when: When | None) -> dict[str, Any]:
    """What `timing` holds for days as the rules read them."""
    return timing_as_data(when) if when else {}
