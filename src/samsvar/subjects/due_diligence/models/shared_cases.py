"""What several do with one case: the dialogue with the supplier, questions to owners of agreements, and leaving.

Invariants: of those who share a case one leads, the one it belongs to where no share says so; a letter to an owner is
answered once; what has been decided about leaving is never changed.
"""

from django.db import models
from django.db.models import Q
from django.utils.translation import pgettext_lazy

from samsvar.platform.access.scoping import OfEnterprise
from samsvar.platform.audit.records import Record
from samsvar.platform.organisation.models import OrgUnit, within_calendar
from samsvar.registers.suppliers.models import OwnerInquiry
from samsvar.subjects.due_diligence.models.impacts import AdverseImpact, OfImpact


class Said(models.TextChoices):
    ASKED = "asked", pgettext_lazy("dialogue", "Asked of the supplier")
    HEARD = "heard", pgettext_lazy("dialogue", "Heard from the supplier")
    MET = "met", pgettext_lazy("dialogue", "Meeting with the supplier")
    AMONG_US = "among_us", pgettext_lazy("dialogue", "Between the buyers")


class Ground(models.TextChoices):
    TRIED_IN_VAIN = "tried_in_vain", pgettext_lazy("leaving", "what we have tried has not helped")
    NO_PROSPECT = "no_prospect", pgettext_lazy("leaving", "there is no prospect that it changes")
    IRREMEDIABLE = "irremediable", pgettext_lazy("leaving", "the harm cannot be made good")
    GRAVE_AND_IDLE = "grave_and_idle", pgettext_lazy("leaving", "it is grave, and the supplier does nothing at once")


class CaseLine(Record):
    """A line of the one dialogue about a case. Read by all who share it; `author` is the enterprise that wrote it.

    It belongs to both sides, so `author` makes no wall: the case's own does.
    """

    impact = models.ForeignKey(AdverseImpact, on_delete=models.PROTECT, related_name="dialogue")
    author = models.ForeignKey(OrgUnit, on_delete=models.PROTECT, related_name="+")
    said = models.CharField(max_length=10, choices=Said.choices)
    said_on = models.DateField()
    whom = models.CharField(max_length=200, blank=True)
    text = models.TextField()

    objects = OfImpact.as_manager()

    class Meta:
        constraints = within_calendar("said_on")


class OwnerLetter(Record):
    """A question about a case to somebody outside who owns agreements; they answer by a link, without an account.

    The question and the answer are the register's own (`inquiry`), so that they count with all others. The link's
    purpose is `owner` and its target this row's key; the mail stands in the outbox under the same key.
    """

    enterprise = models.ForeignKey(OrgUnit, on_delete=models.PROTECT, related_name="+")
    impact = models.ForeignKey(AdverseImpact, on_delete=models.PROTECT, related_name="owner_letters")
    inquiry = models.OneToOneField(OwnerInquiry, on_delete=models.PROTECT, related_name="letter")
    name = models.CharField(max_length=200, blank=True)
    address = models.EmailField()
    language = models.CharField(max_length=2, default="nb")
    opened_at = models.DateTimeField(null=True, blank=True)
    answered_at = models.DateTimeField(null=True, blank=True)
    answered_by = models.CharField(max_length=200, blank=True)
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    unrecorded = frozenset({"opened_at"})
    objects = OfEnterprise.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(answered_at=None) | Q(withdrawn_at=None), name="due_diligence_letter_one_end"
            )
        ]


class Leaving(Record):
    """One enterprise's leaving of a supplier over a case: what was tried and considered, and who decided.

    A draft until `decided_on`. Each of those who share a case decides for itself.
    """

    enterprise = models.ForeignKey(OrgUnit, on_delete=models.PROTECT, related_name="+")
    impact = models.ForeignKey(AdverseImpact, on_delete=models.PROTECT, related_name="leavings")
    ends = models.CharField(max_length=300, help_text="what ends: the agreements, or all trade")
    ground = models.CharField(max_length=20, choices=Ground.choices, blank=True)
    tried = models.TextField(blank=True)
    workers = models.TextField(blank=True)
    asked_affected = models.TextField(blank=True)
    alternatives = models.TextField(blank=True)
    contractual_ground = models.TextField(blank=True)
    reasons_given = models.TextField(blank=True)
    notice_on = models.DateField(null=True, blank=True)
    ends_on = models.DateField(null=True, blank=True)
    decided_by = models.CharField(max_length=200, blank=True)
    decided_on = models.DateField(null=True, blank=True)

    objects = OfEnterprise.as_manager()

    class Meta:
        constraints = [
            *within_calendar("notice_on", "ends_on", "decided_on"),
            models.UniqueConstraint(fields=["impact", "enterprise"], name="due_diligence_leaving_once"),
            models.CheckConstraint(
                condition=Q(decided_on=None) | (~Q(ground="") & ~Q(decided_by="")), name="due_diligence_leaving_decided"
            ),
        ]
