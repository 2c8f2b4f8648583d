"""Files that people keep with a record: what shows that something is so."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from samsvar.platform.access.permissions import Permission
from samsvar.platform.access.scoping import NOTHING, ScopedQuerySet, visible
from samsvar.platform.access.viewer import Viewer
from samsvar.platform.audit.records import Record
from samsvar.platform.organisation.models import READ_BELOW, OrgUnit


class EvidenceKind(models.TextChoices):
    CERTIFICATE = "certificate", _("Certificate")
    REPORT = "report", _("Report")
    PHOTO = "photo", _("Photo")
    AGREEMENT = "agreement", _("Agreement")
    LETTER = "letter", _("Letter or mail")
    OTHER = "other", _("Something else")


class EvidenceQuerySet(ScopedQuerySet["Evidence"]):
    """Each file says itself which permission shows it."""

    def readable_by(self, viewer: Viewer) -> "EvidenceQuerySet":
        """The files that the viewer may read, by each file's own permission on its unit."""
        if viewer.everything:
            return self
        found = NOTHING
        for permission in Permission:
            if viewer.may_anywhere(permission):
                seen = visible(viewer, permission, enterprise="enterprise_id", path="unit__path")
                found |= Q(permission=permission.value) & seen
        return self.filter(found)


class Evidence(Record):
    """One file. `label` is what a person calls it; where it lies has a name of ours (`stored_name`).

    The owner is a record, as plain text: its kind (`owners`) and key. `permission` is what shows the file, on `unit`.
    `size` and `sha256` are of the bytes as they are kept: a picture is written anew when it comes in.
    """

    #: The files of a governing document are read by those it holds for, beneath the enterprise that set it.
    shown_also = f"owner_kind = 'governing_document' AND {READ_BELOW}"

    enterprise = models.ForeignKey(OrgUnit, on_delete=models.PROTECT, related_name="+")
    unit = models.ForeignKey(OrgUnit, on_delete=models.PROTECT, related_name="+")
    owner_kind = models.CharField(max_length=40)
    owner_key = models.CharField(max_length=60)
    label = models.CharField(max_length=200)
    stored_name = models.CharField(max_length=32, unique=True)
    file_kind = models.CharField(max_length=8, help_text="a key of CONTENT_TYPES in core/readers/attachments")
    size = models.PositiveBigIntegerField(help_text="bytes")
    sha256 = models.CharField(max_length=64)
    permission = models.CharField(max_length=40)
    kind = models.CharField(max_length=20, choices=EvidenceKind.choices, blank=True, default="")
    issuer = models.CharField(max_length=200, blank=True, default="")
    note = models.CharField(max_length=1000, blank=True, default="")
    link = models.CharField(max_length=16, blank=True, default="", help_text="the key of the link it came by, if any")

    objects = EvidenceQuerySet.as_manager()

    class Meta:
        indexes = [
            models.Index(fields=["owner_kind", "owner_key"], name="evidence_of_owner"),
            models.Index(fields=["link"], name="evidence_by_link", condition=~Q(link="")),
        ]
        constraints = [
            models.CheckConstraint(condition=Q(size__gt=0), name="evidence_is_not_empty"),
            models.CheckConstraint(condition=~Q(permission=""), name="evidence_says_who_sees_it"),
        ]

    def __str__(self) -> str:
        return self.label
