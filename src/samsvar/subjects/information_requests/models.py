"""Requests for information: what was asked, what is decided of each part, what was sent, and what anyone may read.

Invariants: those of `platform/cases`; `status` moves only as `core/rules/information_requests` allows. `answer_due_on`
is the law's last day for the answer. A letter that is sent is never changed. Anyone may ask, also without a name.
"""

from typing import Generic

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from samsvar.core.rules.information_requests import Status, may_move
from samsvar.platform.access.scoping import OfEnterprise, Row, ScopedQuerySet
from samsvar.platform.audit.records import Record
from samsvar.platform.cases.models import OutsideCase
from samsvar.platform.organisation.models import OrgUnit, Person, within_calendar


class RegimeChoice(models.TextChoices):
    TRANSPARENCY_ACT = "transparency_act", _("the Transparency Act")
    PUBLIC_ACCESS = "public_access", _("the Freedom of Information Act")
    ENVIRONMENTAL_INFORMATION = "environmental_information", _("the Environmental Information Act")


class RequestStatus(models.TextChoices):
    RECEIVED = "received", pgettext_lazy("request", "received")
    CLARIFICATION = "clarification", pgettext_lazy("request", "waiting for the one who asks")
    IN_PROGRESS = "in_progress", pgettext_lazy("request", "in progress")
    EXTENDED = "extended", pgettext_lazy("request", "more time taken")
    ANSWERED = "answered", pgettext_lazy("request", "answered")
    PARTLY_REFUSED = "partly_refused", pgettext_lazy("request", "partly refused")
    REFUSED = "refused", pgettext_lazy("request", "refused")
    REASONS_REQUESTED = "reasons_requested", pgettext_lazy("request", "fuller reasons asked for")
    REASONS_GIVEN = "reasons_given", pgettext_lazy("request", "fuller reasons given")
    WITHDRAWN = "withdrawn", pgettext_lazy("request", "withdrawn")


class Channel(models.TextChoices):
    FORM = "form", _("the form on the web")
    EMAIL = "email", _("e-mail")
    LETTER = "letter", _("letter")
    OTHER = "other", _("another way")


class LetterKind(models.TextChoices):
    CLARIFICATION = "clarification", _("Question to the one who asks")
    EXTENSION = "extension", _("Notice of more time")
    ANSWER = "answer", _("Answer")
    REASONS = "reasons", _("Fuller reasons")


class EntryKind(models.TextChoices):
    CLARIFIED = "clarified", _("Explained what is asked for")
    REASONS_ASKED = "reasons_asked", _("Asked for fuller reasons")
    WITHDRAWN = "withdrawn", _("Withdrew the request")
    NOTE = "note", _("Note")


class RecordKind(models.TextChoices):
    CONTRACT = "contract", pgettext_lazy("record", "Contract")
    SUPPLIER = "supplier", pgettext_lazy("record", "Supplier")
    IMPACT = "impact", pgettext_lazy("record", "Adverse impact")
    STATEMENT = "statement", pgettext_lazy("record", "Statement")


class OfRequest(ScopedQuerySet[Row], Generic[Row]):
    """Rows that hang on a request, and belong to its enterprise as a whole."""

    enterprise_column = "request__enterprise_id"
    path_column = "request__enterprise__path"


class InformationRequest(OutsideCase):
    """Somebody asks the enterprise for information. `language` is the written standard the answer is given in
    (språklova § 15). `draft` is the answer as far as it is written.
    """

    code_column = "receipt_digest"
    sender_columns = ("applicant_name", "applicant_address", "applicant_email")

    regime = models.CharField(max_length=30, choices=RegimeChoice.choices)
    channel = models.CharField(max_length=10, choices=Channel.choices)
    question = models.TextField()
    applicant_name = models.CharField(max_length=150, blank=True)
    applicant_address = models.TextField(blank=True)
    applicant_email = models.EmailField(blank=True)
    receipt_digest = models.CharField(max_length=64, blank=True)
    status = models.CharField(max_length=20, choices=RequestStatus.choices, default=RequestStatus.RECEIVED)
    extended_on = models.DateField(null=True, blank=True, help_text="the day of the notice")
    promised_on = models.DateField(null=True, blank=True, help_text="the day the notice says to expect an answer")
    draft = models.TextField(blank=True)
    answered_at = models.DateTimeField(null=True, blank=True)
    refusal_reached_on = models.DateField(null=True, blank=True)
    reasons_asked_on = models.DateField(null=True, blank=True)
    reasons_given_on = models.DateField(null=True, blank=True)

    objects = OfEnterprise.as_manager()

    class Meta(OutsideCase.Meta):
        constraints = [
            *OutsideCase.Meta.constraints,
            *within_calendar("extended_on", "promised_on", "refusal_reached_on"),
            *within_calendar("reasons_asked_on", "reasons_given_on", "forgotten_on"),
            models.CheckConstraint(
                condition=Q(regime__in=RegimeChoice.values), name="information_requests_regime_known"
            ),
        ]

    def may_become(self, status: str) -> bool:
        """By `core/rules/information_requests`."""
        return may_move(Status(self.status), Status(status))

    def mailed_to(self) -> tuple[str, str]:
        """As they wrote it themselves."""
        return self.applicant_email, self.applicant_name


class RequestPart(Record):
    """One thing asked for, and what is decided of it. `given` None: not decided."""

    request = models.ForeignKey(InformationRequest, on_delete=models.PROTECT, related_name="parts")
    position = models.PositiveSmallIntegerField()
    text = models.TextField()
    given = models.BooleanField(null=True)
    ground = models.CharField(max_length=30, blank=True)
    provision = models.CharField(max_length=200, blank=True)
    reasons = models.TextField(blank=True)
    known_impact = models.BooleanField(
        default=False, help_text="concerns actual adverse impacts on human rights that we know of"
    )
    considered_more = models.BooleanField(default=False)

    objects = OfRequest.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["request", "position"], name="information_requests_part_once"),
        ]


class RequestRecord(Record):
    """A record that the request is about, by its key; what it is called today is read where it stands."""

    request = models.ForeignKey(InformationRequest, on_delete=models.PROTECT, related_name="records")
    kind = models.CharField(max_length=10, choices=RecordKind.choices)
    record_key = models.CharField(max_length=16)

    objects = OfRequest.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["request", "kind", "record_key"], name="information_requests_record_once"),
        ]


class RequestLetter(Record):
    """What was sent to the one who asked. `rights`: what it says of appeal, reasons and supervision."""

    request = models.ForeignKey(InformationRequest, on_delete=models.PROTECT, related_name="letters")
    kind = models.CharField(max_length=15, choices=LetterKind.choices)
    text = models.TextField()
    rights = models.TextField(blank=True)
    sent_at = models.DateTimeField()
    sent_by = models.ForeignKey(Person, null=True, on_delete=models.PROTECT, related_name="+")

    objects = OfRequest.as_manager()


class RequestEntry(Record):
    """Something that happened, or a note. `by_applicant`: the one who asked said it."""

    request = models.ForeignKey(InformationRequest, on_delete=models.PROTECT, related_name="entries")
    kind = models.CharField(max_length=15, choices=EntryKind.choices)
    text = models.TextField(blank=True)
    noted_at = models.DateTimeField()
    by_applicant = models.BooleanField(default=False)
    noted_by = models.ForeignKey(Person, null=True, on_delete=models.PROTECT, related_name="+")

    objects = OfRequest.as_manager()


class PublicAnswer(Record):
    """A question and its answer as anyone may read it, in words that a person chose. Nothing of who asked."""

    enterprise = models.ForeignKey(OrgUnit, on_delete=models.PROTECT, related_name="+")
    request = models.OneToOneField(InformationRequest, on_delete=models.PROTECT, related_name="public_answer")
    title = models.CharField(max_length=200)
    question = models.TextField()
    answer = models.TextField()
    language = models.CharField(max_length=2, default="nb")
    published_at = models.DateTimeField(null=True, blank=True)
    published_by = models.ForeignKey(Person, null=True, on_delete=models.PROTECT, related_name="+")

    objects = OfEnterprise.as_manager()

    class Meta:
        indexes = [models.Index(fields=["enterprise", "published_at"], name="information_requests_public")]

    def __str__(self) -> str:
        return self.title
