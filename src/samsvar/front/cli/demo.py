"""Make the demo and serve it: Eksempel helsenett SF, its contracts, findings and statements, beside a neighbour.

Example: samsvar demo
         samsvar demo --no-serve

The demo is laid only in an empty database, and is served on this machine alone. Its story is set to 14 May 2025.
"""

import argparse
import os
from collections.abc import Callable
from datetime import UTC, datetime

from django.db import transaction
from django.utils.translation import gettext as _

from samsvar.front.cli.console import Console
from samsvar.front.cli.demo_story.campaigns import lay_campaigns
from samsvar.front.cli.demo_story.chain import (
    REGISTERS,
    Chain,
    lay_inquiries,
    lay_suppliers,
    lay_terms,
    place_contracts,
)
from samsvar.front.cli.demo_story.checks import lay_checks
from samsvar.front.cli.demo_story.complaints import lay_complaints
from samsvar.front.cli.demo_story.earlier import lay_statements
from samsvar.front.cli.demo_story.enterprise import lay_enterprise
from samsvar.front.cli.demo_story.enterprise_governance import lay_governance
from samsvar.front.cli.demo_story.laying import BY, lay
from samsvar.front.cli.demo_story.people import lay_board, lay_people
from samsvar.front.cli.demo_story.region import lay_region
from samsvar.front.cli.demo_story.region_rooms import lay_rooms
from samsvar.front.cli.demo_story.requests import lay_requests
from samsvar.front.cli.demo_story.story import lay_story
from samsvar.front.cli.init import prepare_database
from samsvar.front.cli.outcome import CommandError
from samsvar.front.cli.serve import serve
from samsvar.front.imports.kinds import KINDS
from samsvar.platform.access.demo import is_demo_database, mark_demo_database
from samsvar.platform.imports.reading import FileIn, import_files
from samsvar.platform.organisation.models import OrgUnit, Person, Site
from samsvar.platform.ui.clock import OSLO, SHIFT, now
from samsvar.registers.catalogues.services import load_shipped_editions
from samsvar.subjects.due_diligence.services.assessments import assess_enterprise

STORY = datetime(2025, 5, 14, 7, 40, tzinfo=OSLO)
LAID = datetime(2024, 3, 1, 8, 0, tzinfo=UTC)


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Whether and where to serve it."""
    parser.add_argument("--no-serve", action="store_true", help="make the demo's database and stop")
    parser.add_argument("--port", type=int, default=8000, help="port to listen on (default 8000)")


def run(arguments: argparse.Namespace, console: Console) -> int:
    """Lay the demo where there is none yet, and serve it."""
    prepare_database()
    load_shipped_editions(at=now())
    made = not is_demo_database()
    if made:
        _lay(console)
    enterprise = OrgUnit.objects.get(number="SF-1")
    address = f"http://localhost:{arguments.port}/"
    console.document({"address": address, "enterprise": enterprise.orgnr, "made": made})
    if arguments.no_serve:
        console.say(
            _("The demo is ready. Enterprise: %(orgnr)s. Serve it with: samsvar demo") % {"orgnr": enterprise.orgnr}
        )
        return 0
    console.say(
        _("The demo is on %(address)s . Choose a role on the sign-in page. Stop with Ctrl+C.") % {"address": address}
    )
    os.environ[SHIFT] = str(int((STORY - datetime.now(UTC)).total_seconds()))
    os.environ["SAMSVAR_DEMO"] = "1"
    os.environ.setdefault("SAMSVAR_BASE_URL", address.rstrip("/"))
    serve("127.0.0.1", arguments.port, 2)
    return 0


def _lay(console: Console) -> None:
    if OrgUnit.objects.exists():
        raise CommandError(
            _(
                "This database holds an organisation already, so the demo is not laid in it. Point SAMSVAR_VAR to "
                "another folder."
            ),
            code="database_in_use",
            exit_code=1,
        )
    with transaction.atomic():
        steps = iter(range(1, 12))

        def done(what: str) -> None:
            console.progress(next(steps), 10, what)

        _read("org-units", "org-units.csv", None)
        units = {unit.number: unit for unit in OrgUnit.objects.select_related("enterprise")}
        done(_("Units"))
        people = lay_people(units, LAID)
        done(_("People"))
        enterprise, neighbour = units["SF-1"], units["HF-1"]
        board = lay_board(enterprise, people, LAID)
        sites = lay_enterprise(enterprise, LAID)
        done(_("The enterprise"))
        _read("suppliers", "suppliers.csv", enterprise)
        _read("contracts", "contracts.csv", enterprise)
        _read("contracts", "neighbour-contracts.csv", neighbour)
        done(_("Contracts"))
        _lay_chain(enterprise, units, people, sites, done)
        for each in (enterprise, neighbour):
            assess_enterprise(enterprise=each, by=BY, at=STORY.astimezone(UTC), on=STORY.date())
        done(_("Levels"))
        lay_rooms(lay_region(people, LAID), by=BY, at=STORY.astimezone(UTC))
        lay_governance(enterprise, by=BY, at=STORY.astimezone(UTC))
        lay_statements(enterprise, board, people)
        done(_("Statements"))
        mark_demo_database(now())


def _lay_chain(
    enterprise: OrgUnit,
    units: dict[str, OrgUnit],
    people: dict[str, Person],
    sites: dict[str, Site],
    done: Callable[[str], None],
) -> None:
    chain = Chain(enterprise)
    place_contracts(chain, units, people)
    lay(chain.contracts.values(), enterprise=enterprise, at=LAID)
    lay_terms(chain, sites, LAID)
    lay_suppliers(chain, LAID)
    done(_("Suppliers"))
    lay_inquiries(chain, LAID)
    lay_story(chain, people, LAID)
    lay_checks(chain, people, LAID)
    lay_campaigns(chain)
    lay_requests(chain, people)
    lay_complaints(chain, people)
    done(_("Findings"))


def _read(word: str, file_name: str, enterprise: OrgUnit | None) -> None:
    """Read one of the demo's register files through the import that everybody uses."""
    kind = next(kind for kind in KINDS if kind.word == word)
    path = REGISTERS / file_name
    reports = import_files(
        kind=kind,
        files=[FileIn(path, path.name)],
        enterprise=enterprise,
        by=BY,
        at=LAID,
        on=STORY.date(),
    )
    errors = [error for report in reports for error in report.outcome.errors]
    if errors:
        raise CommandError(f"{file_name}: {errors[0]}", code="demo_broken", exit_code=1)
