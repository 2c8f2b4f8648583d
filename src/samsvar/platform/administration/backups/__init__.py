"""Taking a copy of everything that cannot be made again, and putting it back in an empty place."""

from samsvar.platform.administration.backups.making import Made, make_backup
from samsvar.platform.administration.backups.manifest import Manifest, read_manifest
from samsvar.platform.administration.backups.problem import BackupProblem
from samsvar.platform.administration.backups.restoring import Restored, restore_backup

__all__ = ["BackupProblem", "Made", "Manifest", "Restored", "make_backup", "read_manifest", "restore_backup"]
