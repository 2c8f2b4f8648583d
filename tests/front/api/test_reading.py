"""Every list and every row, read by a program with a token."""

import json

import pytest

from samsvar.platform.access.permissions import Permission as P
from tests.cast import CANARY, Cast
from tests.front.api.conftest import EVERYTHING, Program
from tests.front.api.records import Records, make_contract, make_supplier
from tests.queries import at_most, questions

LISTS = (
    *("units", "people", "suppliers", "partners", "contracts", "assessments", "impacts", "risk-areas", "actions"),
    *("own-workforce", "editions", "statements", "events", "campaigns", "supplier-answers"),
    *("goals", "indicators", "targets", "figures", "measurements?period=2025-04", "activities", "occurrences"),
    *("documents", "requirements", "coverage", "plans", "bodies", "meetings", "cases", "decisions", "strategies"),
    "promises",
)


def _inner(records: Records) -> list[str]:
    own = records.own
    impact = f"impacts/{own.impact.key}"
    return [
        *("me", "imports", "imports/contracts", f"units/{own.unit.key}", f"suppliers/{own.supplier.key}"),
        *(f"partners/{own.partner.key}", f"contracts/{own.contract.key}", f"contracts/{own.contract.key}/assessment"),
        *(impact, f"{impact}/links", f"{impact}/links/{own.link.key}", f"{impact}/entries", f"{impact}/closing"),
        *(
            f"{impact}/verification",
            f"risk-areas/{own.area.key}",
            f"campaigns/{own.campaign.key}",
            f"actions/{own.action.key}",
        ),
        *(f"actions/{own.action.key}/status", f"own-workforce/{own.workforce.key}", "editions/cpi/2024"),
        *("editions/cpi/2024/rows", f"statements/{own.draft.key}", f"statements/{own.published.key}/files/json"),
        *(f"statements/{own.draft.key}/document", f"events/{own.event.hash}"),
        *_steering(records),
    ]


def _steering(records: Records) -> list[str]:
    own = records.own.steering
    indicator = f"indicators/{own.indicator.key}"
    return [
        *(f"goals/{own.goal.key}", indicator, f"{indicator}/figures?first=2024&last=2025", f"{indicator}/units"),
        *(f"activities/{own.activity.key}", f"occurrences/{own.occurrence.key}"),
        *(f"occurrences/{own.occurrence.key}/state", f"documents/{own.document.key}"),
        *(f"requirements/{own.requirement.key}", f"plans/{own.plan.key}", f"meetings/{own.meeting.key}"),
        *(f"decisions/{own.decision.key}", f"strategies/{own.strategy.key}"),
        f"strategies/{own.strategy.key}/editions/2025",
    ]


@pytest.mark.parametrize("name", LISTS)
def test_a_list_shows_own_rows_and_none_of_the_neighbours(program: Program, records: Records, name: str):
    found = program.get(name)
    assert found["items"]
    assert found["next"] is None
    assert CANARY not in json.dumps(found, ensure_ascii=False)


def test_every_row_and_part_can_be_read(program: Program, records: Records):
    for path in _inner(records):
        assert program.get(path) is not None


def test_nothing_is_kept_by_anybody_on_the_way(program: Program, records: Records):
    for path in [*LISTS, *_inner(records)]:
        assert program.call("get", path)["Cache-Control"] == "no-store", path


def test_a_contract_says_its_price_only_to_those_who_may_see_prices(program_of, records: Records):
    path = f"contracts/{records.own.contract.key}"
    assert program_of().get(path)["value_ore"] == 123_456_700
    without = program_of(permissions=EVERYTHING - {P.VIEW_PRICES}).get(path)
    assert (without["value_ore"], without["price_hidden"]) == (None, True)
    event = program_of(permissions=EVERYTHING - {P.VIEW_PRICES}).get(f"events/{records.own.event.hash}")
    assert "123456700" not in json.dumps(event)
    assert "123456700" in json.dumps(program_of().get(f"events/{records.own.event.hash}"))


def test_the_explanation_is_the_contract_of_assess_json(program: Program, records: Records):
    found = program.get(f"contracts/{records.own.contract.key}/assessment")
    assert sorted(found) == ["factors", "id", "inherent", "level", "ownership", "rank"]
    assert found["id"] == records.own.contract.number
    assert {factor["name"] for factor in found["factors"]} >= {"country", "service"}


def test_pages_follow_each_other_without_gap_or_repetition(program: Program, records: Records, cast: Cast):
    for number in range(23):
        supplier = make_supplier(cast.enterprise, f"Påfunn {number:02} AS", open_gaps=number % 3 or None)
        make_contract(cast.enterprise, supplier, f"B-{number:02}", f"Avtale {number % 4}", ends_on=None)
    for name, sorts in (("contracts", ("rank", "-title", "ends_on")), ("suppliers", ("name", "-open_gaps"))):
        for sort in sorts:
            seen, after = [], ""
            while True:
                found = program.get(f"{name}?limit=5&sort={sort}{after}")
                seen += [item["key"] for item in found["items"]]
                if found["next"] is None:
                    break
                after = f"&after={found['next']}"
            assert len(seen) == len(set(seen)) == 24, (name, sort)


@pytest.mark.parametrize(
    "query",
    ["limit=0", "limit=201", "limit=x", "sort=value_ore", "after=x", "after=W10", "level=5", "nothing=1", "country=no"],
)
def test_a_query_that_makes_no_sense_is_refused_in_the_persons_words(program: Program, records: Records, query: str):
    status, error = program.refused("get", f"contracts?{query}")
    assert (status, error["code"]) == (422, "invalid")
    assert list(error["fields"]) == [query.partition("=")[0]]
    assert error["message"].startswith("Noe i kallet")


def test_a_cursor_of_another_order_is_refused(program: Program, records: Records, cast: Cast):
    make_contract(cast.enterprise, records.own.supplier, "B-1", "Vask")
    following = program.get("contracts?limit=1")["next"]
    assert program.refused("get", f"contracts?sort=title&after={following}")[0] == 422


def test_filters_narrow(program: Program, records: Records, cast: Cast):
    other = make_supplier(cast.enterprise, "Fiktiv Frukt AS", country="ESP")
    make_contract(cast.units["kjop"], other, "F-1", "Frukt", countries=";ESP;", kind="goods", ownership="used")

    def numbers(query: str) -> list[str]:
        return [item["number"] for item in program.get(f"contracts?{query}")["items"]]

    for query in ("q=FRUKT", "country=ESP", "kind=goods", "ownership=used", f"supplier={other.key}", "unit=kjop"):
        assert numbers(query) == ["F-1"], query
    assert len(numbers("level=3")) == 2
    assert numbers("level=4") == []
    assert (
        program.refused("get", f"contracts?supplier={records.neighbours.supplier.key}")[1]
        == program.refused("get", "contracts?supplier=0000000000000000")[1]
    )


@pytest.mark.parametrize("name", ["contracts", "suppliers", "impacts", "actions", "units", "people", "assessments"])
def test_a_list_asks_the_database_as_often_for_many_rows_as_for_few(
    program: Program, records: Records, cast: Cast, name: str
):
    program.get(name)
    with at_most(6) as few:
        program.get(name)
    for number in range(30):
        supplier = make_supplier(cast.enterprise, f"Påfunn {number:02} AS")
        make_contract(cast.enterprise, supplier, f"B-{number:02}", "Avtale", responsible=cast.kari)
    with at_most(len(questions(few))):
        program.get(name)
