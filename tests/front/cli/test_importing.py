"""`samsvar import`: the documents it prints, its exit codes, and what it leaves when it is killed."""

import json
import os
import random
import shutil
import signal
import sqlite3
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import pytest

from samsvar.front.cli.main import main
from samsvar.platform.audit.models import Event
from samsvar.registers.catalogues.services import load_shipped_editions
from samsvar.registers.suppliers.models import Contract, Supplier
from samsvar.subjects.due_diligence.models import ContractAssessment
from tests import schema
from tests.cast import NOW, Cast

HEADINGS = "Avtalenummer;Tittel;Leverandør;Type;Eierskap;Verdi (NOK);Slutt;Produksjonsland;Farge"
GOOD = "A-1;Bærbare datamaskiner;Demodata Maskinvare AS;vare;egen;4 400 000;31.12.2027;Kina;blå"
WRONG_DAY = "A-2;Skjermer;Demodata Maskinvare AS;vare;egen;100;31.02.2025;Kina;"


@pytest.fixture
def installed(cast: Cast) -> Cast:
    load_shipped_editions(NOW)
    return cast


def written(folder: Path, *lines: str, name: str = "avtaler.csv") -> Path:
    path = folder / name
    path.write_text("\n".join([HEADINGS, *lines]) + "\n", encoding="utf-8")
    return path


def run(capfd: pytest.CaptureFixture[str], *words: object) -> tuple[int, Any]:
    code = main(["import", *map(str, words), "--json"])
    out = capfd.readouterr().out
    return code, json.loads(out) if out else None


def test_a_good_file_is_saved_assessed_and_told_of_in_one_document(
    installed: Cast, tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    path = written(tmp_path, GOOD)
    code, document = run(capfd, "contracts", path, "--enterprise", "912 345 674")
    assert code == 0
    assert document == {
        "changed": 0,
        "created": 1,
        "dry_run": False,
        "errors": [],
        "file": str(path),
        "ignored_columns": ["Farge"],
        "unchanged": 0,
    }
    assert ContractAssessment.objects.get().contract == Contract.objects.get()


def test_the_same_file_again_changes_nothing(
    installed: Cast, tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    path = written(tmp_path, GOOD)
    run(capfd, "contracts", path, "--enterprise", "912345674")
    events = Event.objects.count()
    code, document = run(capfd, "contracts", path, "--enterprise", "912345674")
    assert (code, document["created"], document["changed"], document["unchanged"]) == (0, 0, 0, 1)
    assert Event.objects.count() == events


def test_one_bad_row_stops_all_and_is_told_by_row_and_column(
    installed: Cast, tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    path = written(tmp_path, GOOD, WRONG_DAY)
    code, document = run(capfd, "contracts", path, "--enterprise", "912345674")
    assert code == 1
    assert (document["created"], document["changed"], document["unchanged"]) == (0, 0, 0)
    (error,) = document["errors"]
    assert (error["row"], error["column"], error["code"]) == (3, "Slutt", "no_such_day")
    assert error["message"] == "31.02.2025 finnes ikke"
    assert error["remedy"] == "Skriv en dag som finnes, for eksempel 31.12.2025."
    assert not Contract.objects.exists()


def test_for_a_person_the_error_stands_on_one_line(
    installed: Cast, tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    path = written(tmp_path, GOOD, WRONG_DAY)
    assert main(["import", "contracts", str(path), "--enterprise", "912345674"]) == 1
    out = capfd.readouterr().out
    assert "Rad 3, kolonne «Slutt»: 31.02.2025 finnes ikke" in out
    assert "Ingenting er lagret." in out
    assert main(["import", "contracts", str(path), "--enterprise", "912345674", "--language", "nn"]) == 1
    assert "Rad 3, kolonne «Slutt»: 31.02.2025 finst ikkje" in capfd.readouterr().out


def test_a_dry_run_changes_nothing(installed: Cast, tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    path = written(tmp_path, GOOD)
    code, document = run(capfd, "contracts", path, "--enterprise", "912345674", "--dry-run")
    assert (code, document["created"], document["dry_run"]) == (0, 1, True)
    assert not Supplier.objects.exists()


@pytest.mark.parametrize(
    ("words", "code"),
    [
        (["contracts", "{file}"], "no_enterprise"),
        (["contracts", "{file}", "--enterprise", "999999999"], "enterprise_not_found"),
        (["contracts", "missing.csv", "--enterprise", "912345674"], "no_such_file"),
        (["contracts", "{file}", "{file}", "--enterprise", "912345674"], "several_files"),
        (["country-risk", "{file}"], "no_source"),
        (["country-risk", "{file}", "--source", "dfo", "--edition", "2025"], "wrong_source"),
    ],
)
def test_wrong_usage_is_told_in_words_with_exit_code_2(
    installed: Cast, tmp_path: Path, capfd: pytest.CaptureFixture[str], words: list[str], code: str
) -> None:
    path = written(tmp_path, GOOD)
    found, document = run(capfd, *[word.format(file=path) for word in words])
    assert found == 2
    assert document["error"]["code"] == code
    assert document["error"]["message"].endswith((".", "init"))


@pytest.mark.requirement("R001-55")
def test_a_new_edition_of_country_figures_renews_the_levels(
    installed: Cast, tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    run(capfd, "contracts", written(tmp_path, GOOD), "--enterprise", "912345674")
    figures = tmp_path / "freedom.csv"
    figures.write_text("Country,Edition,Status,Total\nChina,2099,F,90\nIndia,2098,PF,60\n", encoding="utf-8")
    before = ContractAssessment.objects.get().country
    words = ["country-risk", figures, "--source", "freedom-house", "--edition", "2099"]
    code, document = run(capfd, *words)
    assert (code, document["created"]) == (0, 1)
    assert [each["code"] for each in document["warnings"]] == ["fewer_codes"]
    assert before == 4
    assert run(capfd, *words)[1]["unchanged"] == 1


def test_several_notices_are_one_document_and_all_or_nothing(
    installed: Cast, tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    notice = Path(__file__).parents[2] / "formats" / "award_notice.xml"
    broken = tmp_path / "broken.xml"
    broken.write_text("<a/>", encoding="utf-8")
    code, document = run(capfd, "eforms", notice, broken, "--enterprise", "912345674")
    assert code == 1
    assert [each["file"] for each in document["files"]] == [str(notice), str(broken)]
    assert document["file"] == f"{notice}, {broken}"
    assert not Contract.objects.exists()
    code, document = run(capfd, "eforms", notice, "--enterprise", "912345674")
    assert code == 0
    assert document["created"] == Contract.objects.count() > 0
    assert run(capfd, "eforms", notice, "--enterprise", "912345674")[1]["created"] == 0


def test_company_facts_are_read_in_once(installed: Cast, capfd: pytest.CaptureFixture[str]) -> None:
    answer = Path(__file__).parents[2] / "formats" / "company.json"
    code, document = run(capfd, "company-facts", answer, "--enterprise", "912345674")
    assert (code, document["created"]) == (0, 1)
    supplier = Supplier.objects.get()
    assert supplier.industry_code
    assert run(capfd, "company-facts", answer, "--enterprise", "912345674")[1]["unchanged"] == 1


def test_an_import_killed_at_any_moment_leaves_the_database_as_it_was(cast: Cast, tmp_path: Path) -> None:
    """SIGKILL somewhere in the run; afterwards all is there or nothing is."""
    kept = schema._kept_file()
    if not kept.exists():
        pytest.skip("the tests run on another database than SQLite")
    database = tmp_path / "samsvar.sqlite3"
    environment = {**os.environ, "SAMSVAR_VAR": str(tmp_path), "SAMSVAR_DATABASE_URL": "", "PYTHONPATH": "src"}
    command = [sys.executable, "-m", "samsvar.front.cli.main", "import"]
    units = tmp_path / "units.csv"
    units.write_text("ID;Navn;Type;Organisasjonsnummer\nE;Eksempel SF;sf;912345688\n", encoding="utf-8")
    path = written(tmp_path, *(GOOD.replace("A-1", f"A-{number}") for number in range(3000)))
    chosen = random.Random(7)
    fresh = tmp_path / "fresh.sqlite3"
    shutil.copy(kept, database)
    subprocess.run([*command, "org-units", str(units)], env=environment, check=True, capture_output=True)
    with sqlite3.connect(database) as opened:
        opened.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    shutil.copy(database, fresh)
    begun = time.monotonic()
    command += ["contracts", str(path), "--enterprise", "912345688"]
    subprocess.run(command, env=environment, check=True, capture_output=True)
    whole = time.monotonic() - begun
    killed = 0
    for _ in range(4):
        for left in tmp_path.glob("samsvar.sqlite3*"):
            left.unlink()
        shutil.copy(fresh, database)
        child = subprocess.Popen(command, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        time.sleep(chosen.uniform(0.4, 0.95) * whole)
        child.send_signal(signal.SIGKILL)
        killed += child.wait() == -signal.SIGKILL
        with sqlite3.connect(database) as opened:
            assert opened.execute("PRAGMA integrity_check").fetchone() == ("ok",)
            (rows,) = opened.execute("SELECT count(*) FROM suppliers_contract").fetchone()
            (events,) = opened.execute("SELECT count(*) FROM audit_event WHERE kind LIKE 'contracts_%'").fetchone()
        assert (rows, events > 0) in [(0, False), (3000, True)]
    assert killed


def test_a_list_by_somebody_else_is_never_read_in_as_the_publishers(
    installed: Cast, tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "liste.csv"
    path.write_text("category;product;raw_material;basis\nBamser;Tøybamser;lav;own_reading\n", encoding="utf-8")
    code, document = run(capfd, "product-risk", path, "--source", "dfo", "--edition", "2026")
    assert code == 1
    assert [(each["row"], each["code"]) for each in document["errors"]] == [(2, "other_publisher")]
