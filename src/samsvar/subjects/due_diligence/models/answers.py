"""What suppliers answer, and how the answers are assessed.

Invariants: of a recipient's answers at most one is open; what has been submitted is never changed, and its canonical
JSON still has the SHA-256 in `digest`; an answer names the version it answered. Half-finished answers leave no event
and stand in no trail: the submission does, by its digest.
"""

from typing import Generic

from django.db import models
from django.db.models import Q
from django.utils.translation import pgettext_lazy

from samsvar.platform.access.scoping import Row, ScopedQuerySet
from samsvar.platform.audit.records import Record
from samsvar.platform.organisation.models import OrgUnit, Person, within_calendar
from samsvar.registers.actions.models import Action
from samsvar.subjects.due_diligence.models.campaigns import CampaignRecipient, OfRecipient
from samsvar.subjects.due_diligence.models.impacts import AdverseImpact
from samsvar.subjects.due_diligence.models.questionnaires import QuestionnaireVersion


class AnswerSource(models.TextChoices):
    LINK = "link", pgettext_lazy("answer", "answered by the link")
    IMPORT = "import", pgettext_lazy("answer", "read in from a file")
    SHARED = "shared", pgettext_lazy("answer", "shared by the supplier")


class Judged(models.TextChoices):
    MET = "met", pgettext_lazy("answer", "as expected")
    GAP = "gap", pgettext_lazy("answer", "a gap")
    UNCLEAR = "unclear", pgettext_lazy("answer", "unclear")


class Conclusion(models.TextChoices):
    SATISFACTORY = "satisfactory", pgettext_lazy("answer", "satisfactory")
    WANTING = "wanting", pgettext_lazy("answer", "something is wanting")
    NOT_SATISFACTORY = "not_satisfactory", pgettext_lazy("answer", "not satisfactory")


class OfAnswer(ScopedQuerySet[Row], Generic[Row]):
    """Rows that hang on an answer."""

    enterprise_column = "answer__recipient__campaign__enterprise_id"
    path_column = "answer__recipient__campaign__unit__path"


class SupplierAnswer(Record):
    """One answer of a recipient; `round` is 2 and up where it was opened again after it had been submitted.

    `answers`: question id → value, as core/rules/questionnaires reads it. `touched`: question id → [revision, instant,
    by whose label]. `revision` goes up by one with each save; a save on an older one is reconciled per question.
    From submission on: who submitted (the name they gave), the receipt's number, the digest, and the score by the rule.
    """

    enterprise = models.ForeignKey(OrgUnit, on_delete=models.PROTECT, related_name="+")
    recipient = models.ForeignKey(CampaignRecipient, on_delete=models.PROTECT, related_name="answers")
    round = models.PositiveSmallIntegerField(default=1)
    questionnaire_version = models.ForeignKey(
        QuestionnaireVersion, on_delete=models.PROTECT, related_name="supplier_answers"
    )
    language = models.CharField(max_length=2, default="nb")
    answers = models.JSONField(default=dict, blank=True)
    touched = models.JSONField(default=dict, blank=True)
    revision = models.PositiveIntegerField(default=0)
    saved_at = models.DateTimeField(null=True, blank=True)
    submitted_at = models.DateTimeField(null=True, blank=True)
    submitted_by = models.CharField(max_length=200, blank=True)
    receipt = models.CharField(max_length=30, blank=True)
    digest = models.CharField(max_length=64, blank=True)
    score = models.JSONField(null=True, blank=True)
    source = models.CharField(max_length=10, choices=AnswerSource.choices, default=AnswerSource.LINK)
    shared_from = models.ForeignKey("self", null=True, blank=True, on_delete=models.PROTECT, related_name="shared_to")

    unrecorded = frozenset({"answers", "touched", "revision", "saved_at", "submitted_by", "language"})
    objects = OfRecipient.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["recipient", "round"], name="due_diligence_answer_round"),
            models.UniqueConstraint(
                fields=["recipient"], condition=Q(submitted_at=None), name="due_diligence_answer_one_open"
            ),
            models.UniqueConstraint(
                fields=["enterprise", "receipt"], condition=~Q(receipt=""), name="due_diligence_answer_receipt"
            ),
            models.CheckConstraint(
                condition=Q(submitted_at=None, digest="", receipt="")
                | (Q(submitted_at__isnull=False) & ~Q(digest="") & ~Q(receipt="")),
                name="due_diligence_answer_submitted",
            ),
        ]
        indexes = [models.Index(fields=["enterprise", "submitted_at"], name="due_diligence_answer_waiting")]

    def __str__(self) -> str:
        return self.receipt or self.key

    @property
    def unit(self) -> OrgUnit:
        """The unit that asked; its files hang there."""
        return self.recipient.campaign.unit


class AnswerConclusion(Record):
    """What the enterprise concluded of an answer. `words` and `wanted` are written to the supplier."""

    answer = models.OneToOneField(SupplierAnswer, on_delete=models.PROTECT, related_name="conclusion")
    conclusion = models.CharField(max_length=20, choices=Conclusion.choices)
    words = models.TextField(blank=True)
    wanted = models.TextField(blank=True)
    wanted_by = models.DateField(null=True, blank=True)
    decided_by = models.ForeignKey(Person, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    decided_at = models.DateTimeField()
    told_at = models.DateTimeField(null=True, blank=True)

    objects = OfAnswer.as_manager()

    class Meta:
        constraints = within_calendar("wanted_by")


class QuestionJudgement(Record):
    """What a person held of the answer to one question, and what a gap was made into."""

    answer = models.ForeignKey(SupplierAnswer, on_delete=models.PROTECT, related_name="judgements")
    question = models.CharField(max_length=60, help_text="the question's id in the version")
    judged = models.CharField(max_length=10, choices=Judged.choices)
    note = models.TextField(blank=True)
    judged_by = models.ForeignKey(Person, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    judged_at = models.DateTimeField()
    impact = models.ForeignKey(AdverseImpact, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    action = models.ForeignKey(Action, null=True, blank=True, on_delete=models.PROTECT, related_name="+")

    objects = OfAnswer.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["answer", "question"], name="due_diligence_judged_once")]
