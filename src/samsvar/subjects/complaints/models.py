"""Complaints from anyone affected: what was told, the dialogue, the outcome; and how good the mechanism itself is.

Invariants: those of `platform/cases`; `status` moves only as `core/rules/complaints` allows. What people wrote stands
in no trail: whoever reads the trail does not therefore read complaints (`unrecorded`).
"""

from typing import Generic

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from samsvar.core.rules.complaints import Promise, Status, may_move
from samsvar.platform.access.permissions import Permission
from samsvar.platform.access.scoping import NOTHING, OfEnterprise, Row, ScopedQuerySet, visible
from samsvar.platform.access.viewer import Viewer
from samsvar.platform.audit.records import Record
from samsvar.platform.cases.models import OutsideCase
from samsvar.platform.organisation.models import OrgUnit, Person, within_calendar


class ComplaintStatus(models.TextChoices):
    RECEIVED = "received", pgettext_lazy("complaint", "received")
    IN_DIALOGUE = "in_dialogue", pgettext_lazy("complaint", "in dialogue")
    CONCLUDED = "concluded", pgettext_lazy("complaint", "concluded")
    PASSED_ON = "passed_on", pgettext_lazy("complaint", "passed on")
    WITHDRAWN = "withdrawn", pgettext_lazy("complaint", "withdrawn")


class ComplaintOutcome(models.TextChoices):
    UPHELD = "upheld", pgettext_lazy("complaint", "upheld")
    PARTLY_UPHELD = "partly_upheld", pgettext_lazy("complaint", "partly upheld")
    NOT_UPHELD = "not_upheld", pgettext_lazy("complaint", "not upheld")
    NOT_CLEAR = "not_clear", pgettext_lazy("complaint", "could not be made clear")


class ComplaintTopic(models.TextChoices):
    FORCED_LABOUR = "forced_labour", _("Forced labour")
    CHILD_LABOUR = "child_labour", _("Child labour")
    DISCRIMINATION = "discrimination", _("Discrimination or harassment")
    ASSOCIATION = "association", _("Trade unions and organising")
    HEALTH_AND_SAFETY = "health_and_safety", _("Health and safety at work")
    WAGES = "wages", _("Wages")
    WORKING_HOURS = "working_hours", _("Working hours")
    HOUSING = "housing", _("Housing")
    LAND_AND_COMMUNITY = "land_and_community", _("Land and local community")
    ENVIRONMENT = "environment", _("Environment")
    REPRISAL = "reprisal", _("Reprisal or threats")
    OTHER = "other", _("Something else")


class ComplaintChannel(models.TextChoices):
    FORM = "form", _("the form on the web")
    MEETING = "meeting", _("conversation or telephone")
    EMAIL = "email", _("e-mail")
    LETTER = "letter", _("letter")
    OTHER = "other", _("another way")


class Relation(models.TextChoices):
    WORKER = "worker", _("works there")
    REPRESENTATIVE = "representative", _("represents somebody")
    NEIGHBOUR = "neighbour", _("lives nearby")
    OTHER = "other", _("somebody else")


class FormLanguage(models.TextChoices):
    """The languages of the form: those of the product, and two that many in cleaning and building read."""

    NB = "nb", "Bokmål"
    NN = "nn", "Nynorsk"
    EN = "en", "English"
    PL = "pl", "Polski"
    LT = "lt", "Lietuvių"


class EntryKind(models.TextChoices):
    MESSAGE = "message", pgettext_lazy("complaint entry", "Message")
    CONCLUSION = "conclusion", pgettext_lazy("complaint entry", "Conclusion")
    PASSED_ON = "passed_on", pgettext_lazy("complaint entry", "Passed on")
    WITHDRAWN = "withdrawn", pgettext_lazy("complaint entry", "Withdrew the complaint")
    TAKEN_UP = "taken_up", pgettext_lazy("complaint entry", "Taken up again")
    NOTE = "note", pgettext_lazy("complaint entry", "Note")


class MetChoice(models.TextChoices):
    YES = "yes", pgettext_lazy("criterion", "met")
    PARTLY = "partly", pgettext_lazy("criterion", "partly met")
    NO = "no", pgettext_lazy("criterion", "not met")


class ComplaintQuerySet(OfEnterprise["Complaint"]):
    """Complaints are read by those with the right in the enterprise, and by those who are named on one."""

    def readable_by(self, viewer: Viewer) -> "ComplaintQuerySet":
        """Those of the viewer's right, and those the viewer is named on while holding a role in the enterprise."""
        if viewer.everything:
            return self
        found = visible(viewer, Permission.VIEW_COMPLAINTS, enterprise="enterprise_id", path="enterprise__path")
        named = NOTHING
        if viewer.person is not None:
            mine = ComplaintHandler.objects.filter(person=viewer.person).values("complaint")
            ids = {grant.enterprise_id for grant in viewer.grants if grant.own}
            named = Q(pk__in=mine, enterprise_id__in=ids)
        return self.filter(found | named)


class OfComplaint(ScopedQuerySet[Row], Generic[Row]):
    """Rows that hang on a complaint, and belong to its enterprise as a whole."""

    enterprise_column = "complaint__enterprise_id"
    path_column = "complaint__enterprise__path"


class Complaint(OutsideCase):
    """Somebody tells that they or others are harmed. `answer_due_on` and `conclude_due_on` are what the enterprise had
    promised when it came. `impact_key` names an adverse impact.
    """

    unrecorded = frozenset({"account", "place", "wish", "name", "contact", "email"})
    code_column = "code_digest"
    sender_columns = ("name", "contact", "email")

    language = models.CharField(max_length=2, choices=FormLanguage.choices, default=FormLanguage.NB)
    channel = models.CharField(max_length=10, choices=ComplaintChannel.choices)
    topic = models.CharField(max_length=20, choices=ComplaintTopic.choices)
    account = models.TextField(help_text="what happened, as it was told")
    place = models.TextField(blank=True, help_text="where, and for whom they work")
    wish = models.TextField(blank=True, help_text="what they want to happen")
    relation = models.CharField(max_length=15, choices=Relation.choices, blank=True)
    name = models.CharField(max_length=150, blank=True)
    contact = models.CharField(max_length=200, blank=True, help_text="another way to reach them than e-mail")
    email = models.EmailField(blank=True)
    code_digest = models.CharField(max_length=64, blank=True)
    status = models.CharField(max_length=15, choices=ComplaintStatus.choices, default=ComplaintStatus.RECEIVED)
    outcome = models.CharField(max_length=15, choices=ComplaintOutcome.choices, blank=True)
    conclude_due_on = models.DateField()
    impact_key = models.CharField(max_length=16, blank=True)

    objects = ComplaintQuerySet.as_manager()

    class Meta(OutsideCase.Meta):
        constraints = [
            *OutsideCase.Meta.constraints,
            *within_calendar("conclude_due_on"),
            models.CheckConstraint(condition=Q(topic__in=ComplaintTopic.values), name="complaints_topic_known"),
            models.CheckConstraint(
                condition=(Q(status=ComplaintStatus.CONCLUDED) & ~Q(outcome=""))
                | (~Q(status=ComplaintStatus.CONCLUDED) & Q(outcome="")),
                name="complaints_outcome_when_concluded",
            ),
        ]

    def may_become(self, status: str) -> bool:
        """By `core/rules/complaints`."""
        return may_move(Status(self.status), Status(status))

    def mailed_to(self) -> tuple[str, str]:
        """No name: somebody else may read the mail."""
        return self.email, ""


class ComplaintEntry(Record):
    """What was written in a case. A note is read by those who handle it alone; all else by whoever complained too."""

    unrecorded = frozenset({"text"})

    complaint = models.ForeignKey(Complaint, on_delete=models.PROTECT, related_name="entries")
    kind = models.CharField(max_length=15, choices=EntryKind.choices)
    text = models.TextField(blank=True)
    noted_at = models.DateTimeField()
    by_complainant = models.BooleanField(default=False)
    noted_by = models.ForeignKey(Person, null=True, on_delete=models.PROTECT, related_name="+")

    objects = OfComplaint.as_manager()


class ComplaintHandler(Record):
    """Somebody without the general right who may read and answer this one complaint."""

    complaint = models.ForeignKey(Complaint, on_delete=models.PROTECT, related_name="handlers")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")

    objects = OfComplaint.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["complaint", "person"], name="complaints_named_once")]


class ComplaintPromise(Record):
    """The times an enterprise promises whoever complains, in days from receipt."""

    enterprise = models.OneToOneField(OrgUnit, on_delete=models.PROTECT, related_name="+")
    first_answer_days = models.PositiveSmallIntegerField()
    conclusion_days = models.PositiveSmallIntegerField()

    objects = OfEnterprise.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(first_answer_days__gte=1, conclusion_days__lte=730)
                & Q(first_answer_days__lte=models.F("conclusion_days")),
                name="complaints_promise_in_order",
            )
        ]

    def as_promise(self) -> Promise:
        """As the rules meet it."""
        return Promise(self.first_answer_days, self.conclusion_days)


class CriterionCheck(Record):
    """One year's own judgement of one of the eight criteria. `criterion` is a code of `core/rules/complaints`."""

    enterprise = models.ForeignKey(OrgUnit, on_delete=models.PROTECT, related_name="+")
    year = models.PositiveSmallIntegerField()
    criterion = models.CharField(max_length=20)
    met = models.CharField(max_length=10, choices=MetChoice.choices, blank=True)
    shown_by = models.TextField(blank=True)
    plan = models.TextField(blank=True)

    objects = OfEnterprise.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["enterprise", "year", "criterion"], name="complaints_criterion_once"),
            models.CheckConstraint(condition=Q(year__gte=1900, year__lte=2199), name="complaints_criterion_year"),
        ]
