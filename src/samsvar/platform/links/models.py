"""Links that open one thing for one person, once, without an account."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from samsvar.platform.audit.records import Record
from samsvar.platform.organisation.models import OrgUnit, Person


class LinkPurpose(models.TextChoices):
    SIGN_IN = "sign_in", _("first sign-in")


class SingleLink(Record):
    """A link with one purpose. Of its 256 random bits only the SHA-256 is kept.

    Unknown, expired, revoked and spent links answer alike.
    """

    purpose = models.CharField(max_length=20, choices=LinkPurpose.choices)
    digest = models.CharField(max_length=64, unique=True)
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="links")
    enterprise = models.ForeignKey(OrgUnit, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    by_operator = models.BooleanField(default=False, help_text="made at the command line: opens also a person in use")
    expires_at = models.DateTimeField()
    spent_at = models.DateTimeField(null=True, blank=True)
    revoked_at = models.DateTimeField(null=True, blank=True)
