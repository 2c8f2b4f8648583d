"""What every case from outside has: its number, the days that are owed, and whose it is."""

from typing import Any, ClassVar

from django.db import models
from django.db.models import Q

from samsvar.platform.audit.records import Record
from samsvar.platform.organisation.models import OrgUnit, Person, within_calendar

IS_OPEN = Q(due_on__isnull=False)


class OutsideCase(Record):
    """Somebody outside opened it. `number` counts within enterprise and year: `2025-3`.

    Invariant: `due_on` is the last day of what is owed now, and empty where the case has ended. `answer_due_on` is the
    last day for the answer. Who opened it is optional throughout.
    """

    #: The column with the SHA-256 of the code on the receipt; empty where none was given.
    code_column: ClassVar[str]
    #: What whoever opened it chose to say of themselves: removed, with the code, a year after the end.
    sender_columns: ClassVar[tuple[str, ...]]

    enterprise = models.ForeignKey(OrgUnit, on_delete=models.PROTECT, related_name="+")
    number = models.CharField(max_length=20)
    language = models.CharField(max_length=2, default="nb")
    received_at = models.DateTimeField()
    received_on = models.DateField()
    status = models.CharField(max_length=20)
    handler = models.ForeignKey(Person, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    answer_due_on = models.DateField()
    due_on = models.DateField(null=True, blank=True)
    answered_on = models.DateField(null=True, blank=True)
    ended_on = models.DateField(null=True, blank=True, help_text="nothing is owed since")
    forgotten_on = models.DateField(null=True, blank=True, help_text="who opened it was removed")

    class Meta:
        abstract = True
        constraints: ClassVar[list[Any]] = [
            *within_calendar("received_on", "answer_due_on", "due_on", "answered_on", "ended_on"),
            models.UniqueConstraint(fields=["enterprise", "number"], name="%(app_label)s_number"),
            models.CheckConstraint(
                condition=Q(due_on__isnull=False, ended_on__isnull=True)
                | Q(due_on__isnull=True, ended_on__isnull=False),
                name="%(app_label)s_due_or_ended",
            ),
        ]
        indexes: ClassVar[list[Any]] = [models.Index(fields=["enterprise", "due_on"], name="%(app_label)s_due")]

    def __str__(self) -> str:
        return self.number

    def may_become(self, status: str) -> bool:
        """Whether the rule of the subject lets the status move there."""
        raise NotImplementedError

    def mailed_to(self) -> tuple[str, str]:
        """The address of whoever opened it, and the name that a mail bears; empty where there is none."""
        raise NotImplementedError
