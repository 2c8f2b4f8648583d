"""Verify the audit trail, or write its heads down outside the database.

Examples:
  samsvar audit verify --records
  samsvar audit verify --anchors anchors.json --json
  samsvar audit anchor --out anchors.json
"""

import argparse
import json
from pathlib import Path
from typing import Any

from django.db import OperationalError, ProgrammingError
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from samsvar.front.cli.console import Console
from samsvar.front.cli.outcome import CommandError
from samsvar.platform.audit.actor import Actor
from samsvar.platform.audit.anchors import BadAnchorFile, NoAnchorKey, ReadAnchors, public_key, read_anchors
from samsvar.platform.audit.services import anchor
from samsvar.platform.audit.verification import Verification, verify
from samsvar.platform.audit.verification.words import words_for_finding
from samsvar.platform.ui.clock import now

_BY = Actor(person_key="", name="samsvar", via="cli")
_SHOWN = 50


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """`verify` and `anchor`, each with its own."""
    again = argparse.ArgumentParser(add_help=False)
    again.add_argument("--json", action="store_true", default=argparse.SUPPRESS, help=argparse.SUPPRESS)
    again.add_argument("--language", choices=["nb", "nn", "en"], default=argparse.SUPPRESS, help=argparse.SUPPRESS)
    acts = parser.add_subparsers(dest="act", required=True, metavar="verify|anchor")
    check = acts.add_parser(
        "verify",
        parents=[again],
        help="tell whether the trail is as it was written",
        epilog="Example: samsvar audit verify --records --anchors anchors.json --json",
    )
    check.add_argument("--records", action="store_true", help="also compare every record with its last event")
    check.add_argument("--anchors", metavar="FILE", help="compare with the anchors in the file")
    check.add_argument(
        "--anchor-key", action="append", default=[], metavar="KEY", help="a public key that anchors may be signed with"
    )
    write = acts.add_parser(
        "anchor",
        parents=[again],
        help="sign the heads of all chains",
        epilog="Example: samsvar audit anchor --out anchors.json",
    )
    write.add_argument("--out", required=True, metavar="FILE", help="where to write; a file that exists is added to")


def run(arguments: argparse.Namespace, console: Console) -> int:
    """Returns 0 where all is as it should be, 1 where something was found."""
    try:
        return _verify(arguments, console) if arguments.act == "verify" else _anchor(arguments, console)
    except (OperationalError, ProgrammingError) as error:
        raise CommandError(_("The database is not made yet. Run: samsvar init"), code="no_database") from error


def _verify(arguments: argparse.Namespace, console: Console) -> int:
    read = _anchors(arguments)
    found = verify(records=arguments.records, anchors=read.anchors, progress=console.progress)
    for code, at, key in read.wrong:
        found.tell(code, anchored_at=at, public_key=key)
    console.document(_document(found, read, with_records=arguments.records))
    _say(found, console, with_records=arguments.records)
    return 0 if found.intact else 1


def _anchor(arguments: argparse.Namespace, console: Console) -> int:
    path = Path(arguments.out)
    try:
        with path.open("a", encoding="utf-8") as file:
            document = anchor(by=_BY, at=now())
            file.write(json.dumps(document, ensure_ascii=False, sort_keys=True) + "\n")
    except OSError as error:
        raise CommandError(_("Cannot write %(file)s.") % {"file": path}, code="cannot_write") from error
    except NoAnchorKey as error:
        message = _("There is no key to sign with: SAMSVAR_ANCHOR_KEY_FILE must name a file with an Ed25519 key.")
        raise CommandError(message, code="no_anchor_key") from error
    console.document(document)
    text = ngettext(
        "The head of %(count)s chain is written to %(file)s.",
        "The heads of %(count)s chains are written to %(file)s.",
        len(document["chains"]),
    )
    console.say(text % {"count": len(document["chains"]), "file": path})
    console.say(_("Put the file where those who run the database cannot change it."))
    return 0


def _anchors(arguments: argparse.Namespace) -> ReadAnchors:
    if not arguments.anchors:
        return ReadAnchors((), ())
    path, own = Path(arguments.anchors), public_key()
    trusted = [*arguments.anchor_key, *([own] if own else [])]
    try:
        return read_anchors(path.read_text(encoding="utf-8"), trusted)
    except (OSError, UnicodeDecodeError) as error:
        raise CommandError(_("Cannot read %(file)s.") % {"file": path}, code="cannot_read") from error
    except BadAnchorFile as error:
        message = _("%(file)s holds no anchors from samsvar audit anchor.") % {"file": path}
        raise CommandError(message, code="not_anchors") from error


def _document(found: Verification, read: ReadAnchors, *, with_records: bool) -> dict[str, Any]:
    return {
        "anchors": len(read.anchors),
        "chains": [{"chain": key, "head": found.heads[key], "size": size} for key, size in sorted(found.sizes.items())],
        "counts": dict(found.counts),
        "events": found.events,
        "findings": [
            {
                "chain": finding.chain,
                "code": finding.code,
                "facts": finding.facts,
                "message": words_for_finding(finding),
                "sequence": finding.sequence,
            }
            for finding in found.findings
        ],
        "intact": found.intact,
        "records": found.records if with_records else None,
        "rows": found.rows,
        "unchecked": found.unchecked if with_records else None,
    }


def _say(found: Verification, console: Console, *, with_records: bool) -> None:
    for finding in found.findings[:_SHOWN]:
        console.say(f"{finding.chain or '–'}: {words_for_finding(finding)}")
    total = sum(found.counts.values())
    if total > _SHOWN:
        console.say(_("… and %(count)s more; --json gives more of them.") % {"count": total - _SHOWN})
    read = ngettext("%(count)s event was read.", "%(count)s events were read.", found.events)
    console.say(read % {"count": found.events})
    if with_records:
        compared = ngettext("%(count)s record was compared.", "%(count)s records were compared.", found.records)
        console.say(compared % {"count": found.records})
    if found.unchecked:
        console.say(
            _("%(count)s could not be compared: what they were has been forgotten, or a column is gone.")
            % {"count": found.unchecked}
        )
    if found.intact:
        console.say(_("The trail is as it was written."))
    else:
        told = ngettext("%(count)s thing is not as it should be.", "%(count)s things are not as they should be.", total)
        console.say(told % {"count": total})
