"""What governs: documents with their versions, who decided them, for whom they hold, and what they stand on.

Invariants: `organisation` is empty where the document is our own, and names whoever else owns it where it is not: such
a one is kept by link and never edited here. A document holds where one of its validities does. Texts may lack in
nynorsk and English; then the bokmål stands.
"""

from typing import Generic

from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from samsvar.core.rules.documents import DocumentFacts, Validity
from samsvar.core.rules.documents import ReviewRule as RuleFacts
from samsvar.platform.access.permissions import Permission
from samsvar.platform.access.scoping import Row, ScopedQuerySet, visible
from samsvar.platform.access.viewer import Viewer
from samsvar.platform.audit.records import Record
from samsvar.platform.organisation.models import Body, OrgUnit, Person, within_calendar


class DocumentKind(models.TextChoices):
    LAW = "law", _("law")
    REGULATION = "regulation", _("regulation")
    CONVENTION = "convention", _("convention")
    OWNER_EXPECTATION = "owner_expectation", _("owner’s expectations")
    ASSIGNMENT = "assignment", pgettext_lazy("kind of document", "assignment")
    AGREEMENT = "agreement", pgettext_lazy("kind of document", "agreement")
    FRAMEWORK = "framework", _("framework")
    GUIDELINE = "guideline", _("guideline")
    POLICY = "policy", _("policy")
    GOALS = "goals", _("goals")
    STRATEGY = "strategy", _("strategy")
    PROGRAMME = "programme", _("programme")
    PROCEDURE = "procedure", _("procedure")
    ROUTINE = "routine", _("routine")
    SUPPLIER_CODE = "supplier_code", _("code of conduct for suppliers")
    VALUES = "values", _("values")


class DocumentStanding(models.TextChoices):
    IN_FORCE = "in_force", pgettext_lazy("document", "in force")
    REPLACED = "replaced", pgettext_lazy("document", "replaced")
    WITHDRAWN = "withdrawn", pgettext_lazy("document", "withdrawn")


class TieKind(models.TextChoices):
    RESTS_ON = "rests_on", _("rests on")
    BUILDS_ON = "builds_on", _("builds on")
    IMPLEMENTS = "implements", _("implements")
    REPLACES = "replaces", _("replaces")


class ApprovalAct(models.TextChoices):
    ADOPTED = "adopted", pgettext_lazy("document", "adopted")
    DECIDED = "decided", pgettext_lazy("document", "decided")
    CHANGED = "changed", pgettext_lazy("document", "changed")
    CONFIRMED = "confirmed_yearly", pgettext_lazy("document", "confirmed every year")


class ReviewOutcome(models.TextChoices):
    KEEP = "keep", pgettext_lazy("review", "kept as it is")
    CHANGE = "change", pgettext_lazy("review", "to be changed")
    WITHDRAW = "withdraw", pgettext_lazy("review", "withdrawn")


def reaching(viewer: Viewer, permission: Permission, path: str) -> Q:
    """The predicate over documents that a validity brings to one of the viewer's units, from above or there itself.

    `path` leads from the row to the document's validities. A validity in an enterprise beneath brings its documents
    only to those who may read there.
    """
    found = visible(viewer, permission, enterprise=f"{path}unit__enterprise_id", path=f"{path}unit__path")
    for grant in viewer.grants:
        if permission in grant.own:
            keys = grant.line_keys
            found |= Q(**{f"{path}unit__key__in": keys[:-1], f"{path}subtree": True})
    return found


class DocumentQuerySet(ScopedQuerySet["GoverningDocument"]):
    def readable_by(self, viewer: Viewer) -> "DocumentQuerySet":
        """Those of the viewer's own enterprises and units, and those that hold there by a decision from above."""
        if viewer.everything:
            return self
        own = visible(viewer, Permission.VIEW_DOCUMENTS, enterprise="enterprise_id", path="unit__path")
        valid = DocumentValidity.objects.filter(
            reaching(viewer, Permission.VIEW_DOCUMENTS, ""), document=OuterRef("pk")
        )
        return self.filter(own | Exists(valid))


class OfDocument(ScopedQuerySet[Row], Generic[Row]):
    """Rows that hang on a document, and belong where it does."""

    enterprise_column = "document__enterprise_id"
    path_column = "document__unit__path"


class GoverningDocument(Record):
    """A law, a framework, a guideline or the like. `unit` is the level that set it or, for another organisation's,
    that took it in. `applies_from`: ISO as far as it is known (day, month or year). `subjects`, `themes` and
    `signed_by`: `;a;b;`. `code`: of the shipped document it was adopted from.
    """

    #: Read by the enterprises it holds for, so the wall between enterprises does not stand on it.
    walled = False

    enterprise = models.ForeignKey(OrgUnit, on_delete=models.PROTECT, related_name="+")
    unit = models.ForeignKey(OrgUnit, on_delete=models.PROTECT, related_name="+")
    code = models.CharField(max_length=60, blank=True)
    kind = models.CharField(max_length=20, choices=DocumentKind.choices)
    name_nb = models.CharField(max_length=300)
    name_nn = models.CharField(max_length=300, blank=True)
    name_en = models.CharField(max_length=300, blank=True)
    about_nb = models.TextField(blank=True)
    about_nn = models.TextField(blank=True)
    about_en = models.TextField(blank=True)
    number = models.CharField(max_length=100, blank=True)
    organisation = models.CharField(max_length=200, blank=True, help_text="who owns it, where it is not our own")
    manager = models.ForeignKey(Person, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    manager_role = models.CharField(max_length=150, blank=True)
    language = models.CharField(max_length=2, blank=True)
    standing = models.CharField(max_length=10, choices=DocumentStanding.choices, default=DocumentStanding.IN_FORCE)
    ended_on = models.DateField(null=True, blank=True)
    applies_from = models.CharField(max_length=10, blank=True)
    subjects = models.CharField(max_length=300, blank=True)
    themes = models.CharField(max_length=300, blank=True)
    link = models.URLField(max_length=500, blank=True)
    signed_by = models.CharField(max_length=120, blank=True)
    days_at_start = models.PositiveSmallIntegerField(default=14)
    days_at_new_version = models.PositiveSmallIntegerField(default=30)

    objects = DocumentQuerySet.as_manager()

    class Meta:
        constraints = [
            *within_calendar("ended_on"),
            models.UniqueConstraint(
                fields=["enterprise", "code"], condition=~Q(code=""), name="governance_document_adopted_once"
            ),
        ]
        indexes = [models.Index(fields=["enterprise", "kind"], name="governance_document_kind")]

    def __str__(self) -> str:
        return self.name_nb

    def name(self, language: str) -> str:
        """What it is called in the language; bokmål where there is no other."""
        return getattr(self, f"name_{language}", "") or self.name_nb

    def about(self, language: str) -> str:
        """What it is, in the language; bokmål where there is no other."""
        return getattr(self, f"about_{language}", "") or self.about_nb

    @property
    def is_ours(self) -> bool:
        return not self.organisation

    def as_facts(self) -> DocumentFacts:
        """As the rules read it, with units by their running numbers as text. Reads the validities."""
        owner = str(self.unit_id) if self.is_ours else None
        return DocumentFacts(self.key, owner, tuple(each.as_validity() for each in self.validities.all()))


class DocumentVersion(Record):
    """A version, in force from a day. `themes`: pairs of theme and text, in order, for comparing versions."""

    document = models.ForeignKey(GoverningDocument, on_delete=models.PROTECT, related_name="versions")
    number = models.PositiveSmallIntegerField()
    label = models.CharField(max_length=60, blank=True)
    in_force_from = models.DateField(null=True, blank=True)
    sign_anew = models.BooleanField(default=True)
    what_changed = models.TextField(blank=True)
    texts = models.JSONField(default=list, blank=True)
    link = models.URLField(max_length=500, blank=True)

    objects = OfDocument.as_manager()

    class Meta:
        constraints = [
            *within_calendar("in_force_from"),
            models.UniqueConstraint(fields=["document", "number"], name="governance_version_number"),
        ]


class DocumentApproval(Record):
    """A body's decision on a document. `decided`: ISO as far as it is known. `body` where it is one of ours."""

    document = models.ForeignKey(GoverningDocument, on_delete=models.PROTECT, related_name="approvals")
    document_version = models.ForeignKey(
        DocumentVersion, null=True, blank=True, on_delete=models.PROTECT, related_name="approvals"
    )
    organisation = models.CharField(max_length=200, blank=True)
    body = models.ForeignKey(Body, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    body_name = models.CharField(max_length=200, blank=True)
    act = models.CharField(max_length=20, choices=ApprovalAct.choices, default=ApprovalAct.ADOPTED)
    case_number = models.CharField(max_length=40, blank=True)
    decided = models.CharField(max_length=10, blank=True)
    link = models.URLField(max_length=500, blank=True)

    objects = OfDocument.as_manager()

    class Meta:
        indexes = [models.Index(fields=["case_number"], name="governance_approval_case")]


class DocumentValidity(Record):
    """A unit for which a document holds, with all under it unless `subtree` is False, from day to day."""

    document = models.ForeignKey(GoverningDocument, on_delete=models.PROTECT, related_name="validities")
    unit = models.ForeignKey(OrgUnit, on_delete=models.PROTECT, related_name="+")
    subtree = models.BooleanField(default=True)
    valid_from = models.DateField(null=True, blank=True)
    valid_to = models.DateField(null=True, blank=True)

    objects = OfDocument.as_manager()

    class Meta:
        constraints = within_calendar("valid_from", "valid_to")

    def holds_for(self, unit: OrgUnit) -> bool:
        """Whether it reaches the unit, whatever the day."""
        return self.unit.contains(unit) if self.subtree else self.unit_id == unit.pk

    def as_validity(self) -> Validity:
        """As the rules read it."""
        return Validity(str(self.unit_id), self.subtree, self.valid_from, self.valid_to)


class DocumentTie(Record):
    """`document` stands in the tie to `other`. `from_on` is told of replacing alone."""

    document = models.ForeignKey(GoverningDocument, on_delete=models.PROTECT, related_name="ties")
    tie = models.CharField(max_length=12, choices=TieKind.choices)
    other = models.ForeignKey(GoverningDocument, on_delete=models.PROTECT, related_name="tied_from")
    from_on = models.DateField(null=True, blank=True)

    objects = OfDocument.as_manager()

    class Meta:
        constraints = [
            *within_calendar("from_on"),
            models.UniqueConstraint(fields=["document", "tie", "other"], name="governance_tie_once"),
        ]


class ReviewRule(Record):
    """How often a document is reviewed, from a day on; earlier ones are kept. `rests_on`: the document that says it."""

    document = models.ForeignKey(GoverningDocument, on_delete=models.PROTECT, related_name="review_rules")
    months = models.PositiveSmallIntegerField()
    whole_years = models.BooleanField(default=False)
    from_on = models.DateField(null=True, blank=True)
    rests_on = models.ForeignKey(GoverningDocument, null=True, blank=True, on_delete=models.PROTECT, related_name="+")

    objects = OfDocument.as_manager()

    class Meta:
        constraints = [
            *within_calendar("from_on"),
            models.CheckConstraint(condition=Q(months__gte=1, months__lte=240), name="governance_review_months"),
        ]

    def as_rule(self) -> RuleFacts:
        """As the rules read it."""
        return RuleFacts(self.months, self.from_on, str(self.rests_on_id or ""), self.whole_years)


class DocumentReview(Record):
    """A document gone through again. Kept is a confirmation without a new version, with its case."""

    document = models.ForeignKey(GoverningDocument, on_delete=models.PROTECT, related_name="reviews")
    reviewed_on = models.DateField()
    outcome = models.CharField(max_length=10, choices=ReviewOutcome.choices)
    body = models.ForeignKey(Body, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    body_name = models.CharField(max_length=200, blank=True)
    case_number = models.CharField(max_length=40, blank=True)
    note = models.TextField(blank=True)

    objects = OfDocument.as_manager()

    class Meta:
        constraints = within_calendar("reviewed_on")
