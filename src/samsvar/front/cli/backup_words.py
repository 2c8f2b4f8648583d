"""Why a backup was not made or not put back, in words, with what to do."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from samsvar.platform.administration.backups import BackupProblem

_WORDS: dict[str, str | Promise] = {
    "not_empty": _("%(folder)s is not empty. Name a folder that is empty or not there."),
    "no_place": _("Cannot write in %(folder)s: %(reason)s. Nothing that counts was written."),
    "no_tool": _(
        "%(tool)s is not installed here. Install PostgreSQL’s client programs, of the server’s version or newer."
    ),
    "tool_failed": _("%(tool)s stopped: %(reason)s"),
    "copy_failed": _("The database could not be copied: %(reason)s"),
    "copy_broken": _("The copy of the database is not whole: %(reason)s. It does not count as a backup."),
    "trail_altered": _(
        "The audit trail is not as it was written: %(count)d findings. Run samsvar audit verify to see them;"
        " with --despite-findings it is done all the same, and they are noted."
    ),
    "evidence_missing": _(
        "%(path)s is missing, though a record refers to it (%(count)d such files). With --despite-findings it is done"
        " all the same."
    ),
    "evidence_changed": _(
        "%(path)s is not what was kept with its record (%(count)d such files). With --despite-findings it is done"
        " all the same."
    ),
    "not_a_backup": _("%(folder)s holds no finished backup: there is no manifest that can be read."),
    "manifest_changed": _("The manifest in %(folder)s has been changed. Nothing was put back."),
    "file_missing": _("%(path)s is missing from the backup. Nothing was put back."),
    "file_changed": _("%(path)s is not as it was when the backup was made. Nothing was put back."),
    "file_unknown": _("%(path)s does not belong to the backup. Nothing was put back."),
    "other_engine": _("The backup is of %(backup)s, and the database here is %(here)s. Nothing was put back."),
    "other_release": _(
        "The backup was made by another release of Samsvar (%(version)s). Install that one, restore, and then upgrade."
    ),
    "database_not_empty": _("The database here is not empty. A backup is put back in an empty place only."),
    "evidence_not_empty": _("%(folder)s is not empty. A backup is put back in an empty place only."),
}


def words_for(problem: BackupProblem) -> str:
    """The problem in the active language."""
    return str(_WORDS[problem.code]) % problem.facts
