"""Put a backup back in an empty place.

Examples:
  samsvar restore /backup/samsvar/2025-05-20
  samsvar restore /backup/samsvar/2025-05-20 --anchors anchors.json

Everything is verified first. Then nobody is signed in any more, and all one-time links and API tokens that were open
are revoked, since nobody knows which were revoked after the backup. The outbox is held, since nobody knows what was
sent: each administrator opens it, or `samsvar mail open`. Anchors kept elsewhere tell what is lost.
"""

import argparse
from pathlib import Path
from typing import Any

from django.utils.translation import gettext as _

from samsvar.front.cli.backup_words import words_for
from samsvar.front.cli.console import Console
from samsvar.front.cli.outcome import CommandError
from samsvar.platform.administration.backups import BackupProblem, Restored, restore_backup
from samsvar.platform.audit.actor import Actor
from samsvar.platform.audit.anchors import BadAnchorFile, ReadAnchors, public_key, read_anchors
from samsvar.platform.audit.verification.words import words_for_finding
from samsvar.platform.ui.clock import now

_BY = Actor(person_key="", name="samsvar", via="cli")
_REFUSED = ("not_a_backup", "manifest_changed", "file_missing", "file_changed", "file_unknown", "copy_broken")
_DESPITE = ("trail_altered", "evidence_missing", "evidence_changed")


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Where from, and what the trail is compared with."""
    parser.add_argument("folder", type=Path, metavar="DIR", help="the backup")
    parser.add_argument("--anchors", type=Path, metavar="FILE", help="anchors newer than the backup: they tell the gap")
    parser.add_argument(
        "--anchor-key", action="append", default=[], metavar="KEY", help="a public key that anchors may be signed with"
    )
    parser.add_argument(
        "--despite-findings", action="store_true", help="also where the audit trail is not as it was written"
    )


def run(arguments: argparse.Namespace, console: Console) -> int:
    """Returns 0 when it is put back, 1 where the backup is not as it was made."""
    anchors = _anchors(arguments)
    try:
        restored = restore_backup(
            arguments.folder.absolute(),
            by=_BY,
            at=now(),
            anchors=anchors,
            despite_findings=arguments.despite_findings,
        )
    except BackupProblem as problem:
        exit_code = 1 if problem.code in (*_REFUSED, *_DESPITE) else 2
        raise CommandError(words_for(problem), code=problem.code, exit_code=exit_code) from problem
    console.document(_document(restored))
    _tell(restored, console, compared=bool(anchors.anchors))
    return 0


def _anchors(arguments: argparse.Namespace) -> ReadAnchors:
    if arguments.anchors is None:
        return ReadAnchors((), ())
    own = public_key()
    try:
        text = arguments.anchors.read_text(encoding="utf-8")
        return read_anchors(text, [*arguments.anchor_key, *([own] if own else [])])
    except (OSError, UnicodeDecodeError) as error:
        raise CommandError(_("Cannot read %(file)s.") % {"file": arguments.anchors}, code="cannot_read") from error
    except BadAnchorFile as error:
        message = _("%(file)s holds no anchors from samsvar audit anchor.") % {"file": arguments.anchors}
        raise CommandError(message, code="not_anchors") from error


def _document(restored: Restored) -> dict[str, Any]:
    return {
        "findings": [
            {"chain": each.chain, "code": each.code, "facts": each.facts, "sequence": each.sequence}
            for each in restored.findings
        ],
        "gaps": [vars(gap) for gap in restored.gaps],
        "import_runs_dropped": restored.import_runs,
        "links_revoked": restored.links,
        "made_at": restored.manifest.made_at,
        "messages_held": restored.messages,
        "tokens_revoked": restored.tokens,
    }


def _tell(restored: Restored, console: Console, *, compared: bool) -> None:
    console.say(_("The backup of %(at)s (UTC) is put back.") % {"at": restored.manifest.made_at})
    shut = {"links": restored.links, "tokens": restored.tokens, "runs": restored.import_runs}
    console.say(
        _("Everybody is signed out. Revoked: %(links)d one-time links and %(tokens)d API tokens. Make new ones.") % shut
    )
    console.say(
        _("The outbox is held with %(messages)d messages: some may have been sent already. Open it: samsvar mail open")
        % {"messages": restored.messages}
    )
    if restored.import_runs:
        console.say(_("Dropped: %(runs)d files that waited to be read in. Send them in again.") % shut)
    if not compared:
        console.say(_("What was done after that moment is lost. Anchors kept elsewhere would tell how much: --anchors"))
    elif not restored.gaps:
        console.say(_("The backup is as long as the newest anchor."))
    for gap in restored.gaps:
        lost = {"chain": gap.chain, "count": gap.anchored_size - gap.size, "at": gap.anchored_at}
        console.say(_("%(chain)s: %(count)d events are lost that an anchor of %(at)s (UTC) knows of.") % lost)
    for each in restored.findings[:50]:
        console.say(f"{each.chain or '–'}: {words_for_finding(each)}")
