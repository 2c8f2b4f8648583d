"""`samsvar import watchlist`, `samsvar screen` and the day's screening, as they are run at the command line."""

import json
from pathlib import Path
from typing import Any

import pytest

from samsvar.front.cli.main import main
from samsvar.registers.catalogues.models import Edition, EditionRow
from samsvar.subjects.due_diligence.models import ScreeningHit
from tests.cast import Cast
from tests.subjects.due_diligence.chain import make_supplier

LIST = Path(__file__).parents[2] / "formats" / "watchlist_uflpa.csv"
ENTERPRISE = ("--enterprise", "912345674")


def run(capfdbinary: Any, *words: object) -> tuple[int, Any]:
    code = main([*map(str, words), "--json"])
    return code, json.loads(capfdbinary.readouterr().out)


def test_a_list_is_read_in_screened_and_screened_again(cast: Cast, capfdbinary: Any) -> None:
    make_supplier(cast.enterprise, "Ull Tekstil AS")
    make_supplier(cast.enterprise, "Fiktiv Frukt AS")
    code, told = run(capfdbinary, "import", "watchlist", LIST, "--dry-run")
    assert (code, told["created"], Edition.objects.count()) == (0, 5, 0)
    code, told = run(capfdbinary, "import", "watchlist", LIST)
    assert (code, told["created"], told["errors"]) == (0, 5, [])
    assert run(capfdbinary, "import", "watchlist", LIST)[1]["unchanged"] == 5
    held = Edition.objects.get()
    assert (held.source, held.edition, held.shipped) == ("watchlist-uflpa", "2024", False)
    assert (held.licence, EditionRow.objects.count()) == ("Public domain (US)", 5)
    code, told = run(capfdbinary, "screen", *ENTERPRISE)
    assert (code, told["suppliers"], told["found"]) == (0, 2, 1)
    [hit] = told["hits"]
    assert (hit["supplier"], hit["listed"], hit["state"]) == ("Ull Tekstil AS", "Ull Textile Co., Ltd.", "open")
    assert hit["reasons"][0]["facts"] == {"ours": "Ull Tekstil AS", "listed": "Ull Tekstil", "likeness": 100}
    code, again = run(capfdbinary, "screen", *ENTERPRISE)
    assert (again["found"], again["hits"]) == (0, told["hits"])


def test_a_list_says_its_name_edition_publisher_and_terms(cast: Cast, capfdbinary: Any) -> None:
    said = ("--list", "eu_fsf", "--edition", "2025-06-01", "--publisher", "Oppdiktet", "--licence", "CC0")
    assert run(capfdbinary, "import", "watchlist", LIST, *said, "--published", "2025-05-30")[0] == 0
    held = Edition.objects.get()
    assert (held.source, held.edition, held.publisher) == ("watchlist-eu_fsf", "2025-06-01", "Oppdiktet")
    assert (held.licence, str(held.published_on)) == ("CC0", "2025-05-30")


@pytest.mark.parametrize(
    "words, code",
    [(("--list", "Ikke Godt"), "name_not_understood"), (("--published", "i går"), "not_a_day")],
)
def test_a_name_or_a_day_that_cannot_be_is_refused(
    cast: Cast, capfdbinary: Any, words: tuple[str, ...], code: str
) -> None:
    status, told = run(capfdbinary, "import", "watchlist", LIST, *words)
    assert (status, told["error"]["code"]) == (2, code)


def test_without_a_list_there_is_nothing_to_hold_against(cast: Cast, capfdbinary: Any) -> None:
    status, told = run(capfdbinary, "screen", *ENTERPRISE)
    assert (status, told["error"]["code"]) == (2, "no_watchlist")
    assert "samsvar import watchlist" in told["error"]["message"]


def test_a_person_is_told_in_words(cast: Cast, capfd: Any) -> None:
    make_supplier(cast.enterprise, "Ull Tekstil AS")
    main(["import", "watchlist", str(LIST)])
    assert main(["screen", *ENTERPRISE, "--language", "en"]) == 0
    out = capfd.readouterr().out
    assert "1 supplier is screened." in out
    assert "100 %  Ull Tekstil AS – Ull Textile Co., Ltd. (watchlist-uflpa)" in out


def test_the_day_screens_what_is_owed_and_twice_is_as_once(cast: Cast, capfdbinary: Any) -> None:
    make_supplier(cast.enterprise, "Ull Tekstil AS")
    make_supplier(cast.neighbour, "Fiktiv Frukt AS")
    assert run(capfdbinary, "daily")[1]["done"]["screened"] is None
    run(capfdbinary, "import", "watchlist", LIST)
    assert run(capfdbinary, "daily")[1]["done"]["screened"] == 2
    assert ScreeningHit.objects.count() == 1
    code, told = run(capfdbinary, "daily")
    assert (code, told["failed"], told["done"]["screened"]) == (0, {}, 0)
    make_supplier(cast.enterprise, "Batteri Group")
    assert run(capfdbinary, "daily")[1]["done"]["screened"] == 1
    assert ScreeningHit.objects.count() == 2
