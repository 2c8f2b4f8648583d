"""`samsvar wheel`: the picture, a calendar and paper from the same year; wrong endings are named."""

import json
from pathlib import Path
from typing import Any

import pytest

from samsvar.front.cli import main
from samsvar.registers.wheel.services.activities import adopt_shipped
from tests.cast import NOW

pytestmark = pytest.mark.django_db


def test_the_year_is_written_whole_in_each_form_and_twice_alike(cast: Any, capfdbinary: Any, tmp_path: Path) -> None:
    region = cast.units["region"]
    adopt_shipped(enterprise=region, by=cast.actor("regional"), at=NOW)
    words = ["wheel", "--enterprise", region.orgnr, "--year", "2025", "--json", "--out"]
    for form, begins in (("svg", b"<svg"), ("ics", b"BEGIN:VCALENDAR\r\n")):
        out = tmp_path / f"hjul.{form}"
        assert main.main([*words, str(out)]) == 0
        told = json.loads(capfdbinary.readouterr().out)
        assert (told["activities"], told["late"], told["form"]) == (12, 6, form)
        first = out.read_bytes()
        assert first.startswith(begins)
        main.main([*words, str(out)])
        assert out.read_bytes() == first
        capfdbinary.readouterr()
    assert main.main([*words, str(tmp_path / "hjul.png")]) == 2
    assert json.loads(capfdbinary.readouterr().out)["error"]["code"] == "unknown_form"
