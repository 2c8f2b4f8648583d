"""What owners expect and assign, and what each receiver says to it; how far each trust has come with a document.

Invariant: an assignment is read by whoever gave it and by its receivers; a receiver's assessment and answer are its own
to write.
"""

from typing import Generic

from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from samsvar.platform.access.permissions import Permission
from samsvar.platform.access.scoping import NOTHING, OfEnterprise, Row, ScopedQuerySet, visible
from samsvar.platform.access.viewer import Viewer
from samsvar.platform.audit.records import Record
from samsvar.platform.organisation.models import Body, OrgUnit, Person, within_calendar
from samsvar.subjects.governance.models.documents import GoverningDocument


class AssignmentKind(models.TextChoices):
    EXPECTATION = "expectation", _("expectation of the owner")
    ASSIGNMENT = "assignment", _("assignment")


class ReceiverStatus(models.TextChoices):
    NOT_BEGUN = "not_begun", pgettext_lazy("assignment", "not begun")
    UNDER_WAY = "under_way", pgettext_lazy("assignment", "under way")
    DONE = "done", pgettext_lazy("assignment", "carried out")


class ImplementationState(models.TextChoices):
    NOT_BEGUN = "not_begun", pgettext_lazy("implementation", "not begun")
    UNDER_WAY = "under_way", pgettext_lazy("implementation", "under way")
    IMPLEMENTED = "implemented", pgettext_lazy("implementation", "implemented")
    FOLLOWED_UP = "followed_up", pgettext_lazy("implementation", "followed up")


class AssignmentQuerySet(OfEnterprise["Assignment"]):
    def readable_by(self, viewer: Viewer) -> "AssignmentQuerySet":
        """Those the viewer's enterprises have given, and those they have received."""
        if viewer.everything:
            return self
        given = visible(viewer, Permission.VIEW_DOCUMENTS, enterprise="enterprise_id", path="enterprise__path")
        mine = NOTHING
        for grant in viewer.grants:
            if Permission.VIEW_DOCUMENTS in grant.own:
                mine |= Q(enterprise_id=grant.enterprise_id)
        received = AssignmentReceiver.objects.filter(mine, assignment=OuterRef("pk"))
        return self.filter(given | Exists(received))


class Assignment(Record):
    """One thing an owner expects or assigns, in a year. `giver`: who, where it is not the enterprise itself."""

    #: Read by its receivers, so the wall between enterprises does not stand on it.
    walled = False

    enterprise = models.ForeignKey(OrgUnit, on_delete=models.PROTECT, related_name="+")
    document = models.ForeignKey(GoverningDocument, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(max_length=12, choices=AssignmentKind.choices)
    code = models.CharField(max_length=60, blank=True)
    giver = models.CharField(max_length=200, blank=True)
    year = models.PositiveSmallIntegerField()
    clause = models.CharField(max_length=100, blank=True)
    text = models.TextField()
    due_on = models.DateField(null=True, blank=True)

    objects = AssignmentQuerySet.as_manager()

    class Meta:
        constraints = [
            *within_calendar("due_on"),
            models.CheckConstraint(condition=Q(year__gte=1900, year__lte=2199), name="governance_assignment_year"),
        ]
        indexes = [models.Index(fields=["enterprise", "year"], name="governance_assignment_of_year")]

    def __str__(self) -> str:
        return self.text[:80]


class OfReceiver(ScopedQuerySet[Row], Generic[Row]):
    """Rows of an enterprise that has received an assignment."""

    path_column = "enterprise__path"


class AssignmentReceiver(Record):
    """An enterprise that has received an assignment: its board's assessment with its case, and its answer."""

    enterprise = models.ForeignKey(OrgUnit, on_delete=models.PROTECT, related_name="+")
    assignment = models.ForeignKey(Assignment, on_delete=models.PROTECT, related_name="receivers")
    assessment = models.TextField(blank=True)
    assessed_on = models.DateField(null=True, blank=True)
    body = models.ForeignKey(Body, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    case_number = models.CharField(max_length=40, blank=True)
    status = models.CharField(max_length=10, choices=ReceiverStatus.choices, default=ReceiverStatus.NOT_BEGUN)
    answer = models.TextField(blank=True)
    answered_on = models.DateField(null=True, blank=True)

    objects = OfReceiver.as_manager()

    class Meta:
        constraints = [
            *within_calendar("assessed_on", "answered_on"),
            models.UniqueConstraint(fields=["enterprise", "assignment"], name="governance_received_once"),
        ]


class DocumentImplementation(Record):
    """How far an enterprise had come with a document on a day. The newest counts; earlier ones stay."""

    enterprise = models.ForeignKey(OrgUnit, on_delete=models.PROTECT, related_name="+")
    document = models.ForeignKey(GoverningDocument, on_delete=models.PROTECT, related_name="implementations")
    state = models.CharField(max_length=12, choices=ImplementationState.choices)
    set_on = models.DateField()
    responsible = models.ForeignKey(Person, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    responsible_name = models.CharField(max_length=150, blank=True)
    evidence_text = models.TextField(blank=True)
    evidence_link = models.URLField(max_length=500, blank=True)

    objects = OfEnterprise.as_manager()

    class Meta:
        constraints = within_calendar("set_on")
        indexes = [models.Index(fields=["enterprise", "document"], name="governance_implemented")]
