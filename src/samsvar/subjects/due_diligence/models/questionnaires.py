"""Questionnaires of an enterprise, in versions.

Invariant: a version that has been published is never changed; its document still has the SHA-256 it was published with,
and an answer is shown with the version it answered. A questionnaire has at most one draft and one version in use.
"""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from samsvar.platform.access.scoping import OfEnterprise
from samsvar.platform.audit.records import Record
from samsvar.platform.organisation.models import OrgUnit


class VersionStatus(models.TextChoices):
    DRAFT = "draft", _("being written")
    IN_USE = "in_use", _("in use")
    WITHDRAWN = "withdrawn", _("withdrawn")


class Questionnaire(Record):
    """A questionnaire of an enterprise. `shipped` is the code of the one it was taken from; empty for its own."""

    enterprise = models.ForeignKey(OrgUnit, on_delete=models.PROTECT, related_name="+")
    shipped = models.CharField(max_length=40, blank=True)

    objects = OfEnterprise.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["enterprise", "shipped"], condition=~Q(shipped=""), name="due_diligence_questionnaire_shipped"
            )
        ]

    def __str__(self) -> str:
        return self.shipped or self.key


class QuestionnaireVersion(Record):
    """A version: its document (docs/json/questionnaire.md), and its SHA-256 from the day it is published.

    `titles` are the document's own, so that a list needs no documents. `shipped_edition` is the edition that ships
    whose document it is to the byte; empty where it has been changed.
    """

    enterprise = models.ForeignKey(OrgUnit, on_delete=models.PROTECT, related_name="+")
    questionnaire = models.ForeignKey(Questionnaire, on_delete=models.PROTECT, related_name="versions")
    number = models.PositiveIntegerField()
    status = models.CharField(max_length=12, choices=VersionStatus.choices, default=VersionStatus.DRAFT)
    titles = models.JSONField()
    questions = models.PositiveIntegerField()
    document = models.JSONField()
    sha256 = models.CharField(max_length=64, blank=True)
    shipped_edition = models.CharField(max_length=20, blank=True)
    published_at = models.DateTimeField(null=True, blank=True)
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    objects = OfEnterprise.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["questionnaire", "number"], name="due_diligence_questionnaire_number"),
            models.UniqueConstraint(
                fields=["questionnaire"], condition=Q(status="draft"), name="due_diligence_questionnaire_one_draft"
            ),
            models.UniqueConstraint(
                fields=["questionnaire"], condition=Q(status="in_use"), name="due_diligence_questionnaire_one_in_use"
            ),
            models.CheckConstraint(
                condition=Q(status="draft", sha256="", published_at=None, withdrawn_at=None)
                | Q(status="in_use", published_at__isnull=False, withdrawn_at=None) & ~Q(sha256="")
                | Q(status="withdrawn", published_at__isnull=False, withdrawn_at__isnull=False) & ~Q(sha256=""),
                name="due_diligence_questionnaire_status",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.titles.get('nb') or self.titles} {self.number}"

    @property
    def is_draft(self) -> bool:
        """Whether it may still be changed."""
        return self.status == VersionStatus.DRAFT
