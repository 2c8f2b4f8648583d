"""List the requests for information, tell what is due, or send an answer.

Examples:
  samsvar requests list --enterprise 312345676
  samsvar requests due --enterprise 312345676 --within 7 --json
  samsvar requests answer 2025-3 --enterprise 312345676 --text answer.txt --dry-run

`answer` gives what is not decided yet; what is refused is decided on the request's page, with its ground.
"""

import argparse
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from samsvar.core.documents.numbers import format_days_left
from samsvar.core.readers.results import CellProblem
from samsvar.core.readers.values.text import text_parser
from samsvar.core.rules.information_requests import plan_for
from samsvar.front.cli.console import Console
from samsvar.front.cli.enterprise import enterprise_with
from samsvar.front.cli.outcome import CommandError
from samsvar.platform.access.viewer import operator
from samsvar.platform.organisation.models import OrgUnit
from samsvar.platform.organisation.services import Hindered, NotAllowed
from samsvar.platform.ui.clock import now, today
from samsvar.platform.ui.language import current_language
from samsvar.subjects.information_requests.models import InformationRequest, RequestStatus
from samsvar.subjects.information_requests.presenters.cases import short
from samsvar.subjects.information_requests.presenters.letters import rights_of
from samsvar.subjects.information_requests.presenters.words import hindrances, refusal
from samsvar.subjects.information_requests.selectors import narrowed
from samsvar.subjects.information_requests.services.cases import save_draft, send_answer
from samsvar.subjects.information_requests.services.parts import save_part

LONGEST = 60_000


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """`list`, `due` and `answer`, each with its own."""
    again = argparse.ArgumentParser(add_help=False)
    again.add_argument("--json", action="store_true", default=argparse.SUPPRESS, help=argparse.SUPPRESS)
    again.add_argument("--language", choices=["nb", "nn", "en"], default=argparse.SUPPRESS, help=argparse.SUPPRESS)
    again.add_argument("--enterprise", required=True, metavar="ORGNR", help="organisation number")
    acts = parser.add_subparsers(dest="act", required=True, metavar="list|due|answer")
    listing = acts.add_parser(
        "list",
        parents=[again],
        help="every request, what is owed first",
        epilog="Example: samsvar requests list --enterprise 312345676 --open",
    )
    listing.add_argument("--open", action="store_true", help="only those that are not ended")
    due = acts.add_parser(
        "due",
        parents=[again],
        help="what is late or due soon",
        epilog="Example: samsvar requests due --enterprise 312345676 --within 7 --json",
    )
    due.add_argument("--within", type=int, default=14, metavar="DAYS", help="days ahead (default 14)")
    answer = acts.add_parser(
        "answer",
        parents=[again],
        help="write the answer from a file and send it",
        epilog="Example: samsvar requests answer 2025-3 --enterprise 312345676 --text answer.txt --dry-run",
    )
    answer.add_argument("number", metavar="NUMBER", help="the request’s number, e.g. 2025-3")
    answer.add_argument("--text", required=True, type=Path, metavar="FILE", help="the answer, UTF-8")
    answer.add_argument("--dry-run", action="store_true", help="say what would happen, and send nothing")


def run(arguments: argparse.Namespace, console: Console) -> int:
    """Returns 0 done, 1 where the law stops an answer."""
    enterprise = enterprise_with(arguments.enterprise)
    if arguments.act == "answer":
        return _answer(arguments, enterprise, console)
    view = "all" if arguments.act == "list" and not arguments.open else "open"
    rows = list(narrowed(operator(on=today()), enterprise, view, today()))
    if arguments.act == "due":
        if arguments.within < 0:
            raise CommandError(_("--within is a number of days, 0 or more."), code="usage")
        last = today() + timedelta(days=min(arguments.within, 3650))
        rows = [row for row in rows if row.due_on is not None and row.due_on <= last]
    told = [_told(row, today()) for row in rows]
    console.document({"enterprise": enterprise.orgnr, "on": today().isoformat(), "requests": told})
    for row in rows:
        console.say(_line(row))
    if not rows:
        console.say(_("No request for information."))
    return 0


def _answer(arguments: argparse.Namespace, enterprise: OrgUnit, console: Console) -> int:
    found = InformationRequest.objects.select_related("enterprise", "handler").filter(enterprise=enterprise)
    request = found.filter(number=arguments.number[:20]).first()
    if request is None:
        raise CommandError(
            _("There is no request with number %(number)s.") % {"number": arguments.number}, code="no_such_request"
        )
    text = _text_of(arguments.text)
    try:
        with transaction.atomic():
            _send(request, text)
            if arguments.dry_run:
                transaction.set_rollback(True)
    except Hindered as stopped:
        words = " ".join(sentence for _field, sentence in hindrances(stopped.reasons))
        raise CommandError(words, code="hindered", exit_code=1) from stopped
    except NotAllowed as stopped:
        raise CommandError(refusal(stopped.code, stopped.facts)[1], code="hindered", exit_code=1) from stopped
    console.document({**_told(request, today()), "sent": not arguments.dry_run})
    words = _("%(number)s would be answered: %(status)s.") if arguments.dry_run else _("%(number)s: %(status)s.")
    console.say(words % {"number": request.number, "status": RequestStatus(request.status).label})
    return 0


def _send(request: InformationRequest, text: str) -> None:
    """Give what is not decided, write the text, and send it."""
    by: dict[str, Any] = {"by": operator(on=today()).actor, "at": now()}
    for part in request.parts.filter(given__isnull=True):
        save_part(request=request, part=part, fields={"given": True}, **by)
    save_draft(request=request, text=text, **by)
    rights = rights_of(request, request.parts.order_by("position"), today())
    send_answer(request=request, rights=rights.text, stated=rights.stated, **by)


def _text_of(path: Path) -> str:
    try:
        raw = path.read_bytes()
    except OSError as problem:
        raise CommandError(_("Cannot read %(file)s.") % {"file": path}, code="no_such_file") from problem
    try:
        text = raw[: 4 * LONGEST + 4].decode("utf-8-sig")
        return str(text_parser(LONGEST)(text) or "")
    except (UnicodeDecodeError, CellProblem) as problem:
        message = _("%(file)s is not plain text in UTF-8, or is longer than %(most)d characters.")
        raise CommandError(message % {"file": path, "most": LONGEST}, code="not_text") from problem


def _told(row: InformationRequest, on: date) -> dict[str, Any]:
    due = row.due_on
    return {
        "answered_on": row.answered_on.isoformat() if row.answered_on else None,
        "days_left": (due - on).days if due else None,
        "due_on": due.isoformat() if due else None,
        "handler": row.handler.name if row.handler else "",
        "late": due < on if due else bool(row.answered_on and row.answered_on > row.answer_due_on),
        "number": row.number,
        "plan_on": plan_for(due).isoformat() if due else None,
        "promised_on": row.promised_on.isoformat() if row.promised_on else None,
        "received_on": row.received_on.isoformat(),
        "regime": row.regime,
        "status": row.status,
    }


def _line(row: InformationRequest) -> str:
    when = format_days_left(row.due_on, today(), current_language()) if row.due_on else "–"
    return f"{row.number:<10} {RequestStatus(row.status).label:<28} {when:<22} {short(row.question)}"
