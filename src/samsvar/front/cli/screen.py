"""Hold an enterprise's suppliers, and the factories in their chains, against the lists that are read in.

Nothing is decided: what is found waits for a person to clear or confirm. Screening again changes nothing that stands.

Examples:
  samsvar import watchlist uflpa.csv
  samsvar screen --enterprise 987654325
  samsvar screen --enterprise 987654325 --json
"""

import argparse
from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from samsvar.front.cli.console import Console
from samsvar.front.cli.enterprise import enterprise_with
from samsvar.front.cli.outcome import CommandError
from samsvar.platform.audit.actor import Actor
from samsvar.platform.ui.clock import now, today
from samsvar.subjects.due_diligence.models import ScreeningRun
from samsvar.subjects.due_diligence.selectors.screening import every_hit, prepared
from samsvar.subjects.due_diligence.services.screening import screen_enterprise

_BY = Actor(person_key="", name="samsvar", via="cli")
_SHOWN = 20


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Whose suppliers."""
    parser.add_argument("--enterprise", required=True, metavar="ORGNR", help="the enterprise's organisation number")


def run(arguments: argparse.Namespace, console: Console) -> int:
    """Screen all suppliers of the enterprise. Returns 0 also where hits wait; 2 where no list is read in."""
    on, at = today(), now()
    enterprise = enterprise_with(arguments.enterprise, on)
    lists = prepared()
    if lists is None:
        message = _("No list is read in to screen against. Read one in with: samsvar import watchlist FILE")
        raise CommandError(message, code="no_watchlist")
    done = screen_enterprise(
        enterprise=enterprise,
        lists=lists,
        by=_BY,
        at=at,
        on=on,
        progress=lambda count, total: console.progress(count, total, _("Screening")),
    )
    hits = every_hit(enterprise)
    console.document(_document(done, hits, enterprise.orgnr))
    _tell(done, hits, console)
    return 0


def _document(done: ScreeningRun, hits: list[Mapping[str, Any]], orgnr: str) -> dict[str, Any]:
    return {
        "editions": done.editions,
        "enterprise": orgnr,
        "found": done.found,
        "hits": hits,
        "lapsed": done.lapsed,
        "method_version": done.method_version,
        "on": done.on.isoformat(),
        "returned": done.returned,
        "suppliers": done.suppliers,
    }


def _tell(done: ScreeningRun, hits: list[Mapping[str, Any]], console: Console) -> None:
    waiting = [hit for hit in hits if hit["state"] == "open"]
    suppliers = {"n": done.suppliers, "lists": len(done.editions)}
    words = ngettext("%(n)d supplier is screened.", "%(n)d suppliers are screened.", done.suppliers)
    console.say(words % suppliers)
    counts = {"found": done.found, "returned": done.returned, "lapsed": done.lapsed}
    console.say(_("%(found)d new hits, %(returned)d taken up again, %(lapsed)d no longer found.") % counts)
    words = ngettext("%(n)d hit waits to be judged.", "%(n)d hits wait to be judged.", len(waiting))
    console.say(words % {"n": len(waiting)})
    for hit in waiting[:_SHOWN]:
        console.say(f"{hit['likeness']:>4} %  {hit['factory'] or hit['supplier']} – {hit['listed']} ({hit['source']})")
    if len(waiting) > _SHOWN:
        more = len(waiting) - _SHOWN
        console.say(ngettext("… and %(more)d more.", "… and %(more)d more.", more) % {"more": more})
    editions = ", ".join(f"{source} {edition}" for source, edition in sorted(done.editions.items()))
    console.say(_("Lists: %(lists)s.") % {"lists": editions})
