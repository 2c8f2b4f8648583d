"""`samsvar plan`: the same plan as sheet, page and JSON; what is wrong is named."""

import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from samsvar.front.cli import main
from samsvar.subjects.plans.services.planned import plan_action
from samsvar.subjects.plans.services.plans import create_plan
from tests.cast import NOW

pytestmark = pytest.mark.django_db


@pytest.mark.requirement("R003-43")
def test_a_plan_is_written_in_each_form_and_told_as_json(cast: Any, capfdbinary: Any, tmp_path: Path) -> None:
    who = {"by": cast.actor("kari"), "at": NOW}
    plan = create_plan(unit=cast.enterprise, year=2025, fields={"title": "HMS-plan 2025"}, **who)
    costs: list[dict[str, Any]] = [{"cost_kind": "amount", "cost_ore": 1_250_000}, {"cost_kind": "none"}]
    for number, cost in enumerate([*costs, {"cost_kind": "not_calculated"}, {}]):
        fields = {"title": f"Tiltak {number}", "responsible_name": "HMS-sjef", "due_on": date(2025, 9, 1), **cost}
        plan_action(plan=plan, fields=fields, effects=["Færre skader"], **who)
    words = ["plan", "--unit", cast.enterprise.number, "--period", "2025", "--json"]
    assert main.main(words) == 0
    told = json.loads(capfdbinary.readouterr().out)
    assert [each["cost_kind"] for each in told["actions"]] == ["amount", "none", "not_calculated", "unknown"]
    assert (told["title"], told["actions"][0]["cost_ore"], told["active"]) == ("HMS-plan 2025", 1_250_000, True)
    for form, begins in (("xlsx", b"PK"), ("html", b"<!")):
        out = tmp_path / f"plan.{form}"
        assert main.main([*words, "--out", str(out)]) == 0
        assert out.read_bytes().startswith(begins)
        capfdbinary.readouterr()
    page = (tmp_path / "plan.html").read_text(encoding="utf-8")
    for said in ("Ikke beregnet", "Ukjent", "Ingen", "Færre skader"):
        assert said in page
    for wrong, code in ((["--out", str(tmp_path / "plan.png")], "unknown_form"), (["--title", "Annen"], "no_plan")):
        assert main.main([*words, *wrong]) == 2
        assert json.loads(capfdbinary.readouterr().out)["error"]["code"] == code
    by_key = ["plan", "--unit", cast.enterprise.orgnr, "--period", "2025", "--json"]
    assert main.main(by_key) == 0  # the organisation number names the unit as well as its own number
    capfdbinary.readouterr()
    for wrong, code in ((["--period", "2025T1"], "not_a_period"), (["--unit", "finnes-ikke"], "unit_not_found")):
        assert main.main([*words, *wrong]) == 2
        assert json.loads(capfdbinary.readouterr().out)["error"]["code"] == code
