"""What documents ask, what stands behind it at each unit, who answers for it, and how well it is covered.

Invariant: a backing points to exactly one thing of its kind; `for_subtree` lets it count for the units under its own.
Coverage is worked out and stored by `services/coverage`: nobody else writes it.
"""

from typing import Generic, Self

from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from samsvar.core.rules.requirements import Answer, Asked, RequirementFacts
from samsvar.platform.access.permissions import Permission
from samsvar.platform.access.scoping import Row, ScopedQuerySet, visible
from samsvar.platform.access.viewer import Viewer
from samsvar.platform.audit.code_columns import parted
from samsvar.platform.audit.records import Record
from samsvar.platform.organisation.models import READ_BELOW, OrgUnit, Person, within_calendar
from samsvar.registers.actions.models import Action
from samsvar.registers.indicators.models import Goal, Indicator
from samsvar.registers.suppliers.models import Contract
from samsvar.registers.wheel.models import Activity
from samsvar.subjects.governance.models.documents import DocumentValidity, GoverningDocument, reaching


class RequirementPhase(models.TextChoices):
    PLAN = "plan", pgettext_lazy("phase", "plan")
    DO = "do", pgettext_lazy("phase", "carry out")
    CHECK = "check", pgettext_lazy("phase", "evaluate")
    ACT = "act", pgettext_lazy("phase", "correct")


class RequirementStrength(models.TextChoices):
    MUST = "must", pgettext_lazy("requirement", "must")
    SHOULD = "should", pgettext_lazy("requirement", "should")
    EXPECTED = "expected", pgettext_lazy("requirement", "is expected")


class AskedOf(models.TextChoices):
    REGION = "region", _("the regional health authority")
    ENTERPRISE = "enterprise", _("each enterprise")
    UNIT = "unit", _("each unit")


class BackingKind(models.TextChoices):
    ACTIVITY = "activity", _("activity of the wheel")
    ACTION = "action", pgettext_lazy("kind of backing", "action")
    INDICATOR = "indicator", pgettext_lazy("kind of backing", "goal or indicator")
    EVIDENCE = "evidence", pgettext_lazy("kind of backing", "evidence")


class CoverKind(models.TextChoices):
    ANSWERED = "answered", _("answered")
    UNDATED = "undated", _("age not known")
    OLD = "old", _("too old")
    NOTHING = "nothing", _("nothing behind it")


class RequirementQuerySet(ScopedQuerySet["Requirement"]):
    enterprise_column = "document__enterprise_id"
    path_column = "document__unit__path"

    def readable_by(self, viewer: Viewer) -> "RequirementQuerySet":
        """Those of the documents that the viewer reads."""
        if viewer.everything:
            return self
        own = visible(viewer, Permission.VIEW_DOCUMENTS, enterprise=self.enterprise_column, path=self.path_column)
        held = DocumentValidity.objects.filter(
            reaching(viewer, Permission.VIEW_DOCUMENTS, ""), document=OuterRef("document")
        )
        return self.filter(own | Exists(held))


class OfUnit(ScopedQuerySet[Row], Generic[Row]):
    """Rows of a unit of an enterprise."""

    def reaching(self, unit: OrgUnit) -> Self:
        """Those of the unit, and those above it that count for what lies beneath."""
        above = unit.line_keys[:-1]
        return self.filter(Q(unit=unit) | Q(unit__key__in=above, for_subtree=True))


class Requirement(Record):
    """What a clause asks. `asks_of`, `answered_by`, `subjects`: `;a;b;`. `every_months`: how old an answer may be.

    `set_by`: `source` where the document says how often, `samsvar` where that is the catalogue's own proposal.
    """

    document = models.ForeignKey(GoverningDocument, on_delete=models.PROTECT, related_name="requirements")
    code = models.CharField(max_length=60, blank=True)
    clause = models.CharField(max_length=100, blank=True)
    name_nb = models.CharField(max_length=500)
    name_nn = models.CharField(max_length=500, blank=True)
    name_en = models.CharField(max_length=500, blank=True)
    phase = models.CharField(max_length=5, choices=RequirementPhase.choices)
    strength = models.CharField(max_length=10, choices=RequirementStrength.choices, default=RequirementStrength.MUST)
    asks_of = models.CharField(max_length=60)
    answered_by = models.CharField(max_length=60)
    in_writing = models.BooleanField(default=False)
    every_months = models.PositiveSmallIntegerField(null=True, blank=True)
    set_by = models.CharField(max_length=10, blank=True)
    from_employees = models.PositiveIntegerField(null=True, blank=True)
    applies_from_on = models.DateField(null=True, blank=True)
    applies_to_on = models.DateField(null=True, blank=True)
    subjects = models.CharField(max_length=300, blank=True)

    objects = RequirementQuerySet.as_manager()

    class Meta:
        constraints = [
            *within_calendar("applies_from_on", "applies_to_on"),
            models.UniqueConstraint(
                fields=["document", "code"], condition=~Q(code=""), name="governance_requirement_once"
            ),
        ]

    def __str__(self) -> str:
        return self.name_nb

    def name(self, language: str) -> str:
        """What is asked, in the language; bokmål where there is no other."""
        return getattr(self, f"name_{language}", "") or self.name_nb

    def as_facts(self, document_id: str = "") -> RequirementFacts:
        """As the rules read it; its own and the document's running numbers as text."""
        return RequirementFacts(
            id=str(self.pk),
            document_id=document_id or str(self.document_id),
            asks_of=frozenset(Asked(code) for code in parted(self.asks_of)),
            answered_by=frozenset(Answer(code) for code in parted(self.answered_by)),
            every_months=self.every_months,
            from_employees=self.from_employees,
            applies_from=self.applies_from_on,
            applies_to=self.applies_to_on,
        )


class RequirementBacking(Record):
    """What answers a requirement at a unit. Of an indicator: it or a goal. Of evidence: another document (its clause in
    `label`), a contract with the term, words, or a link.
    """

    #: What a region ties for all beneath it is read by the trusts.
    shown_also = READ_BELOW

    enterprise = models.ForeignKey(OrgUnit, on_delete=models.PROTECT, related_name="+")
    unit = models.ForeignKey(OrgUnit, on_delete=models.PROTECT, related_name="+")
    requirement = models.ForeignKey(Requirement, on_delete=models.PROTECT, related_name="backings")
    kind = models.CharField(max_length=10, choices=BackingKind.choices)
    action = models.ForeignKey(Action, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    activity = models.ForeignKey(Activity, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    indicator = models.ForeignKey(Indicator, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    goal = models.ForeignKey(Goal, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    contract = models.ForeignKey(Contract, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    document = models.ForeignKey(GoverningDocument, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    label = models.CharField(max_length=300, blank=True)
    link = models.URLField(max_length=500, blank=True)
    made_on = models.DateField(null=True, blank=True)
    valid_to = models.DateField(null=True, blank=True)
    for_subtree = models.BooleanField(default=False)
    note = models.TextField(blank=True)

    objects = OfUnit.as_manager()

    class Meta:
        constraints = within_calendar("made_on", "valid_to")
        indexes = [
            models.Index(fields=["enterprise", "requirement"], name="governance_backing_of"),
            models.Index(
                fields=["document"], name="governance_backed_by_document", condition=Q(document__isnull=False)
            ),
        ]


class RequirementDelegation(Record):
    """Somebody other than the unit's leader answers for a requirement there."""

    enterprise = models.ForeignKey(OrgUnit, on_delete=models.PROTECT, related_name="+")
    unit = models.ForeignKey(OrgUnit, on_delete=models.PROTECT, related_name="+")
    requirement = models.ForeignKey(Requirement, on_delete=models.PROTECT, related_name="delegations")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    from_on = models.DateField()
    to_on = models.DateField(null=True, blank=True)

    objects = OfUnit.as_manager()

    class Meta:
        constraints = within_calendar("from_on", "to_on")


class RequirementCoverage(models.Model):
    """How a requirement is covered over the units of an enterprise, as last worked out: how many units stand how.

    `own` is how it stands at the enterprise itself, empty where it is not asked there.
    """

    enterprise = models.ForeignKey(OrgUnit, on_delete=models.CASCADE, related_name="+")
    requirement = models.ForeignKey(Requirement, on_delete=models.CASCADE, related_name="+")
    own = models.CharField(max_length=10, choices=CoverKind.choices, blank=True)
    answered = models.PositiveIntegerField(default=0)
    undated = models.PositiveIntegerField(default=0)
    old = models.PositiveIntegerField(default=0)
    nothing = models.PositiveIntegerField(default=0)
    unsure = models.PositiveIntegerField(default=0)
    worked_out_at = models.DateTimeField()

    objects = ScopedQuerySet.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["enterprise", "requirement"], name="governance_coverage_once")]
