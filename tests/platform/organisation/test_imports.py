"""Units from a file: all or nothing, the same again changes nothing, and a day keeps the structure it had."""

from dataclasses import dataclass, replace
from datetime import date, timedelta

from samsvar.platform.audit.actor import Actor
from samsvar.platform.audit.models import Event
from samsvar.platform.audit.verification import verify
from samsvar.platform.organisation.models import OrgUnit
from samsvar.platform.organisation.selectors import structure_on
from samsvar.platform.organisation.services import Outcome, import_org_units
from tests.cast import NOW, TODAY

BY = Actor(person_key="", name="samsvar", via="cli")


@dataclass(frozen=True)
class Row:
    row: int
    id: str
    parent_id: str | None
    name_nb: str
    kind: str
    name_nn: str | None = None
    organisation_number: str | None = None
    valid_from: date | None = None
    valid_to: date | None = None


FILE = [
    Row(2, "10", "1", "Avdeling renhold", "department"),
    Row(3, "1", "S", "Divisjon bygg", "clinic"),
    Row(4, "S", None, "Påfunn drift SF", "sf", organisation_number="967890124"),
    Row(5, "2", "S", "Divisjon mat", "clinic"),
]


def units():
    return {unit.number: unit for unit in OrgUnit.objects.all()}


def test_units_of_a_file_become_a_tree_in_any_order(db):
    assert import_org_units(FILE, by=BY, at=NOW) == Outcome(created=4)
    found = units()
    assert found["10"].parent == found["1"]
    assert found["10"].path == f"{found['S'].key}.{found['1'].key}.{found['10'].key}."
    assert {unit.enterprise for unit in found.values()} == {found["S"]}
    assert Event.objects.of_enterprises(found["S"].key).get().about == {"units": 4}


def test_the_same_file_again_changes_nothing(db):
    import_org_units(FILE, by=BY, at=NOW)
    before = list(OrgUnit.objects.values())
    assert import_org_units(FILE, by=BY, at=NOW) == Outcome(unchanged=4)
    assert list(OrgUnit.objects.values()) == before
    assert Event.objects.count() == 1


def test_a_dry_run_counts_and_saves_nothing(db):
    assert import_org_units(FILE, by=BY, at=NOW, dry_run=True) == Outcome(created=4)
    assert not OrgUnit.objects.exists()


def test_a_row_that_names_an_unknown_parent_keeps_the_whole_file_out(db):
    outcome = import_org_units([*FILE, Row(6, "3", "ukjent", "Seksjon", "section")], by=BY, at=NOW)
    assert [(error.row, error.code) for error in outcome.errors] == [(6, "unknown_parent")]
    assert not OrgUnit.objects.exists()


def test_a_moved_unit_stands_in_its_old_place_on_earlier_days(db):
    import_org_units(FILE, by=BY, at=NOW)
    moved = [replace(FILE[0], parent_id="2", name_nb="Avdeling reinhald"), *FILE[1:]]
    assert import_org_units(moved, by=BY, at=NOW) == Outcome(changed=1, unchanged=3)
    found = units()
    assert found["10"].path.startswith(found["2"].path)
    yesterday = structure_on(found["1"], TODAY - timedelta(days=1))
    assert [placed.name_nb for placed in yesterday] == ["Divisjon bygg", "Avdeling renhold"]
    assert [placed.name_nb for placed in structure_on(found["2"], TODAY)] == ["Divisjon mat", "Avdeling reinhald"]


def test_what_stands_under_a_moved_unit_moves_along(db):
    import_org_units([*FILE, Row(6, "100", "10", "Seksjon vindu", "section")], by=BY, at=NOW)
    import_org_units([replace(FILE[0], parent_id="2")], by=BY, at=NOW)
    found = units()
    assert found["100"].path == found["10"].path + found["100"].key + "."
    assert found["100"].path.startswith(found["2"].path)
    assert verify(records=True).findings == [], "its path has changed, and an event tells of it"


def test_a_unit_cannot_come_to_stand_under_itself(db):
    import_org_units(FILE, by=BY, at=NOW)
    outcome = import_org_units([replace(FILE[1], parent_id="10")], by=BY, at=NOW)
    (error,) = outcome.errors
    assert (error.code, error.facts["path"]) == ("circle", ["1", "10", "1"])


def test_two_enterprises_may_use_the_same_unit_number(db):
    other = [
        Row(2, "T", None, "Tulle drift SF", "sf"),
        Row(3, "1", "T", "Divisjon tull", "clinic"),
    ]
    import_org_units(FILE, by=BY, at=NOW)
    assert import_org_units(other, by=BY, at=NOW) == Outcome(created=2)
    assert OrgUnit.objects.filter(number="1").count() == 2
    assert import_org_units(FILE, by=BY, at=NOW) == Outcome(unchanged=4)


def test_an_organisation_number_recurs_over_time_but_never_twice_on_one_day(db):
    import_org_units([replace(FILE[2], valid_to=date(2023, 12, 31))], by=BY, at=NOW)
    heir = Row(2, "NY", None, "Påfunn drift ny SF", "sf", organisation_number="967890124")
    late = import_org_units([replace(heir, valid_from=date(2023, 12, 31))], by=BY, at=NOW)
    assert [error.code for error in late.errors] == ["number_in_use"]
    assert import_org_units([replace(heir, valid_from=date(2024, 1, 1))], by=BY, at=NOW) == Outcome(created=1)


def test_an_enterprise_cannot_become_a_part_of_another(db):
    import_org_units(FILE, by=BY, at=NOW)
    outcome = import_org_units([replace(FILE[2], kind="clinic")], by=BY, at=NOW)
    assert [error.code for error in outcome.errors] == ["kind_crosses_wall"]


def test_twelve_thousand_units_are_read_once(db):
    rows = [Row(2, "N", None, "Demodata helse", "national")]
    for region in range(4):
        rows.append(Row(0, f"R{region}", "N", f"Region {region}", "rhf"))
        for trust in range(5):
            top = f"R{region}H{trust}"
            rows.append(Row(0, top, f"R{region}", f"Foretak {top}", "hf"))
            rows += [Row(0, f"{top}-{n}", top, f"Klinikk {n}", "clinic") for n in range(20)]
            rows += [
                Row(0, f"{top}-{n}-{m}", f"{top}-{n}", "Avdeling", "department") for n in range(20) for m in range(29)
            ]
    assert len(rows) > 12_000
    assert import_org_units(rows, by=BY, at=NOW).created == len(rows)
    assert import_org_units(rows, by=BY, at=NOW).unchanged == len(rows)
