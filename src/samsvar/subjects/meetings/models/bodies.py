"""Cases that bodies meet, what they decide, and what working groups propose.

Invariants: a decision belongs to exactly one of a case, a meeting (what was agreed there, without a case) and a review;
a step that has become an action keeps it, and becomes none again; a proposal is taken up if and only if it has an
action.
"""

from django.db import models
from django.db.models import Q
from django.utils.translation import pgettext_lazy

from samsvar.platform.audit.records import Record
from samsvar.platform.organisation.models import Body, OrgUnit, Person, within_calendar
from samsvar.registers.actions.models import Action
from samsvar.registers.wheel.models import Meeting, OfWheel
from samsvar.subjects.meetings.models.reviews import Review


class Case(Record):
    """A case, by its number as the body writes it (40/23). It may be known before it has a meeting."""

    enterprise = models.ForeignKey(OrgUnit, on_delete=models.PROTECT, related_name="+")
    body = models.ForeignKey(Body, on_delete=models.PROTECT, related_name="cases")
    meeting = models.ForeignKey(Meeting, null=True, blank=True, on_delete=models.PROTECT, related_name="cases")
    number = models.CharField(max_length=20)
    year = models.PositiveSmallIntegerField()
    title = models.CharField(max_length=300)
    summary = models.TextField(blank=True)
    link = models.URLField(max_length=500, blank=True)

    objects = OfWheel.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["body", "year", "number"], name="meetings_case_once"),
            models.CheckConstraint(condition=Q(year__gte=1900, year__lte=2199), name="meetings_case_year"),
        ]
        indexes = [models.Index(fields=["enterprise", "number"], name="meetings_case_number")]

    def __str__(self) -> str:
        return f"{self.number} {self.title}"


class Decision(Record):
    """What was decided or agreed, and how it was weighed in the three dimensions of sustainability."""

    enterprise = models.ForeignKey(OrgUnit, on_delete=models.PROTECT, related_name="+")
    case = models.ForeignKey(Case, null=True, blank=True, on_delete=models.PROTECT, related_name="decisions")
    meeting = models.ForeignKey(Meeting, null=True, blank=True, on_delete=models.PROTECT, related_name="agreed")
    review = models.ForeignKey(Review, null=True, blank=True, on_delete=models.PROTECT, related_name="decisions")
    text = models.TextField()
    decided_on = models.DateField()
    weighed_climate = models.TextField(blank=True)
    weighed_social = models.TextField(blank=True)
    weighed_economy = models.TextField(blank=True)

    objects = OfWheel.as_manager()

    class Meta:
        constraints = [
            *within_calendar("decided_on"),
            models.CheckConstraint(
                condition=Q(case__isnull=False, meeting__isnull=True, review__isnull=True)
                | Q(case__isnull=True, meeting__isnull=False, review__isnull=True)
                | Q(case__isnull=True, meeting__isnull=True, review__isnull=False),
                name="meetings_decision_of_one",
            ),
        ]
        indexes = [models.Index(fields=["enterprise", "decided_on"], name="meetings_decision_day")]

    def __str__(self) -> str:
        return self.text

    @property
    def is_weighed(self) -> bool:
        return bool(self.weighed_climate and self.weighed_social and self.weighed_economy)


class DecisionStep(Record):
    """Something that a decision asks somebody to do, until it is an action."""

    decision = models.ForeignKey(Decision, on_delete=models.PROTECT, related_name="steps")
    position = models.PositiveSmallIntegerField()
    what = models.CharField(max_length=300)
    unit = models.ForeignKey(OrgUnit, on_delete=models.PROTECT, related_name="+")
    responsible = models.ForeignKey(Person, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    due_on = models.DateField(null=True, blank=True)
    expected_result = models.TextField(blank=True)
    action = models.OneToOneField(Action, null=True, blank=True, on_delete=models.PROTECT, related_name="decided_by")

    class Meta:
        constraints = [
            *within_calendar("due_on"),
            models.UniqueConstraint(fields=["decision", "position"], name="meetings_step_position"),
        ]


class ProposalState(models.TextChoices):
    PROPOSED = "proposed", pgettext_lazy("proposal", "proposed")
    TAKEN_UP = "taken_up", pgettext_lazy("proposal", "taken up")
    DECLINED = "declined", pgettext_lazy("proposal", "declined")


class Proposal(Record):
    """An action that a body, most often a working group, proposes; it is taken up as an action, or answered."""

    enterprise = models.ForeignKey(OrgUnit, on_delete=models.PROTECT, related_name="+")
    body = models.ForeignKey(Body, on_delete=models.PROTECT, related_name="proposals")
    unit = models.ForeignKey(OrgUnit, on_delete=models.PROTECT, related_name="+")
    title = models.CharField(max_length=300)
    why = models.TextField(blank=True)
    expected_result = models.TextField(blank=True)
    proposed_on = models.DateField()
    state = models.CharField(max_length=10, choices=ProposalState.choices, default=ProposalState.PROPOSED)
    answer = models.TextField(blank=True)
    action = models.OneToOneField(Action, null=True, blank=True, on_delete=models.PROTECT, related_name="proposed_by")

    objects = OfWheel.as_manager()

    class Meta:
        constraints = [
            *within_calendar("proposed_on"),
            models.CheckConstraint(
                condition=Q(state=ProposalState.TAKEN_UP, action__isnull=False)
                | (~Q(state=ProposalState.TAKEN_UP) & Q(action__isnull=True)),
                name="meetings_proposal_action",
            ),
        ]

    def __str__(self) -> str:
        return self.title
