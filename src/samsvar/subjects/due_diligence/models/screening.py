"""Hits of screening: what on a list a supplier or factory may be, and what a person said of it.

Invariant: a hit is one per supplier (or factory in its chain) and entry of a list, whatever the edition. A cleared one
stays cleared until the entry or the supplier changes in what was compared; `changed` then says in what.
"""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from samsvar.platform.access.scoping import OfEnterprise
from samsvar.platform.audit.records import Record
from samsvar.platform.organisation.models import OrgUnit, Person, within_calendar
from samsvar.registers.suppliers.models import Supplier


class HitState(models.TextChoices):
    OPEN = "open", _("to be judged")
    CLEARED = "cleared", _("cleared")
    CONFIRMED = "confirmed", _("confirmed")


class ScreeningHit(Record):
    """A pair for a person to judge. `link_key` is the factory's in the supplier's chain; empty: the supplier itself.

    `subject` and `listed` are what was compared, as it stood when the hit was found or last changed. `reasons` are
    codes with facts of `core/rules/screening`. `lapsed_on`: the day it was no longer found; it then counts nowhere.
    """

    enterprise = models.ForeignKey(OrgUnit, on_delete=models.PROTECT, related_name="+")
    supplier = models.ForeignKey(Supplier, on_delete=models.PROTECT, related_name="screening_hits")
    link_key = models.CharField(max_length=16, blank=True)
    source = models.CharField(max_length=30)
    edition = models.CharField(max_length=20)
    entry = models.CharField(max_length=250)
    state = models.CharField(max_length=10, choices=HitState.choices, default=HitState.OPEN)
    likeness = models.PositiveSmallIntegerField()
    reasons = models.JSONField()
    subject = models.JSONField()
    listed = models.JSONField()
    method_version = models.PositiveIntegerField()
    found_on = models.DateField()
    changed = models.JSONField(default=list, blank=True)
    reason = models.TextField(blank=True)
    judged_by = models.ForeignKey(Person, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    judged_on = models.DateField(null=True, blank=True)
    lapsed_on = models.DateField(null=True, blank=True)

    objects = OfEnterprise.as_manager()

    class Meta:
        constraints = [
            *within_calendar("found_on", "judged_on", "lapsed_on"),
            models.UniqueConstraint(
                fields=["supplier", "link_key", "source", "entry"], name="due_diligence_screening_hit_once"
            ),
            models.CheckConstraint(condition=Q(likeness__lte=100), name="due_diligence_screening_hit_likeness"),
            models.CheckConstraint(
                condition=Q(state="open") | (Q(judged_on__isnull=False) & ~Q(reason="")),
                name="due_diligence_screening_hit_judged",
            ),
        ]
        indexes = [models.Index(fields=["enterprise", "state"], name="due_diligence_screening_state")]

    def __str__(self) -> str:
        return f"{self.subject.get('name', '')} – {self.listed.get('name', '')}"

    @property
    def counts(self) -> bool:
        """Whether it weighs on the supplier: found today, and not cleared."""
        return self.lapsed_on is None and self.state != HitState.CLEARED


class ScreeningRun(models.Model):
    """When an enterprise's suppliers were screened, against which editions, so that a page can say so."""

    enterprise = models.ForeignKey(OrgUnit, on_delete=models.PROTECT, related_name="+")
    on = models.DateField()
    at = models.DateTimeField()
    editions = models.JSONField()
    method_version = models.PositiveIntegerField()
    suppliers = models.PositiveIntegerField()
    found = models.PositiveIntegerField(default=0)
    returned = models.PositiveIntegerField(default=0)
    lapsed = models.PositiveIntegerField(default=0)

    objects = OfEnterprise.as_manager()

    class Meta:
        constraints = within_calendar("on")
        indexes = [models.Index(fields=["enterprise", "-at"], name="due_diligence_screening_latest")]
