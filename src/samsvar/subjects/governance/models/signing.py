"""Who is asked to sign which document, who has, and who was at a meeting about it.

Invariant: nobody is asked before a round is opened for a version; whoever begins while it is open is asked too. A
signer is somebody in one group at one unit from day to day; those with a role here are gathered by
`services/signers`, others are written in. A signature is of one version by one signer, once.
"""

from typing import Generic

from django.db import models
from django.db.models import Q
from django.utils.translation import pgettext_lazy

from samsvar.core.rules.acknowledgements import Group, Terms, Version
from samsvar.core.rules.acknowledgements import Signer as SignerFacts
from samsvar.platform.access.scoping import Row, ScopedQuerySet
from samsvar.platform.audit.code_columns import parted
from samsvar.platform.audit.records import Record
from samsvar.platform.organisation.models import OrgUnit, Person, within_calendar
from samsvar.subjects.governance.models.documents import DocumentVersion


class SignerGroup(models.TextChoices):
    EMPLOYEES = "employees", pgettext_lazy("who signs", "employees")
    LEADERS = "leaders", pgettext_lazy("who signs", "leaders")
    BOARD_MEMBERS = "board_members", pgettext_lazy("who signs", "board members")
    HIRED_IN = "hired_in", pgettext_lazy("who signs", "hired-in staff")
    REPRESENTATIVES = "representatives", pgettext_lazy("who signs", "representatives")
    SUPPLIERS = "suppliers", pgettext_lazy("who signs", "suppliers")


class RoundKind(models.TextChoices):
    SIGN = "sign", pgettext_lazy("round", "read and confirm")
    INFORM = "inform", pgettext_lazy("round", "made known")


class OfVersion(ScopedQuerySet[Row], Generic[Row]):
    """Rows that hang on a version of a document, and belong where the document does."""

    enterprise_column = "document_version__document__enterprise_id"
    path_column = "document_version__document__unit__path"


class AcknowledgementRound(Record):
    """A version that groups are asked to read and confirm, or are told of. `groups`: `;a;b;`.

    Made known counts whoever was at a meeting about it; to confirm takes a signature. A round for a later version ends
    the earlier one.
    """

    document_version = models.OneToOneField(DocumentVersion, on_delete=models.PROTECT, related_name="round")
    kind = models.CharField(max_length=6, choices=RoundKind.choices)
    opened_on = models.DateField()
    groups = models.CharField(max_length=120)
    days_at_start = models.PositiveSmallIntegerField(default=14)
    days_at_new_version = models.PositiveSmallIntegerField(default=30)
    message = models.TextField(blank=True)
    ended_on = models.DateField(null=True, blank=True)

    objects = OfVersion.as_manager()

    class Meta:
        constraints = [
            *within_calendar("opened_on", "ended_on"),
            models.CheckConstraint(condition=~Q(groups=""), name="governance_round_asks_somebody"),
        ]

    def as_version(self) -> Version:
        """As the rule reads it: nobody is late by what came before the round. Reads the version."""
        first = self.document_version.in_force_from
        return Version(self.document_version.number, max(first, self.opened_on) if first else self.opened_on)

    def as_terms(self) -> Terms:
        """As the rule reads it."""
        return Terms(self.group_codes, self.days_at_start, self.days_at_new_version)

    @property
    def group_codes(self) -> frozenset[Group]:
        return frozenset(Group(code) for code in parted(self.groups))


class OfSigner(ScopedQuerySet[Row], Generic[Row]):
    """Rows that hang on a signer, and belong to its unit."""

    enterprise_column = "signer__enterprise_id"
    path_column = "signer__unit__path"


class Signer(Record):
    """Somebody in a group at a unit. `person` where they sign in here; else a name, and the enterprise notes for them.

    `gathered`: found among roles and seats, and ended there; never edited by hand.
    """

    enterprise = models.ForeignKey(OrgUnit, on_delete=models.PROTECT, related_name="+")
    unit = models.ForeignKey(OrgUnit, on_delete=models.PROTECT, related_name="+")
    group = models.CharField(max_length=20, choices=SignerGroup.choices)
    person = models.ForeignKey(Person, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    name = models.CharField(max_length=150)
    began_on = models.DateField(null=True, blank=True)
    left_on = models.DateField(null=True, blank=True)
    gathered = models.BooleanField(default=False)

    objects = ScopedQuerySet.as_manager()

    class Meta:
        constraints = within_calendar("began_on", "left_on")
        indexes = [models.Index(fields=["enterprise", "group"], name="governance_signer_group")]

    def __str__(self) -> str:
        return self.name

    def as_facts(self) -> SignerFacts:
        """As the rule reads it, by running numbers as text."""
        return SignerFacts(str(self.pk), Group(self.group), str(self.unit_id), self.began_on, self.left_on)


class Signature(Record):
    """A version signed on a day. `noted_by` where somebody noted it for a signer who does not sign in."""

    signer = models.ForeignKey(Signer, on_delete=models.PROTECT, related_name="signatures")
    document_version = models.ForeignKey(DocumentVersion, on_delete=models.PROTECT, related_name="signatures")
    signed_on = models.DateField()
    noted_by = models.ForeignKey(Person, null=True, blank=True, on_delete=models.PROTECT, related_name="+")

    objects = OfSigner.as_manager()

    class Meta:
        constraints = [
            *within_calendar("signed_on"),
            models.UniqueConstraint(fields=["signer", "document_version"], name="governance_signed_once"),
        ]


class Attendance(Record):
    """Somebody was at a meeting where a version was gone through."""

    signer = models.ForeignKey(Signer, on_delete=models.PROTECT, related_name="attendances")
    document_version = models.ForeignKey(DocumentVersion, on_delete=models.PROTECT, related_name="attendances")
    held_on = models.DateField()
    occasion = models.CharField(max_length=200)

    objects = OfSigner.as_manager()

    class Meta:
        constraints = [
            *within_calendar("held_on"),
            models.UniqueConstraint(fields=["signer", "document_version", "held_on"], name="governance_attended_once"),
        ]
