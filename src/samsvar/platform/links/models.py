"""Links that open one thing for one recipient, without an account, and how often what is open to anyone was used."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.db import models
from django.db.models import F, Q

from samsvar.platform.audit.records import Record
from samsvar.platform.organisation.models import OrgUnit, Person

#: The setting, for one transaction on PostgreSQL, that holds the digest of the link somebody has shown.
SHOWN_LINK = "samsvar.link"

Scope = Mapping[str, Sequence[str]]
"""What a link is narrowed to: names (`sections`) with the codes that are open. A name that is not there is whole."""


@dataclass(frozen=True)
class Recipient:
    """Who a link is for: what they are called, their e-mail address, and the person where it is one with an account."""

    name: str = ""
    address: str = ""
    person: Person | None = None


class SingleLink(Record):
    """A link with one purpose, for one recipient. Of its 256 random bits only the SHA-256 is kept.

    `target` is the key of what it opens. `scope` narrows it; a link made from another (`parent`) is never wider and
    never outlives it. Unknown, expired, revoked and spent links answer alike.

    Purpose: to let somebody without an account answer or sign in. Name and address of the recipient are removed with
    the row 90 days after it could last be used, from the trail as well.
    """

    unrecorded = frozenset({"last_used_at"})
    #: Whoever shows a link's secret may read that one row before anybody's enterprise is known.
    shown_also = f"digest = (SELECT current_setting('{SHOWN_LINK}', true))"

    purpose = models.CharField(max_length=40)
    digest = models.CharField(max_length=64, unique=True)
    target = models.CharField(max_length=100, blank=True, default="")
    person = models.ForeignKey(Person, null=True, blank=True, on_delete=models.PROTECT, related_name="links")
    recipient = models.CharField(max_length=200, blank=True, default="")
    address = models.CharField(max_length=254, blank=True, default="")
    enterprise = models.ForeignKey(OrgUnit, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    scope = models.JSONField(default=dict, blank=True)
    parent = models.ForeignKey("self", null=True, blank=True, on_delete=models.CASCADE, related_name="narrower")
    by_operator = models.BooleanField(default=False, help_text="made at the command line: opens also a person in use")
    expires_at = models.DateTimeField()
    spent_at = models.DateTimeField(null=True, blank=True)
    revoked_at = models.DateTimeField(null=True, blank=True)
    last_used_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        indexes = [models.Index(fields=["purpose", "target"], name="links_of_target")]
        constraints = [
            models.CheckConstraint(condition=Q(expires_at__gte=F("created_at")), name="links_ends_after_it_began"),
            models.CheckConstraint(
                condition=~Q(purpose="sign_in") | Q(person__isnull=False), name="links_signs_in_somebody"
            ),
            models.CheckConstraint(
                condition=Q(parent__isnull=True) | ~Q(parent=F("id")), name="links_is_not_its_own_parent"
            ),
        ]

    def allows(self, name: str, code: str) -> bool:
        """Whether the scope leaves the code open."""
        return name not in self.scope or code in self.scope[name]

    def concerns_person(self) -> str:
        return self.person.key if self.person else ""


class LimitCount(models.Model):
    """How often something was done in one window of time. State, no record: no addresses, and gone after two days."""

    scope = models.CharField(max_length=40)
    key = models.CharField(max_length=64, help_text="a digest, never what it is of")
    ends_at = models.DateTimeField(db_index=True)
    count = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["scope", "key", "ends_at"], name="links_limit_once")]


class DaySalt(models.Model):
    """What address blocks are hashed with on one day. When it is gone nobody can tell whose a digest was."""

    day = models.DateField(unique=True)
    salt = models.BinaryField(max_length=32)
