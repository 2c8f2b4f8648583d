"""`samsvar assess`: the document byte for byte, what is stored, and what is refused."""

import json
from typing import Any

import pytest

from samsvar.core.rules.risk.sources import SOURCES, TABLES
from samsvar.front.cli import main
from samsvar.registers.catalogues.services import load_shipped_editions
from samsvar.subjects.due_diligence.models import AssessmentRun, ContractAssessment
from tests.cast import NOW
from tests.subjects.due_diligence.chain import make_contract, make_impact

ORGNR = "912345674"


@pytest.fixture
def contracts(cast: Any) -> Any:
    load_shipped_editions(at=NOW, sources=(*SOURCES, *TABLES))
    make_contract(cast.enterprise, "K-1", countries=["NOR"])
    make_contract(cast.enterprise, "K-2", ownership="used")
    make_impact(cast.enterprise, on=make_contract(cast.enterprise, "K-3", countries=["IND", "?"], value_ore=None))
    make_contract(cast.neighbour, "K-4")
    return cast


def run(capfdbinary: Any, *words: str) -> tuple[int, str, str]:
    code = main.main(["assess", *words])
    out, err = capfdbinary.readouterr()
    return code, out.decode(), err.decode()


@pytest.mark.requirement("R001-48", "R001-52", "R001-55")
def test_the_document_holds_levels_factors_figures_and_editions(contracts: Any, capfdbinary: Any) -> None:
    code, out, err = run(capfdbinary, "--enterprise", ORGNR, "--json")
    found = json.loads(out)
    assert (code, err) == (0, "")
    assert [(c["id"], c["level"], c["inherent"], c["rank"], c["ownership"]) for c in found["contracts"]] == [
        ("K-3", 4, 4, 1, "own"),
        ("K-1", 3, 3, 2, "own"),
        ("K-2", None, None, None, "used"),
    ]
    country = next(f for f in found["contracts"][0]["factors"] if f["name"] == "country")
    assert {"edition": "2025", "publisher": "Freedom House", "subject": "IND", "value": "PF 63"} in country["figures"]
    assert country["missing"] == ["country:?"]
    assert found["editions"]["freedom-house"] == "2025"
    assert (found["enterprise"], found["on"]) == (ORGNR, "2025-05-20")
    assert found["method"] == {"id": "default", "version": 1}


def test_the_same_records_give_the_same_bytes(contracts: Any, capfdbinary: Any) -> None:
    first = run(capfdbinary, "--enterprise", ORGNR, "--json")
    assert run(capfdbinary, "--enterprise", ORGNR, "--json") == first
    assert first[1].endswith("\n")


def test_it_stores_unless_editions_or_day_are_chosen(contracts: Any, capfdbinary: Any) -> None:
    run(capfdbinary, "--enterprise", ORGNR, "--editions", "freedom-house=2024", "--json")
    run(capfdbinary, "--enterprise", ORGNR, "--on", "2025-01-01", "--json")
    assert not AssessmentRun.objects.exists()
    run(capfdbinary, "--enterprise", ORGNR, "--json")
    assert AssessmentRun.objects.get().contracts == 3
    assert set(ContractAssessment.objects.values_list("enterprise__orgnr", flat=True)) == {ORGNR}


def test_an_older_edition_can_be_chosen(contracts: Any, capfdbinary: Any) -> None:
    _, out, _ = run(capfdbinary, "--enterprise", ORGNR, "--editions", "freedom-house=2016,ituc=2025", "--json")
    assert json.loads(out)["editions"]["freedom-house"] == "2016"


@pytest.mark.parametrize(
    "words, said",
    [
        (["--enterprise", "999999999"], "999999999"),
        (["--enterprise", ""], ""),
        (["--enterprise", ORGNR, "--editions", "ituc=1999"], "Loaded are: 2025"),
        (["--enterprise", ORGNR, "--editions", "guesswork=1"], "guesswork"),
        (["--enterprise", ORGNR, "--editions", "ituc"], "source=edition"),
        (["--enterprise", ORGNR, "--editions", "ituc=2025,ituc=2025"], "source=edition"),
        (["--enterprise", ORGNR, "--on", "2025-02-30"], "2025-02-30"),
    ],
)
def test_wrong_usage_ends_with_two_and_words(contracts: Any, capfdbinary: Any, words: list[str], said: str) -> None:
    code, out, err = run(capfdbinary, *words, "--language", "en")
    assert (code, out) == (2, "")
    assert said in err
    assert len(err.strip()) > 10
    code, out, _ = run(capfdbinary, *words, "--json", "--language", "en")
    assert code == 2
    assert json.loads(out)["error"]["code"]


def test_people_get_the_finding_and_a_table_with_reasons(contracts: Any, capfdbinary: Any) -> None:
    code, out, _ = run(capfdbinary, "--enterprise", ORGNR, "--language", "en")
    assert code == 0
    assert "2 of 2 assessed contracts have level 3 or 4" in out
    assert "A confirmed adverse impact is open" in out
    assert out.index("K-3") < out.index("K-1 ")


def test_an_enterprise_without_contracts_is_an_empty_list(cast: Any, capfdbinary: Any) -> None:
    code, out, _ = run(capfdbinary, "--enterprise", "934567896", "--json")
    assert (code, json.loads(out)["contracts"]) == (0, [])
