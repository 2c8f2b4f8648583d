"""Import runs from the pages: what was sent in, how far it has come, and what came of it.

A run is the state of some work, not a record: what an import changes stands in the audit trail, with the SHA-256 of
the file. Invariants: `lease_until` is set only while the status is running; `stored_name` names a file only until
the run is done, refused or dropped.
"""

from django.db import models
from django.utils.translation import gettext_lazy as _

from samsvar.platform.access.scoping import OfEnterprise
from samsvar.platform.audit.records import new_key
from samsvar.platform.organisation.models import OrgUnit, Person


class ImportStatus(models.TextChoices):
    WAITING_CHECK = "waiting_check", _("waiting to be checked")
    CHECKED = "checked", _("checked, not saved")
    REFUSED = "refused", _("refused: the file has errors")
    WAITING = "waiting", _("waiting to be saved")
    DONE = "done", _("done")
    FAILED = "failed", _("stopped by a fault")
    DROPPED = "dropped", _("dropped")


#: A worker takes a run in one of these.
TO_DO = (ImportStatus.WAITING_CHECK, ImportStatus.WAITING)


class ImportRun(models.Model):
    """One reading of one file. `outcome` is the document that `import --json` prints, errors as codes with facts."""

    key = models.CharField(max_length=16, unique=True, default=new_key, editable=False)
    enterprise = models.ForeignKey(OrgUnit, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(max_length=30)
    file_name = models.CharField(max_length=250)
    sha256 = models.CharField(max_length=64)
    person = models.ForeignKey(Person, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    status = models.CharField(max_length=15, choices=ImportStatus.choices)
    done_steps = models.BigIntegerField(default=0, help_text="how far the reading has come, of `total_steps`")
    total_steps = models.BigIntegerField(default=0)
    created = models.PositiveIntegerField(default=0)
    changed = models.PositiveIntegerField(default=0)
    unchanged = models.PositiveIntegerField(default=0)
    errors = models.JSONField(default=list)
    ignored_columns = models.JSONField(default=list)
    answers = models.JSONField(default=dict, help_text="what the person filled in beside the file, by field")
    notes = models.JSONField(default=list, help_text="what else follows, as codes and facts")
    warnings = models.JSONField(default=list, help_text="what to look at, as codes and facts")
    stored_name = models.CharField(max_length=80, blank=True, help_text="the waiting file, deleted after the run")
    attempts = models.PositiveSmallIntegerField(default=0)
    lease = models.CharField(max_length=16, blank=True, help_text="the worker that holds the run")
    lease_until = models.DateTimeField(null=True, blank=True)
    created_at = models.DateTimeField()
    updated_at = models.DateTimeField()

    objects = OfEnterprise.as_manager()

    class Meta:
        indexes = [models.Index(fields=["status", "lease_until"], name="imports_run_to_do")]

    def __str__(self) -> str:
        return self.file_name
