"""What `samsvar person export` and `samsvar person forget` do: show what is held about somebody, or take it out."""

import json
from pathlib import Path
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from samsvar.front.cli.console import Console
from samsvar.front.cli.outcome import CommandError
from samsvar.platform.access.viewer import operator
from samsvar.platform.administration.persons.finding import HeldAbout, held_about
from samsvar.platform.administration.persons.services import WouldForget, forget, would_forget
from samsvar.platform.administration.presenters import refusal
from samsvar.platform.organisation.services import NotAllowed
from samsvar.platform.ui.clock import now, today


def export(email: str, out: str | None, console: Console) -> int:
    """Everything that is held about the person, as JSON: to the file, or to standard output."""
    found = held_about(email)
    if found.is_empty:
        raise CommandError(_("Nothing is held about %(email)s.") % {"email": email}, code="no_such_person", exit_code=1)
    document = as_document(email, found)
    if out:
        place = Path(out)
        try:
            place.write_text(
                json.dumps(document, ensure_ascii=False, indent=1, sort_keys=True) + "\n", encoding="utf-8"
            )
        except OSError as error:
            raise CommandError(_("Cannot write to %(file)s.") % {"file": out}, code="not_written") from error
    console.document(document)
    rows, acts = len(found.rows), len(found.acts)
    console.say(
        _("Held about %(email)s: %(rows)d rows and %(acts)d events.") % {"email": email, "rows": rows, "acts": acts}
    )
    if out:
        console.say(_("Written to %(file)s.") % {"file": out})
    else:
        console.say(_("Write it to a file with --out FILE, or show it with --json."))
    _tell_of_namesakes(found.same_name, console)
    return 0


def forget_person(email: str, *, sure: bool, console: Console) -> int:
    """Take out what may go. Without `sure` only tells what would happen."""
    viewer, moment = operator(on=today(), language="nb"), now()
    try:
        done = forget(email=email, by=viewer.actor, at=moment) if sure else would_forget(email, at=moment)
    except NotAllowed as no:
        raise CommandError(refusal(no.code, no.facts), code=no.code, exit_code=1) from no
    if done is None:
        raise CommandError(_("Nothing is held about %(email)s.") % {"email": email}, code="no_such_person", exit_code=1)
    console.document(
        {
            "emptied": done.emptied,
            "forgotten": sure,
            "kept": {table: {"rows": rows, "why": str(done.why_kept[table])} for table, rows in done.kept.items()},
            "same_name": done.same_name,
        }
    )
    _say(done, sure=sure, console=console)
    return 0


def as_document(email: str, found: HeldAbout) -> dict[str, Any]:
    """What `person export --json` prints."""
    rows = [{"columns": row.columns, "key": row.key, "table": row.table} for row in found.rows]
    return {"acts": found.acts, "email": email, "rows": rows, "same_name": found.same_name}


def _say(done: WouldForget, *, sure: bool, console: Console) -> None:
    emptied = sum(done.emptied.values())
    words = (
        ngettext("%(rows)d row was emptied.", "%(rows)d rows were emptied.", emptied)
        if sure
        else ngettext("%(rows)d row would be emptied.", "%(rows)d rows would be emptied.", emptied)
    )
    console.say(words % {"rows": emptied})
    for table, rows in done.kept.items():
        console.say(
            _("Kept: %(rows)d of %(table)s. %(why)s") % {"rows": rows, "table": table, "why": done.why_kept[table]}
        )
    _tell_of_namesakes(done.same_name, console)
    if sure:
        console.say(_("Backups made until now still hold it, until they are deleted."))
    else:
        console.say(_("Nothing has been changed. It cannot be undone: add --yes to do it."))


def _tell_of_namesakes(same_name: dict[str, int], console: Console) -> None:
    for table, rows in same_name.items():
        words = _("%(rows)d of %(table)s hold the same name, written by hand. Look whether it is the same person.")
        console.say(words % {"rows": rows, "table": table})
