"""The trail: one chain per enterprise and one for the installation, their events and the rows each event changed.

Invariants: events and rows are only ever added (database triggers refuse the rest); an event's id is its chain and
sequence in one number, so the order of ids is the order of the chain; rows are written before the event that binds
them. Only `names`, `content` and the salts may be blanked, once, when a person is forgotten.
"""

import json
from typing import Any

from django.db import models
from django.db.models import Q

INSTALLATION = "installation"
EVENTS_PER_CHAIN = 1 << 40


def event_id(chain_id: int, sequence: int) -> int:
    return chain_id * EVENTS_PER_CHAIN + sequence


class Chain(models.Model):
    """A chain's head. `key` is the enterprise's key or "installation"."""

    key = models.CharField(max_length=16, unique=True)
    head = models.CharField(max_length=64)
    size = models.BigIntegerField(default=0)

    def __str__(self) -> str:
        return self.key


class EventQuerySet(models.QuerySet["Event"]):
    def of_enterprises(self, *keys: str) -> "EventQuerySet":
        """Events in the chains of the enterprises with these keys; never the installation's."""
        return self.filter(enterprise__in=[key for key in keys if key])

    def of_installation(self) -> "EventQuerySet":
        """Events that belong to no enterprise."""
        return self.filter(enterprise="")

    def of_row(self, table: str, row_key: str | models.Expression) -> "EventQuerySet":
        """Events that changed the row."""
        found = EventRow.objects.filter(table=table, row_key=row_key).values("event_id")
        return self.filter(pk__in=found)

    def newest_first(self) -> "EventQuerySet":
        return self.order_by("-at", "-id")


class Event(models.Model):
    """Something done: who, when, what kind, to which object. `body` is canonical JSON and is what the hash covers."""

    id = models.BigIntegerField(primary_key=True)
    chain = models.ForeignKey(Chain, on_delete=models.PROTECT, related_name="events", db_index=False)
    sequence = models.BigIntegerField()
    kind = models.CharField(max_length=60)
    at = models.DateTimeField()
    actor_key = models.CharField(max_length=16, blank=True)
    via = models.CharField(max_length=10)
    enterprise = models.CharField(max_length=16, blank=True)
    object_table = models.CharField(max_length=63, blank=True)
    object_key = models.CharField(max_length=40, blank=True)
    names = models.TextField(help_text="canonical JSON: the actor's name and the object's label")
    salt = models.CharField(max_length=32)
    body = models.TextField()
    previous = models.CharField(max_length=64)
    hash = models.CharField(max_length=64, unique=True)

    objects = EventQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["chain", "sequence"], name="audit_event_sequence"),
            models.UniqueConstraint(fields=["chain", "previous"], name="audit_event_previous"),
        ]
        indexes = [
            models.Index(fields=["enterprise", "at"], name="audit_event_enterprise"),
            models.Index(fields=["object_table", "object_key"], name="audit_event_object"),
            models.Index(fields=["actor_key"], name="audit_event_actor", condition=~Q(actor_key="")),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.sequence}"

    @property
    def facts(self) -> dict[str, Any]:
        """The body as values."""
        return dict(json.loads(self.body))

    @property
    def about(self) -> dict[str, Any]:
        """The codes, counts and keys that the service gave."""
        return dict(self.facts["about"])

    @property
    def actor_name(self) -> str:
        """The actor's name as it was then; empty when forgotten."""
        return self._name("actor")

    @property
    def object_label(self) -> str:
        """What the object was called then; empty when forgotten."""
        return self._name("object")

    def _name(self, which: str) -> str:
        return str(json.loads(self.names)[which]) if self.names else ""


class EventRow(models.Model):
    """A row that an event changed. `digest` is of the whole row as it became, empty when the row was removed.

    `content` is canonical JSON: `is` alone for a new row, `was` alone for a removed one, else the columns that differ.
    """

    event = models.ForeignKey(Event, on_delete=models.PROTECT, related_name="rows", db_index=False)
    position = models.IntegerField()
    table = models.CharField(max_length=63)
    row_key = models.CharField(max_length=40)
    person_key = models.CharField(max_length=16, blank=True, help_text="whose personal content this is")
    digest = models.CharField(max_length=64, blank=True)
    content = models.TextField()
    salt = models.CharField(max_length=32)
    commitment = models.CharField(max_length=64)
    leaf = models.CharField(max_length=64)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["event", "position"], name="audit_eventrow_position")]
        indexes = [
            models.Index(fields=["table", "row_key"], name="audit_eventrow_row"),
            models.Index(fields=["person_key"], name="audit_eventrow_person", condition=~Q(person_key="")),
        ]

    def __str__(self) -> str:
        return f"{self.table} {self.row_key}"
