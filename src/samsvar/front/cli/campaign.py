"""Prepare a campaign of a questionnaire to suppliers, send it, remind of it, or tell where it stands.

Examples:
  samsvar campaign create --enterprise 312345676 --questionnaire wages --due 2025-06-30 --letter nb=brev.txt --dry-run
  samsvar campaign send K-2025-02 --enterprise 312345676
  samsvar campaign remind --enterprise 312345676
  samsvar campaign status --enterprise 312345676 --json

`remind` puts the reminders that are due today in the outbox, each once; `samsvar daily` does the same.
"""

import argparse
from datetime import date
from functools import partial
from pathlib import Path
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from samsvar.core.rules.campaigns import Standing, Wanted
from samsvar.core.rules.questionnaires import LANGUAGES, text_in
from samsvar.front.cli.console import Console
from samsvar.front.cli.enterprise import enterprise_with
from samsvar.front.cli.outcome import CommandError
from samsvar.platform.access.viewer import operator
from samsvar.platform.organisation.models import OrgUnit
from samsvar.platform.organisation.services import NotAllowed
from samsvar.platform.ui.clock import now, today
from samsvar.platform.ui.language import current_language
from samsvar.subjects.due_diligence.forms.campaigns.campaigns import ANSWER_WITHIN, LONGEST_LETTER
from samsvar.subjects.due_diligence.forms.campaigns.contacts import ContactsForm
from samsvar.subjects.due_diligence.models import Campaign, CampaignStatus, QuestionnaireVersion
from samsvar.subjects.due_diligence.models.questionnaires import VersionStatus
from samsvar.subjects.due_diligence.presenters.campaigns.campaigns import tally_of
from samsvar.subjects.due_diligence.presenters.codes import refusal
from samsvar.subjects.due_diligence.selectors.campaigns.campaigns import Row, rows_of
from samsvar.subjects.due_diligence.selectors.campaigns.picking import suppliers_called
from samsvar.subjects.due_diligence.services.campaigns.campaigns import create_campaign
from samsvar.subjects.due_diligence.services.campaigns.recipients import set_contacts
from samsvar.subjects.due_diligence.services.campaigns.sending import (
    begin_campaign,
    remind_campaign,
    send_letters,
)


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """`create`, `send`, `remind` and `status`, each with its own."""
    again = argparse.ArgumentParser(add_help=False)
    again.add_argument("--json", action="store_true", default=argparse.SUPPRESS, help=argparse.SUPPRESS)
    again.add_argument("--language", choices=["nb", "nn", "en"], default=argparse.SUPPRESS, help=argparse.SUPPRESS)
    again.add_argument("--enterprise", required=True, metavar="ORGNR", help="organisation number")
    acts = parser.add_subparsers(dest="act", required=True, metavar="create|send|remind|status")
    make = acts.add_parser(
        "create",
        parents=[again],
        help="prepare a draft with the suppliers that fit; nothing is sent",
        epilog="Example: samsvar campaign create --enterprise 312345676 --questionnaire wages --level 4",
    )
    make.add_argument("--questionnaire", required=True, metavar="CODE", help="the code of one in use, or its key")
    make.add_argument("--title", default="", help="what it is called; suppliers do not see it")
    make.add_argument("--opens", type=_day, metavar="DATE", help="the day the letters go (default today)")
    make.add_argument("--due", type=_day, metavar="DATE", help="the last day to answer (default in four weeks)")
    make.add_argument("--reminders", default="-7,1", metavar="DAYS", help="days from the last day (default -7,1)")
    make.add_argument("--repeats", type=int, metavar="MONTHS", help="comes back after so many months")
    make.add_argument("--level", action="append", choices=["1", "2", "3", "4", "unknown"], default=[], help="of risk")
    make.add_argument("--category", action="append", default=[], help="cpv:33 or sector:cleaning; may be given again")
    make.add_argument("--country", action="append", default=[], metavar="CODE", help="of production, e.g. CHN")
    make.add_argument("--not-answered-since", type=_day, metavar="DATE", help="leave out who has answered since")
    make.add_argument("--letter", action="append", default=[], metavar="nb=FILE", help="the text in a language, UTF-8")
    make.add_argument("--addresses", type=Path, metavar="FILE", help="lines of: orgnr or name; address; name; language")
    make.add_argument("--contact", default="", metavar="ADDRESS", help="who answers questions, by e-mail")
    make.add_argument("--dry-run", action="store_true", help="tell who would be asked, and keep nothing")
    for name, words in (
        ("send", "send the letters of a campaign"),
        ("remind", "put the day’s reminders in the outbox"),
    ):
        act = acts.add_parser(
            name,
            parents=[again],
            help=words,
            epilog=f"Example: samsvar campaign {name} K-2025-02 --enterprise 312345676",
        )
        act.add_argument("number", metavar="NUMBER", nargs=None if name == "send" else "?", help="e.g. K-2025-02")
        act.add_argument("--dry-run", action="store_true", help="tell how many, and send none")
    status = acts.add_parser(
        "status",
        parents=[again],
        help="where campaigns stand, and who is overdue",
        epilog="Example: samsvar campaign status K-2025-02 --enterprise 312345676 --json",
    )
    status.add_argument("number", metavar="NUMBER", nargs="?", help="one campaign, with each supplier")


def run(arguments: argparse.Namespace, console: Console) -> int:
    """Returns 0 done, 1 where a rule refuses."""
    enterprise = enterprise_with(arguments.enterprise)
    acts = {"create": _create, "send": _send, "remind": _remind, "status": _status}
    try:
        with transaction.atomic():
            code = acts[arguments.act](arguments, enterprise, console)
            if getattr(arguments, "dry_run", False):
                transaction.set_rollback(True)
    except NotAllowed as refused:
        words = refusal(refused.code, refused.facts)[1]
        raise CommandError(words, code=refused.code, exit_code=1) from refused
    return code


def _create(arguments: argparse.Namespace, enterprise: OrgUnit, console: Console) -> int:
    version, on, at = _version(enterprise, arguments.questionnaire), today(), now()
    by = operator(on=on).actor
    fields: dict[str, Any] = {
        "title": arguments.title or f"{text_in(version.titles, current_language())} {on.year}",
        "letter": _letters(arguments.letter),
        "contact_address": arguments.contact,
        "opens_on": arguments.opens or on,
        "due_on": arguments.due or (arguments.opens or on) + ANSWER_WITHIN,
        "reminders": _days(arguments.reminders),
        "repeats_months": arguments.repeats,
    }
    wanted = Wanted(
        levels=frozenset(int(level) for level in arguments.level if level != "unknown"),
        with_unknown_level="unknown" in arguments.level,
        categories=frozenset(arguments.category),
        countries=frozenset(code.upper() for code in arguments.country),
        not_answered_since=arguments.not_answered_since,
    )
    made = create_campaign(unit=enterprise, version=version, wanted=wanted, fields=fields, by=by, at=at)
    if arguments.addresses:
        set_contacts(campaign=made, contacts=_contacts(arguments.addresses, enterprise), by=by, at=at)
    rows = rows_of(made, on)
    console.document({**_told(made, rows, on), "dry_run": arguments.dry_run, "suppliers": [_supplier(r) for r in rows]})
    without = sum(not row.recipient.address for row in rows)
    words = _("%(number)s: %(count)s suppliers would be asked, %(without)s of them without an address.")
    console.say(words % {"number": made.number, "count": len(rows), "without": without})
    return 0


def _send(arguments: argparse.Namespace, enterprise: OrgUnit, console: Console) -> int:
    found, by, at = _campaign(enterprise, arguments.number), operator(on=today()).actor, now()
    if found.status == CampaignStatus.DRAFT:
        count = begin_campaign(campaign=found, by=by, at=at)
    else:
        count = send_letters(campaign=found, by=by, at=at)
    console.document({"dry_run": arguments.dry_run, "number": found.number, "queued": count})
    console.say(_("%(number)s: %(count)s letters in the outbox.") % {"number": found.number, "count": count})
    return 0


def _remind(arguments: argparse.Namespace, enterprise: OrgUnit, console: Console) -> int:
    by, at = operator(on=today()).actor, now()
    running = Campaign.objects.filter(enterprise=enterprise, status=CampaignStatus.RUNNING).select_related("enterprise")
    chosen = [_campaign(enterprise, arguments.number)] if arguments.number else list(running.order_by("number"))
    told = [{"number": each.number, "queued": remind_campaign(campaign=each, by=by, at=at)} for each in chosen]
    console.document({"campaigns": told, "dry_run": arguments.dry_run})
    for each in told:
        words = _("%(number)s: %(count)s reminders in the outbox.")
        console.say(words % {"number": each["number"], "count": each["queued"]})
    return 0


def _status(arguments: argparse.Namespace, enterprise: OrgUnit, console: Console) -> int:
    on = today()
    rows = Campaign.objects.filter(enterprise=enterprise).select_related("questionnaire_version", "enterprise")
    chosen = [_campaign(enterprise, arguments.number)] if arguments.number else list(rows.order_by("number"))
    told = []
    for each in chosen:
        recipients = rows_of(each, on)
        line = _told(each, recipients, on)
        told.append({**line, "suppliers": [_supplier(row) for row in recipients]} if arguments.number else line)
    console.document({"campaigns": told, "enterprise": enterprise.orgnr, "on": on.isoformat()})
    for line in told:
        console.say(_("%(number)s: %(answered)s of %(asked)s have answered, %(overdue)s overdue.") % line)
        unwritten = line["standings"][Standing.PLANNED.value]
        if unwritten:
            words = ngettext("  %(n)s supplier is not written to.", "  %(n)s suppliers are not written to.", unwritten)
            console.say(words % {"n": unwritten})
    if not told:
        console.say(_("No campaign."))
    return 0


def _told(campaign: Campaign, rows: list[Row], on: date) -> dict[str, Any]:
    counted = tally_of(rows, on)
    return {
        "answered": counted.standings[Standing.ANSWERED],
        "asked": counted.asked - counted.standings[Standing.PLANNED],
        "due_on": campaign.due_on.isoformat(),
        "number": campaign.number,
        "opens_on": campaign.opens_on.isoformat(),
        "overdue": counted.overdue,
        "standings": {standing.value: counted.standings[standing] for standing in Standing},
        "status": campaign.status,
        "title": campaign.title,
    }


def _supplier(row: Row) -> dict[str, Any]:
    return {
        "due_on": row.recipient.due_on.isoformat(),
        "has_address": bool(row.recipient.address),
        "name": row.recipient.supplier.name,
        "organisation_number": row.recipient.supplier.orgnr,
        "overdue": row.overdue,
        "standing": row.standing.value,
    }


def _campaign(enterprise: OrgUnit, number: str) -> Campaign:
    rows = Campaign.objects.filter(enterprise=enterprise, number=number[:20])
    found = rows.select_related("enterprise", "questionnaire_version").first()
    if found is None:
        message = _("There is no campaign with number %(number)s.") % {"number": number}
        raise CommandError(message, code="no_such_campaign")
    return found


def _version(enterprise: OrgUnit, code: str) -> QuestionnaireVersion:
    rows = QuestionnaireVersion.objects.filter(enterprise=enterprise, status=VersionStatus.IN_USE)
    found = rows.filter(questionnaire__shipped=code).first() or rows.filter(key=code[:16]).first()
    if found is None:
        codes = [each.questionnaire.shipped or each.key for each in rows.select_related("questionnaire")]
        message = _("No questionnaire “%(code)s” is in use.") % {"code": code}
        if codes:
            message += " " + _("In use are: %(codes)s.") % {"codes": ", ".join(sorted(codes))}
        raise CommandError(message, code="no_such_questionnaire")
    return found


def _letters(given: list[str]) -> dict[str, str]:
    found = {}
    for each in given:
        language, _equals, name = each.partition("=")
        if language not in LANGUAGES or not name:
            raise CommandError(_("Write --letter nb=FILE, nn=FILE or en=FILE."), code="usage")
        found[language] = _text_of(Path(name), LONGEST_LETTER)
    return found


def _contacts(path: Path, enterprise: OrgUnit) -> dict[str, Any]:
    form = ContactsForm({"lines": _text_of(path, 600_000)}, called=partial(suppliers_called, enterprise))
    if not form.is_valid():
        raise CommandError("\n".join(map(str, form.errors["lines"])), code="addresses_not_understood", exit_code=1)
    found: dict[str, Any] = form.cleaned_data["lines"]
    return found


def _text_of(path: Path, longest: int) -> str:
    try:
        text = path.read_bytes()[: 4 * longest + 4].decode("utf-8-sig")
    except OSError as problem:
        raise CommandError(_("Cannot read %(file)s.") % {"file": path}, code="no_such_file") from problem
    except UnicodeDecodeError as problem:
        raise CommandError(_("%(file)s is not plain text in UTF-8.") % {"file": path}, code="not_text") from problem
    if len(text) > longest or "\x00" in text:
        raise CommandError(_("%(file)s is not plain text in UTF-8.") % {"file": path}, code="not_text")
    return text


def _days(text: str) -> list[int]:
    try:
        return [int(part) for part in text.split(",") if part.strip()]
    except ValueError as problem:
        raise CommandError(_("Write --reminders as days with commas between, e.g. -7,1."), code="usage") from problem


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise argparse.ArgumentTypeError(f"{text} is not a day as YYYY-MM-DD") from None
