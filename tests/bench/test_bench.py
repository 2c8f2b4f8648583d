"""That the benchmarks run, at a five-hundredth of the size. Nothing is timed here."""

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from bench.files import write_contracts
from bench.laying import AT, BY, Laying
from bench.load import Opened, open_pages, percentile
from bench.made import DAY, Maker, Size, organisation_number
from bench.measures import BENCHMARKS, Row, _times
from bench.pages import Page
from bench.report import keep, table, this_machine, write_speed
from django.db import connection

from bench import inside, made_figures, made_steering, rescore
from samsvar.core.rules.org import read_organisation_number
from samsvar.front.cli import main
from samsvar.platform.audit.models import Event
from samsvar.platform.audit.verification import verify
from samsvar.platform.organisation.models import OrgUnit
from samsvar.registers.actions.models import Action
from samsvar.registers.catalogues.services import load_shipped_editions
from samsvar.registers.suppliers.models import Contract, Supplier
from samsvar.subjects.due_diligence.models import ContractAssessment
from samsvar.subjects.due_diligence.services.assessing_all import assess_all

ROOT = Path(__file__).resolve().parents[2]
SCALE = 1 / 500


@pytest.fixture
def laid(db: None) -> Laying:
    load_shipped_editions(at=AT)
    laying = Laying(Size().scaled(SCALE), seed=1)
    assert [said.split()[1] for said in laying.lay()][:4] == ["units", "people", "suppliers", "contracts"]
    assess_all(by=BY, at=AT, on=DAY)
    return laying


def test_the_made_data_has_its_size_and_a_whole_trail(laid: Laying) -> None:
    assert (OrgUnit.objects.count(), Supplier.objects.count(), Contract.objects.count()) == (24, 60, 120)
    assert (ContractAssessment.objects.count(), Action.objects.count()) == (120, 12)
    found = verify(records=True)
    assert found.counts == {}
    assert found.events == Event.objects.count() > 12


def test_every_measured_page_answers_to_a_session_made_for_it(laid: Laying) -> None:
    pages, [session] = inside.pages(), inside.sessions(1)
    names = {page.name for page in pages}
    assert {"start page", "contracts, ranked", "contracts, halfway in", "contract", "units", "audit trail"} <= names
    found = {page.name: inside.asked(page, session) for page in pages}
    assert {name: each.status for name, each in found.items() if each.status != 200} == {}
    assert all(each.queries > 3 for each in found.values())


def test_every_page_of_goals_and_plans_answers_at_a_trust_and_at_a_region(db: None) -> None:
    load_shipped_editions(at=AT)
    made_figures.lay(14, 2, persons=False)
    assert made_figures.measure(1, 1)["figures"] > 0
    made_steering.lay_steering()
    told: dict[str, int] = {}
    for pages, session in made_steering.steering_pages():
        for page in pages:
            found = inside.asked(page, session)
            told[page.name] = found.status
    assert {name: status for name, status in told.items() if status != 200} == {}
    wanted = (
        "indicators",
        "indicator",
        "heat map",
        "what changed",
        "goal",
        "the wheel",
        "documents",
        "coverage",
        "plan",
    )
    assert {each + mark for each in wanted for mark in ("", ", region")} <= told.keys()


def test_the_same_seed_makes_the_same_contracts() -> None:
    first, again, other = (Maker(seed) for seed in (1, 1, 2))
    made = [first.contract(serial) for serial in range(30)]
    assert made == [again.contract(serial) for serial in range(30)]
    assert made != [other.contract(serial) for serial in range(30)]


def test_made_organisation_numbers_are_valid_and_all_different() -> None:
    numbers = {organisation_number(serial) for serial in range(5_000)}
    assert len(numbers) == 5_000
    assert all(read_organisation_number(number).number == number for number in numbers)


@pytest.mark.parametrize("ending", ["csv", "xlsx"])
def test_the_made_file_is_read_in_without_an_error(laid: Laying, tmp_path: Path, ending: str, capfdbinary: Any) -> None:
    file = tmp_path / f"avtaler.{ending}"
    write_contracts(file, 120)
    orgnr = laid.enterprises[-1].orgnr
    code = main.main(["import", "contracts", str(file), "--enterprise", orgnr, "--dry-run", "--json"])
    found = json.loads(capfdbinary.readouterr().out)
    assert (code, found["errors"]) == (0, [])
    assert found["created"] + found["changed"] + found["unchanged"] == 120


@pytest.mark.skipif(sys.platform == "win32", reason="counts cores by affinity")
def test_the_table_and_the_page_hold_what_was_measured(tmp_path: Path) -> None:
    rows = [Row("Liksom måling", "s", (1.25, 3.0, 2.0), 2.5), Row("Påfunn", "ms p95", (120.0,), 100, "ett valg")]
    assert [row.kept for row in rows] == [True, False]
    assert "| Liksom måling | 3 | 1.25 | 2.00 | 3.00 | s | 2.5 | yes |  |" in table(rows)
    machine = this_machine("sqlite", "Demodata maskin")
    keep(tmp_path / "results.json", "sqlite", "start", machine, rows)
    write_speed(tmp_path / "results.json", tmp_path / "speed.md", BENCHMARKS)
    text = (tmp_path / "speed.md").read_text(encoding="utf-8")
    assert "## SQLite" in text
    assert "Demodata maskin" in text
    assert "| Påfunn | 1 |  | 120 |  | ms p95 | 100 | **no** | ett valg |" in text
    assert "PostgreSQL\n" not in text
    assert "## Measurements and figures" not in text
    keep(tmp_path / "results.json", "postgresql", "figures", machine, [Row("Oppdiktede tall", "s", (0.5,), 1)])
    write_speed(tmp_path / "results.json", tmp_path / "speed.md", BENCHMARKS)
    before, title, after = (tmp_path / "speed.md").read_text(encoding="utf-8").partition("## Measurements and figures")
    assert (title, before) == ("## Measurements and figures", text + "\n")
    assert "### PostgreSQL" in after
    assert "Oppdiktede tall" in after


def test_a_page_is_judged_by_its_95th_percentile_and_failures_are_told() -> None:
    opened = [Opened("side", place / 1000, 200) for place in range(1, 101)] + [Opened("side", 0.2, 500)]
    row = _times("side", opened, 10)
    assert row.values == (96.0,)
    assert "1 failed" in row.note
    assert percentile([3, 1, 2], 0.5) == 2


def test_the_clients_open_pages_of_a_server(live_server: Any) -> None:
    pages = [Page("hjelp", ("/hjelp",)), Page("finnes ikke", ("/finnes-ikke",))]
    opened = open_pages(live_server.url, pages, ["0"], clients=2, seconds=0.5)
    assert {each.page for each in opened} == {"hjelp", "finnes ikke"}
    assert {each.status for each in opened if each.page == "finnes ikke"} == {404}


def test_every_script_tells_how_it_is_used() -> None:
    for name in ("run.py", "make_data.py", "pages.py", "rescore.py"):
        done = subprocess.run([sys.executable, str(ROOT / "bench" / name), "--help"], capture_output=True, text=True)
        assert (done.returncode, "./run python bench/" in done.stdout or "SAMSVAR_VAR" in done.stdout) == (0, True)
    assert rescore.DAY == DAY
    assert connection.vendor in ("sqlite", "postgresql")
