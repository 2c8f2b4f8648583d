"""Import runs: what was read, by whom, and what came of it. The same file twice changes nothing."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from samsvar.platform.access.scoping import scoped
from samsvar.platform.audit.records import Record
from samsvar.platform.organisation.models import OrgUnit, Person


class ImportStatus(models.TextChoices):
    CHECKED = "checked", _("checked, not saved")
    REFUSED = "refused", _("refused: the file has errors")
    WAITING = "waiting", _("waiting")
    RUNNING = "running", _("running")
    DONE = "done", _("done")
    FAILED = "failed", _("stopped by a fault")


class ImportRun(Record):
    """One reading of one file. `outcome` is the document that `import --json` prints."""

    enterprise = models.ForeignKey(OrgUnit, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(max_length=30)
    file_name = models.CharField(max_length=250)
    sha256 = models.CharField(max_length=64)
    person = models.ForeignKey(Person, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    status = models.CharField(max_length=10, choices=ImportStatus.choices)
    dry_run = models.BooleanField(default=False)
    done_rows = models.PositiveIntegerField(default=0)
    total_rows = models.PositiveIntegerField(null=True)
    outcome = models.JSONField(default=dict)
    stored_name = models.CharField(max_length=80, blank=True, help_text="the waiting file, deleted after the run")

    objects = scoped("enterprise_id", "enterprise__path").as_manager()
