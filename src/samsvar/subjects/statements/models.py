"""The statement's drafts, approvals and published bytes.

Invariants: what is submitted is frozen (`frozen` and its SHA-256); an approval signs that digest, and a change of the
draft voids it. Published rows are never changed; a new edition within the year carries its reason.
"""

from typing import Generic, Self

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from samsvar.platform.access.permissions import Permission
from samsvar.platform.access.scoping import OfEnterprise, Row, ScopedQuerySet, visible
from samsvar.platform.access.viewer import Viewer
from samsvar.platform.audit.records import Record
from samsvar.platform.organisation.models import Body, OrgUnit, Person, within_calendar


class StatementStatus(models.TextChoices):
    DRAFT = "draft", _("draft")
    SUBMITTED = "submitted", _("submitted for approval")
    APPROVED = "approved", _("approved")
    PUBLISHED = "published", _("published")
    SUPERSEDED = "superseded", _("replaced by a newer edition")


class StatementQuerySet(OfEnterprise["Statement"]):
    """Statements belong to the enterprise as a whole."""

    def readable_by(self, viewer: Viewer) -> Self:
        """Drafts for those who may see drafts; what was published for everybody with a role in the enterprise."""
        drafts = visible(viewer, Permission.VIEW_DRAFT_STATEMENTS, enterprise="enterprise_id", path="enterprise__path")
        seen = visible(viewer, Permission.VIEW_UNITS, enterprise="enterprise_id", path="enterprise__path")
        seen |= Q(enterprise_id__in=[grant.enterprise_id for grant in viewer.grants if grant.enterprise_id is not None])
        return self.filter(drafts | (seen & Q(published_at__isnull=False)))


class TemplateQuerySet(OfEnterprise["OwnTemplate"]):
    """Templates belong to an enterprise; a region's are its trusts' too."""

    def usable_by(self, enterprise: OrgUnit) -> Self:
        """Those of the enterprise itself and of enterprises above it."""
        steps = enterprise.path.split(".")[:-1]
        above = [".".join(steps[: place + 1]) + "." for place in range(len(steps))]
        return self.filter(enterprise__path__in=above)


#: Begins `Statement.template` where the template is an `OwnTemplate`; its key follows.
OWN_TEMPLATE = "own-"


class OwnTemplate(Record):
    """An enterprise's own order of sections. A region's templates may be used by its trusts.

    `definition`: `{"sections": [{"id", "draws", "title", "level"}]}` in order.
    """

    #: Read by the enterprises beneath, so the wall between enterprises does not stand on it; it holds titles only.
    walled = False

    enterprise = models.ForeignKey(OrgUnit, on_delete=models.PROTECT, related_name="+")
    title = models.CharField(max_length=120)
    definition = models.JSONField(default=dict)

    objects = TemplateQuerySet.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["enterprise", "title"], name="statements_template_title")]

    def __str__(self) -> str:
        return self.title

    @property
    def code(self) -> str:
        """How a statement names it."""
        return f"{OWN_TEMPLATE}{self.key}"


class Statement(Record):
    """One edition of one year's statement."""

    enterprise = models.ForeignKey(OrgUnit, on_delete=models.PROTECT, related_name="+")
    year = models.PositiveSmallIntegerField()
    edition = models.PositiveSmallIntegerField(default=1)
    language = models.CharField(max_length=2, default="nb")
    template = models.CharField(max_length=40, default="chapters")
    period_from = models.DateField()
    period_to = models.DateField()
    status = models.CharField(max_length=12, choices=StatementStatus.choices, default=StatementStatus.DRAFT)
    reason = models.TextField(blank=True, help_text="why there is a new edition within the year")
    earlier_links = models.TextField(blank=True, help_text="earlier statements published elsewhere, one a line")
    left_out = models.JSONField(
        default=list, help_text="records withheld: record, ground (§ 6 second paragraph), reason"
    )
    annual_report_link = models.URLField(blank=True)
    annual_report_says_where = models.BooleanField(null=True, blank=True)
    submitted_at = models.DateTimeField(null=True)
    submitted_by = models.ForeignKey(Person, null=True, on_delete=models.PROTECT, related_name="+")
    board = models.ForeignKey(Body, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    board_case = models.CharField(max_length=60, blank=True)
    board_meeting_on = models.DateField(null=True, blank=True)
    frozen = models.JSONField(null=True, help_text="the document as submitted")
    frozen_sha256 = models.CharField(max_length=64, blank=True)
    levels = models.JSONField(
        default=dict,
        help_text="each contract's level when it was submitted, by number; what later changes are held against",
    )
    published_at = models.DateTimeField(null=True)

    objects = StatementQuerySet.as_manager()

    class Meta:
        constraints = [
            *within_calendar("period_from", "period_to", "board_meeting_on"),
            models.UniqueConstraint(fields=["enterprise", "year", "edition"], name="statements_edition_once"),
            models.CheckConstraint(condition=Q(year__gte=2000, year__lte=2200), name="statements_year"),
        ]

    def __str__(self) -> str:
        return f"{self.year}-{self.edition}"


class OfStatement(ScopedQuerySet[Row], Generic[Row]):
    """Rows that hang on a statement, and belong to its enterprise as a whole."""

    enterprise_column = "statement__enterprise_id"
    path_column = "statement__enterprise__path"


class Narrative(Record):
    """The text that people wrote in one section. Every version is kept; the newest counts."""

    statement = models.ForeignKey(Statement, on_delete=models.PROTECT, related_name="narratives")
    section = models.CharField(max_length=80)
    text = models.TextField(blank=True)
    written_by = models.ForeignKey(Person, null=True, on_delete=models.PROTECT, related_name="+")
    written_at = models.DateTimeField()
    serial = models.PositiveIntegerField(help_text="1 is the first version of the section")

    objects = OfStatement.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["statement", "section", "serial"], name="statements_narrative_serial")
        ]


class Approval(Record):
    """A board member's or the managing director's approval of the frozen bytes, named with title and time.

    A return to draft voids the round; the next submission asks anew.
    """

    statement = models.ForeignKey(Statement, on_delete=models.PROTECT, related_name="approvals")
    person = models.ForeignKey(Person, null=True, on_delete=models.PROTECT, related_name="+")
    name = models.CharField(max_length=150)
    title = models.CharField(max_length=150)
    asked_at = models.DateTimeField()
    approved_at = models.DateTimeField(null=True)
    sha256 = models.CharField(max_length=64, blank=True, help_text="what was approved")
    reservation = models.TextField(blank=True)
    voided_at = models.DateTimeField(null=True, help_text="the statement was returned; this round no longer counts")

    objects = OfStatement.as_manager()


class PublishedFile(models.Model):
    """The published bytes in one form (html, pdf, docx, json)."""

    statement = models.ForeignKey(Statement, on_delete=models.PROTECT, related_name="files")
    form = models.CharField(max_length=5)
    content = models.BinaryField()
    sha256 = models.CharField(max_length=64)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["statement", "form"], name="statements_file_once")]

    def __str__(self) -> str:
        return f"{self.statement}.{self.form}"
