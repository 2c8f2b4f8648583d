"""What somebody sees is what a naive walk up the tree would give, on any tree and any day."""

from datetime import timedelta
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from samsvar.platform.access.models import RoleAssignment
from samsvar.platform.access.permissions import ROLES, Permission, Role, only_reads
from samsvar.platform.access.scoping import units_visible_to
from samsvar.platform.access.viewer import Viewer, operator, viewer_of
from samsvar.platform.organisation.models import ENTERPRISE_KINDS, OrgUnit, Person
from tests.cast import NOW, TODAY


def seen(viewer: Viewer, permission: Permission = Permission.VIEW_UNITS) -> set[str]:
    return set(OrgUnit.objects.filter(units_visible_to(viewer, permission)).values_list("key", flat=True))


def naive(viewer: Viewer, permission: Permission) -> set[str]:
    """Each unit, walked upwards by its parents: does a role held on one of them give the permission there?"""
    units = {unit.pk: unit for unit in OrgUnit.objects.all()}
    found = set()
    for unit in units.values():
        own = _enterprise(unit, units)
        at: OrgUnit | None = unit
        while at is not None:
            for grant in viewer.grants:
                if grant.unit_id == at.pk:
                    rights = ROLES[grant.role]
                    given = rights.own if _enterprise(at, units) == own else rights.below
                    if permission in given:
                        found.add(unit.key)
            at = units.get(at.parent_id) if at.parent_id else None
    return found


def _enterprise(unit: OrgUnit, units: dict[int, OrgUnit]) -> int | None:
    at: OrgUnit | None = unit
    while at is not None:
        if at.kind in ENTERPRISE_KINDS:
            return at.pk
        at = units.get(at.parent_id) if at.parent_id else None
    return None


_tree = st.lists(
    st.tuples(st.integers(0, 30), st.sampled_from(["rhf", "hf", "sf", "clinic", "department", "national"])),
    min_size=1,
    max_size=14,
)
_held = st.lists(st.tuples(st.integers(0, 13), st.sampled_from(list(Role))), max_size=3)


def grow(shape: list[tuple[int, str]]) -> list[OrgUnit]:
    """Units whose keys are numbers, so that 1 and 10, 2 and 20 look alike."""
    made: list[OrgUnit] = []
    for number, (above, kind) in enumerate(shape):
        parent = made[above % len(made)] if made and above < 25 else None
        key = str(number)
        path = f"{parent.path if parent else ''}{key}."
        unit = OrgUnit(key=key, number=f"t{key}", parent=parent, path=path, path_end=path[:-1] + "/", name_nb=key)
        unit.kind, unit.created_at, unit.updated_at = kind, NOW, NOW
        unit.save()
        unit.enterprise_id = unit.pk if kind in ENTERPRISE_KINDS else (parent.enterprise_id if parent else None)
        unit.save()
        made.append(unit)
    return made


@pytest.mark.django_db
@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(shape=_tree, held=_held, permission=st.sampled_from(list(Permission)))
def test_visible_units_are_those_of_a_naive_walk_on_any_tree(db, shape, held, permission):
    OrgUnit.objects.filter(parent__isnull=False).update(parent=None)
    RoleAssignment.objects.all().delete()
    OrgUnit.objects.update(enterprise=None)
    OrgUnit.objects.all().delete()
    person, _ = Person.objects.get_or_create(email="t@example.org", defaults={"key": "t", "created_at": NOW})
    units = grow(shape)
    for place, role in held:
        unit = units[place % len(units)]
        RoleAssignment.objects.create(
            person=person, unit=unit, role=role, valid_from=TODAY, created_at=NOW, updated_at=NOW
        )
    viewer = viewer_of(person, on=TODAY)
    expected = naive(viewer, permission)
    assert seen(viewer, permission) == expected
    assert {unit.key for unit in OrgUnit.objects.all() if viewer.may(permission, unit)} == expected


def test_a_role_counts_for_its_unit_and_all_beneath_it(cast):
    assert seen(cast.viewer("leader")) == {"nett", "vakt"}
    assert {"eksempel", "vakt", "divisjon10"} <= seen(cast.viewer("kari"))


def test_the_neighbour_the_region_and_the_nation_are_out_of_sight(cast):
    assert not seen(cast.viewer("kari")) & {"nabo", "naboavd", "region", "nasjonal", "liksom"}


def test_a_path_that_looks_alike_is_another_place(cast):
    assert seen(cast.viewer("lookalike")) == {"divisjon10"}


def test_per_sees_nothing(cast):
    assert seen(cast.viewer("per")) == set()
    assert not cast.viewer("per").may_anywhere(Permission.VIEW_UNITS)


def test_a_role_that_has_ended_or_not_begun_gives_nothing(cast):
    assert seen(cast.viewer("ended")) == seen(cast.viewer("future")) == set()
    yesterday = viewer_of(cast.ended, on=TODAY - timedelta(days=1))
    tomorrow = viewer_of(cast.future, on=TODAY + timedelta(days=1))
    assert seen(yesterday) == seen(tomorrow) == seen(cast.viewer("kari"))


def test_a_region_sees_its_trusts_but_never_their_prices_or_drafts(cast):
    viewer = cast.viewer("regional")
    assert {"region", "liksom", "liksomkl", "pafunn"} == seen(viewer, Permission.VIEW_CONTRACTS)
    assert seen(viewer, Permission.VIEW_PRICES) == seen(viewer, Permission.VIEW_DRAFT_STATEMENTS) == {"region"}


@pytest.mark.requirement("R001-29")
def test_single_cases_on_differential_treatment_are_for_named_roles_and_others_get_counts():
    named = {role for role, rights in ROLES.items() if Permission.VIEW_WORKFORCE_CASES in rights.own | rights.below}
    assert named == {Role.HR_ADVISER, Role.AUDITOR}
    counts = {role for role, rights in ROLES.items() if Permission.VIEW_WORKFORCE in rights.own}
    assert {Role.CSR_ADVISER, Role.HSE_ADVISER, Role.MANAGING_DIRECTOR} <= counts - named


def test_only_those_who_change_nothing_sign_in_with_one_factor():
    reading = {Role.AUDITOR, Role.SAFETY_REPRESENTATIVE, Role.UNION_REPRESENTATIVE}
    assert {role for role in Role if only_reads(role)} == reading


def test_the_operator_sees_everything(cast):
    assert len(seen(operator(on=TODAY))) == OrgUnit.objects.count()


def test_twelve_thousand_units_are_no_list_of_ids_in_the_query(cast):
    text = str(OrgUnit.objects.filter(units_visible_to(cast.viewer("regional"))).query)
    assert text.count("path") <= 12
    assert " IN (" not in text or "IN (NULL)" in text


def test_two_with_the_same_roles_have_the_same_sight_and_a_role_taken_away_changes_it(cast: Any) -> None:
    kari = cast.viewer("kari")
    sights = {
        name: cast.viewer(name).sight for name in ("kari", "lookalike", "owner", "leader", "nils", "per", "ended")
    }
    assert len(set(sights.values())) == 6
    assert sights["per"] == sights["ended"]
    assert viewer_of(cast.kari, on=TODAY).sight == kari.sight
    assert kari.narrowed(frozenset({Permission.VIEW_CONTRACTS}), cast.enterprise.pk).sight != kari.sight
    RoleAssignment.objects.filter(person=cast.kari).delete()
    assert viewer_of(cast.kari, on=TODAY).sight == sights["per"]
