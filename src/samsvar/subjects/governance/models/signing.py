"""Who must sign which document, and who has.

Invariant: a signer is somebody in one group at one unit from day to day; those with a role here are gathered by
`services/signers`, others are written in. A signature is of one version by one signer, once.
"""

from typing import Generic

from django.db import models
from django.utils.translation import pgettext_lazy

from samsvar.platform.access.scoping import Row, ScopedQuerySet
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
