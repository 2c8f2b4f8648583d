"""`samsvar import measurements` and `samsvar indicators`, as they are run at the command line."""

import json
from pathlib import Path
from typing import Any

from samsvar.front.cli.main import main
from tests.cast import Cast
from tests.registers.indicators.making import lay_indicator


def run(capfdbinary: Any, *words: object) -> tuple[int, Any]:
    code = main([*map(str, words), "--json"])
    return code, json.loads(capfdbinary.readouterr().out)


def test_figures_are_read_in_and_told_with_what_is_behind_them(cast: Cast, capfdbinary: Any, tmp_path: Path) -> None:
    lay_indicator(cast)
    file = tmp_path / "maling.csv"
    file.write_text("Indikator;Enhet;Periode;Teller;Nevner\nSykefravær;Seksjon vakt;jan 2024;5,5;0\n", encoding="utf-8")
    code, told = run(capfdbinary, "import", "measurements", file, "--enterprise", "912345674")
    (error,) = told["errors"]
    assert (code, error["row"], error["column"], error["code"]) == (1, 2, "Nevner", "denominator_zero")
    assert error["remedy"]
    file.write_text(
        "Indikator;Enhet;Periode;Teller;Nevner\nSykefravær;Seksjon vakt;jan 2024;5,5;80\n", encoding="utf-8"
    )
    assert run(capfdbinary, "import", "measurements", file, "--enterprise", "912345674")[1]["created"] == 1
    code, told = run(capfdbinary, "indicators", "--unit", cast.enterprise.key, "--period", "2024-01")
    (shown,) = told["indicators"]
    assert (code, shown["value"], shown["numerator"], shown["denominator"]) == (0, "6.9", "5.5", "80")
    assert (shown["status"], shown["masked"], shown["delivered"], shown["expected"]) == ("no_target", False, 1, 3)
    assert (
        run(capfdbinary, "indicators", "--unit", "finnes-ikke", "--period", "2024")[1]["error"]["code"]
        == "unit_not_found"
    )
    assert run(capfdbinary, "indicators", "--unit", "nett", "--period", "2024K1")[0] == 2
