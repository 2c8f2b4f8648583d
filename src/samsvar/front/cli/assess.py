"""Assess an enterprise's contracts by the risk method and rank them.

Without --editions and --on the result is stored, and the pages show it.

Examples:
  samsvar assess --enterprise 987654325
  samsvar assess --enterprise 987654325 --editions freedom-house=2024,ituc=2025 --json
"""

import argparse
import sys
from datetime import date

from django.db import OperationalError, ProgrammingError, transaction
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from samsvar.core.rules.risk import EditionNotHeld, as_json
from samsvar.core.rules.risk.sources import SOURCES
from samsvar.front.cli.console import Console
from samsvar.front.cli.outcome import CommandError
from samsvar.platform.audit.actor import Actor
from samsvar.platform.organisation.models import ENTERPRISE_KINDS, OrgUnit
from samsvar.platform.ui.clock import now, today
from samsvar.subjects.due_diligence.presenters.listing import ranked_table
from samsvar.subjects.due_diligence.selectors.assessments import Worked, work_out
from samsvar.subjects.due_diligence.selectors.contracts import titles_of
from samsvar.subjects.due_diligence.services.assessments import keep

_BY = Actor(person_key="", name="samsvar", via="cli")
_SHOWN = 20


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Whose contracts, and by which editions and day if not the newest and today."""
    parser.add_argument("--enterprise", required=True, metavar="ORGNR", help="the enterprise's organisation number")
    parser.add_argument(
        "--editions", metavar="SOURCE=EDITION,…", help="editions in place of the newest: " + ", ".join(SOURCES)
    )
    parser.add_argument("--on", metavar="DATE", help="the day to assess for, YYYY-MM-DD (default: today in Norway)")


def run(arguments: argparse.Namespace, console: Console) -> int:
    """Assess; store where nothing was overridden."""
    on = _day(arguments.on)
    editions = _editions(arguments.editions)
    worked = _assess(_enterprise(arguments.enterprise, on or today()), on, editions)
    if arguments.json:
        _write_json(worked)
    else:
        _tell(worked, console, stored=on is None and not editions)
    return 0


def _assess(enterprise: OrgUnit, on: date | None, editions: dict[str, str]) -> Worked:
    try:
        with transaction.atomic():
            worked = work_out(enterprise, on=on or today(), editions=editions)
            if on is None and not editions:
                keep(worked, by=_BY, at=now())
    except EditionNotHeld as error:
        raise CommandError(_edition_message(error), code="edition_not_held") from error
    return worked


def _enterprise(orgnr: str, on: date) -> OrgUnit:
    """The enterprise with the number that lived on the day, else the one that last had it."""
    digits = "".join(orgnr.split())
    try:
        found = OrgUnit.objects.filter(orgnr=digits, kind__in=ENTERPRISE_KINDS) if digits else OrgUnit.objects.none()
        enterprise = found.alive(on).first() or found.order_by("-valid_from", "-pk").first()
    except (OperationalError, ProgrammingError) as error:
        raise CommandError(_("The database is not made yet. Run: samsvar init"), code="no_database") from error
    if enterprise is None:
        message = _("There is no enterprise with organisation number %(orgnr)s.") % {"orgnr": orgnr}
        raise CommandError(message, code="enterprise_not_found")
    return enterprise


def _day(text: str | None) -> date | None:
    if text is None:
        return None
    try:
        day = date.fromisoformat(text)
    except ValueError:
        day = None
    if day is None or not 1900 <= day.year < 2200:
        message = _("%(text)s is not a day. Write it as 2025-12-31.") % {"text": text}
        raise CommandError(message, code="not_a_day")
    return day


def _editions(text: str | None) -> dict[str, str]:
    wanted: dict[str, str] = {}
    for part in (text or "").split(","):
        if not part.strip():
            continue
        source, equals, edition = (piece.strip() for piece in part.partition("="))
        if not equals or not source or not edition or source in wanted:
            message = _("Write editions as source=edition, each source once, for example freedom-house=2025,ituc=2025.")
            raise CommandError(message, code="editions_not_understood")
        wanted[source] = edition
    return wanted


def _edition_message(error: EditionNotHeld) -> str:
    words = {"source": error.source, "edition": error.edition}
    if error.source not in SOURCES:
        known = {"sources": ", ".join(SOURCES)}
        return _("Assessments use no source called %(source)s. They use: %(sources)s.") % {**words, **known}
    if not error.held:
        return _("No edition of %(source)s is loaded. Run: samsvar init") % words
    held = {"held": ", ".join(error.held)}
    return _("Edition %(edition)s of %(source)s is not loaded. Loaded are: %(held)s.") % {**words, **held}


def _write_json(worked: Worked) -> None:
    text = as_json(
        worked.assessments,
        enterprise=worked.enterprise.orgnr,
        method=worked.method,
        catalogues=worked.catalogues,
        on=worked.on,
    )
    sys.stdout.buffer.write(text.encode("utf-8"))
    sys.stdout.buffer.flush()


def _tell(worked: Worked, console: Console, stored: bool) -> None:
    """The finding first, then the contracts that are worked on first, then by what it was made."""
    name = worked.enterprise.name(console.language)
    high = sum(1 for each in worked.assessments if (each.level or 0) >= 3)
    ranked = [each for each in worked.assessments if each.rank is not None]
    total = {"name": name, "high": high, "ranked": len(ranked), "all": len(worked.assessments)}
    if not worked.assessments:
        console.say(_("%(name)s has no contracts yet. Read them in with: samsvar import contracts FILE") % total)
        return
    console.say(_("%(name)s: %(high)d of %(ranked)d assessed contracts have level 3 or 4.") % total)
    if rest := len(worked.assessments) - len(ranked):
        words = ngettext("%(rest)d more is not assessed by us.", "%(rest)d more are not assessed by us.", rest)
        console.say(words % {"rest": rest})
    console.say("")
    shown = ranked[:_SHOWN]
    titles = titles_of(worked.enterprise, [each.id for each in shown])
    for line in ranked_table(shown, titles):
        console.say(line)
    if len(ranked) > _SHOWN:
        more = len(ranked) - _SHOWN
        console.say(ngettext("… and %(more)d more.", "… and %(more)d more.", more) % {"more": more})
    console.say("")
    editions = ", ".join(f"{source} {edition}" for source, edition in sorted(worked.catalogues.editions.items()))
    method = {"method": worked.method.id, "version": worked.method.version, "editions": editions, "on": worked.on}
    console.say(_("Method %(method)s version %(version)s, as of %(on)s. Editions: %(editions)s.") % method)
    console.say(_("Stored.") if stored else _("Nothing was stored, since editions or day were chosen."))
