"""Who holds which role where, and the tokens of programs."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from samsvar.platform.access.permissions import ROLES, Role
from samsvar.platform.audit.records import Record
from samsvar.platform.organisation.models import OrgUnit, Person, within_calendar


class RoleAssignment(Record):
    """A role held by a person on a unit and all beneath it, from the first day to the last, both included."""

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="roles")
    unit = models.ForeignKey(OrgUnit, on_delete=models.PROTECT, related_name="roles")
    role = models.CharField(max_length=30, choices=[(role.value, rights.name) for role, rights in ROLES.items()])
    valid_from = models.DateField()
    valid_to = models.DateField(null=True, blank=True)

    class Meta:
        constraints = within_calendar("valid_from", "valid_to")
        indexes = [models.Index(fields=["person", "valid_from"], name="access_role_person")]
        verbose_name = _("role")

    @property
    def rights_name(self) -> str:
        return str(ROLES[Role(self.role)].name)


class ApiToken(Record):
    """A program's key to one enterprise: chosen permissions, an end date, only its SHA-256 kept."""

    unrecorded = frozenset({"last_used_at"})

    enterprise = models.ForeignKey(OrgUnit, on_delete=models.PROTECT, related_name="api_tokens")
    name = models.CharField(max_length=100)
    owner = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="api_tokens")
    permissions = models.JSONField(default=list)
    digest = models.CharField(max_length=64, unique=True)
    ends_on = models.DateField()
    last_used_at = models.DateTimeField(null=True)
    revoked_at = models.DateTimeField(null=True)


class DemoMark(models.Model):
    """Its one row says that everything in this database is made up, so that demo sign-in may be offered."""

    made_at = models.DateTimeField()
