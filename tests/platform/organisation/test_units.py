"""Units are added, changed, moved, merged and ended; earlier days keep the structure they had."""

from datetime import date, timedelta

import pytest
from django.db import transaction

from samsvar.platform.audit.models import Event
from samsvar.platform.audit.services import changed, record
from samsvar.platform.audit.verification import verify
from samsvar.platform.organisation import services
from samsvar.platform.organisation.models import OrgUnit
from samsvar.platform.organisation.selectors import structure_on, unit_ids_on, way_to, way_to_on
from samsvar.platform.organisation.services import NotAllowed, StaleVersion, create_unit, move_unit
from tests.cast import NOW, TODAY


@pytest.fixture
def by(cast):
    return cast.actor("administrator")


def test_a_new_unit_stands_under_its_parent_and_in_its_enterprise(cast, by):
    unit = create_unit(parent=cast.units["nett"], number="77", name_nb="Seksjon ny", kind="section", by=by, at=NOW)
    assert unit.path == cast.units["nett"].path + unit.key + "."
    assert unit.enterprise == cast.enterprise
    assert [above.key for above in way_to(unit)] == ["nasjonal", "eksempel", "divisjon1", "nett"]
    assert Event.objects.get().kind == "unit_created"


def test_a_figure_of_2023_is_read_in_the_structure_of_2023(cast, by):
    """The department moves in May 2025; its old division still holds it in 2023."""
    nett = cast.units["nett"]
    move_unit(unit=nett, parent=cast.units["divisjon10"], on=TODAY, by=by, at=NOW)
    old, new = cast.units["divisjon1"], cast.units["divisjon10"]
    assert nett.pk in unit_ids_on(old, date(2023, 12, 31))
    assert nett.pk not in unit_ids_on(old, TODAY)
    assert cast.units["vakt"].pk in unit_ids_on(new, TODAY)
    assert way_to_on(nett, date(2023, 12, 31))[-1] == "Divisjon drift"
    assert way_to_on(nett, TODAY)[-1] == "Divisjon tryggleik"


def test_an_earlier_day_keeps_the_earlier_name(cast, by):
    services.edit_unit(unit=cast.units["nett"], fields={"name_nb": "Avdeling nettverk"}, by=by, at=NOW)
    names = {placed.unit_id: placed.name_nb for placed in structure_on(cast.enterprise, TODAY - timedelta(days=1))}
    assert names[cast.units["nett"].pk] == "Avdeling nett"
    assert structure_on(cast.units["nett"], TODAY)[0].name_nb == "Avdeling nettverk"


def test_a_unit_cannot_move_under_itself(cast, by):
    with pytest.raises(NotAllowed, match="under_itself"):
        move_unit(unit=cast.units["divisjon1"], parent=cast.units["vakt"], on=TODAY, by=by, at=NOW)


def test_a_part_never_leaves_its_enterprise(cast, by):
    with pytest.raises(NotAllowed, match="crosses_enterprises"):
        move_unit(unit=cast.units["nett"], parent=cast.neighbour, on=TODAY, by=by, at=NOW)


def test_a_look_alike_path_does_not_move_along(cast, by):
    move_unit(unit=cast.units["divisjon1"], parent=cast.units["divisjon10"], on=TODAY, by=by, at=NOW)
    assert OrgUnit.objects.get(key="divisjon10").parent == cast.enterprise
    assert OrgUnit.objects.get(key="vakt").path == "nasjonal.eksempel.divisjon10.divisjon1.nett.vakt."


def test_a_trust_may_move_to_another_region_with_its_parts(cast, by):
    move_unit(unit=cast.units["liksom"], parent=cast.units["nasjonal"], on=TODAY, by=by, at=NOW)
    clinic = OrgUnit.objects.get(key="liksomkl")
    assert clinic.path == "nasjonal.liksom.liksomkl."
    assert clinic.enterprise.key == "liksom"


def test_a_merged_unit_hands_over_what_was_beneath_it(cast, by):
    services.merge_unit(unit=cast.units["nett"], into=cast.units["kjop"], on=TODAY, by=by, at=NOW)
    merged = OrgUnit.objects.get(key="nett")
    assert (merged.valid_to, merged.merged_into) == (TODAY - timedelta(days=1), cast.units["kjop"])
    assert OrgUnit.objects.get(key="vakt").parent == cast.units["kjop"]
    assert Event.objects.get().about == {"on": TODAY.isoformat(), "into": "kjop"}


def test_a_unit_with_living_parts_cannot_end(cast, by):
    with pytest.raises(NotAllowed, match="has_parts"):
        services.end_unit(unit=cast.units["nett"], last_day=TODAY, by=by, at=NOW)
    services.end_unit(unit=cast.units["vakt"], last_day=TODAY, by=by, at=NOW)
    assert cast.units["vakt"] not in OrgUnit.objects.alive(TODAY + timedelta(days=1))
    assert cast.units["vakt"].pk in unit_ids_on(cast.enterprise, TODAY)


def test_an_organisation_number_recurs_over_time_but_never_twice_on_one_day(cast, by):
    fields = {"number": "x", "name_nb": "X", "kind": "hf", "orgnr": "945678904"}
    with pytest.raises(NotAllowed, match="orgnr_taken"):
        create_unit(parent=cast.units["region"], by=by, at=NOW, **fields)
    for part in ("liksomkl", "liksom"):
        services.end_unit(unit=cast.units[part], last_day=TODAY, by=by, at=NOW)
    heir = create_unit(parent=cast.units["region"], by=by, at=NOW, valid_from=TODAY + timedelta(days=1), **fields)
    assert heir.orgnr == cast.units["liksom"].orgnr


def test_a_neighbours_unit_number_is_free_here(cast, by):
    made = create_unit(
        parent=cast.enterprise, number="naboavd", name_nb="Avdeling ny", kind="department", by=by, at=NOW
    )
    assert made.number == "naboavd"
    with pytest.raises(NotAllowed, match="number_taken"):
        create_unit(parent=cast.enterprise, number="nett", name_nb="X", kind="section", by=by, at=NOW)


def test_the_second_of_two_editors_is_told(cast, by):
    opened = OrgUnit.objects.get(key="nett")
    services.edit_unit(unit=cast.units["nett"], fields={"name_nb": "Først"}, by=by, at=NOW, version=1)
    with pytest.raises(StaleVersion) as told:
        services.edit_unit(unit=opened, fields={"name_nb": "Sist"}, by=by, at=NOW, version=1)
    assert told.value.now.name_nb == "Først"


def test_when_the_event_fails_nothing_is_kept(cast, by, monkeypatch):
    def fail(*_args, **_more):
        raise RuntimeError

    monkeypatch.setattr("samsvar.platform.organisation.services.units.record", fail)
    with pytest.raises(RuntimeError):
        move_unit(unit=cast.units["nett"], parent=cast.units["divisjon10"], on=TODAY, by=by, at=NOW)
    assert OrgUnit.objects.get(key="nett").parent_id == cast.units["divisjon1"].pk


def test_those_beneath_a_unit_that_moves_or_merges_leave_an_event_too(cast, by):
    """Their paths change with it, and whoever verifies the records must not be told of a hand in the database."""
    units = [cast.units[name] for name in ("divisjon1", "nett", "vakt", "kjop")]
    with transaction.atomic():
        record("unit_created", by=by, at=NOW, enterprise="eksempel", rows=map(changed, units))
    move_unit(unit=cast.units["nett"], parent=cast.units["kjop"], on=TODAY, by=by, at=NOW)
    assert changed_without_event() == []
    into, old = OrgUnit.objects.get(key="divisjon10"), OrgUnit.objects.get(key="divisjon1")
    services.merge_unit(unit=old, into=into, on=TODAY + timedelta(days=1), by=by, at=NOW)
    assert changed_without_event() == []
    assert OrgUnit.objects.get(key="vakt").path == "nasjonal.eksempel.divisjon10.kjop.nett.vakt."


def changed_without_event():
    told = verify(records=True).findings
    return [each.facts["key"] for each in told if each.code == "changed_without_event"]


def test_a_tree_that_would_be_deeper_than_a_path_is_long_is_refused(cast, by):
    """On PostgreSQL the column would refuse it, and SQLite would keep what no PostgreSQL could take over."""

    def lay(parent, number):
        return create_unit(parent=parent, number=number, name_nb=number, kind="section", by=by, at=NOW)

    deepest = cast.units["vakt"]
    while len(deepest.path) <= 250 - 17:  # a key and its separator
        deepest = lay(deepest, f"nivå {len(deepest.path)}")
    with pytest.raises(NotAllowed, match="too_deep"):
        lay(deepest, "for dyp")
    low = lay(cast.units["kjop"], "lav")
    lay(low, "lavere")
    with pytest.raises(NotAllowed, match="too_deep"):
        move_unit(unit=low, parent=deepest.parent, on=TODAY, by=by, at=NOW)
