"""Governing documents in the database: taken in, inherited, reviewed, tied, and how their requirements are covered."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError

from samsvar.platform.access.permissions import Permission
from samsvar.platform.organisation.models import OrgUnit
from samsvar.platform.organisation.selectors import way_to
from samsvar.platform.organisation.services import NotAllowed
from samsvar.subjects.governance.forms.documents import PartialDay
from samsvar.subjects.governance.models import (
    GoverningDocument,
    Requirement,
    RequirementCoverage,
)
from samsvar.subjects.governance.selectors.demands import demands_met_by
from samsvar.subjects.governance.selectors.documents import document_rows, due_for_review, register_of, tree_of
from samsvar.subjects.governance.selectors.requirements import answering, coverage_lines, standing_at
from samsvar.subjects.governance.services import documents as services
from samsvar.subjects.governance.services.adopting import adopt_documents
from samsvar.subjects.governance.services.coverage import work_out_coverage
from samsvar.subjects.governance.services.requirements import back_requirement, delegate_requirement
from tests.cast import NOW, TODAY, Cast
from tests.subjects.due_diligence.chain import make_contract

pytestmark = pytest.mark.django_db
MIDT = "Helse Midt-Norge RHF"


def taken_in(cast: Cast, *codes: str, ours: str = "") -> dict[str, GoverningDocument]:
    """The documents at the region, by code."""
    given = {"by": cast.actor("regional"), "at": NOW}
    adopt_documents(enterprise=cast.units["region"], codes=codes, ours=[ours] if ours else [], **given)
    return {each.code: each for each in GoverningDocument.objects.filter(enterprise=cast.units["region"])}


@pytest.mark.requirement("R000-01", "R000-03", "R000-05", "R000-07", "R000-29")
def test_a_unit_sees_what_holds_for_it_with_the_level_that_set_it_and_finds_it_by_case(cast: Cast) -> None:
    taken_in(cast, "framework", "guideline-region", "ethics-region", "values-region", "anti-corruption", ours=MIDT)
    own = {"fields": {"kind": "routine", "name_nb": "Rutine for klinikken"}, "by": cast.actor("berit"), "at": NOW}
    services.register_document(unit=cast.units["liksom"], **own)
    later = OrgUnit.objects.create(
        key="nyseksjon", number="ny", parent=cast.units["liksomkl"], path="nasjonal.region.liksom.liksomkl.nyseksjon.",
        path_end="nasjonal.region.liksom.liksomkl.nyseksjon/", enterprise=cast.units["liksom"], name_nb="Ny seksjon",
        kind="section", created_at=NOW, updated_at=NOW,
    )  # fmt: skip
    register = register_of(cast.viewer("berit"), later, TODAY)
    shown = {each.row.name_nb: each.row.organisation or each.row.unit.name_nb for each in register.of("valid")}
    assert shown["Etiske retningslinjer for Oppdiktet"] == "Oppdiktet RHF"
    assert shown["Rutine for klinikken"] == "Liksom sykehus HF"
    assert shown["Spesialisthelsetjenestens rammeverk for samfunnsansvar"] == "De regionale helseforetakene"
    assert [each.row.code for each in register.found("40/23")] == ["framework"]
    boards = GoverningDocument.objects.get(code="framework").approvals.filter(body_name="Styret")
    assert len({each.organisation for each in boards}) == 4
    programme = GoverningDocument.objects.get(code="anti-corruption")
    assert {tie.other.code for tie in programme.ties.filter(tie="builds_on")} == {"values-region", "ethics-region"}


@pytest.mark.requirement("R000-08", "R000-14", "R000-27")
def test_below_its_level_a_document_is_read_and_never_edited_and_anothers_gets_no_versions(cast: Cast) -> None:
    held = taken_in(cast, "ethics-region", "purchasing-policy", ours=MIDT)
    berit = cast.viewer("berit")
    assert document_rows(berit).get(code="ethics-region") == held["ethics-region"]
    assert not berit.may(Permission.MANAGE_DOCUMENTS, held["ethics-region"].unit)
    assert not document_rows(cast.viewer("kari")).exists()
    with pytest.raises(NotAllowed, match="owned_outside"):
        services.add_version(document=held["purchasing-policy"], fields={}, by=cast.actor("regional"), at=NOW)


@pytest.mark.requirement("R000-04", "R000-10", "R000-18")
def test_a_document_is_replaced_reviewed_by_a_rule_that_changes_and_drawn_on_its_ground(cast: Cast) -> None:
    given = {"by": cast.actor("regional"), "at": NOW}
    held = taken_in(cast, "framework", "guideline-region", "overall-guidelines", "ethics-region", ours=MIDT)
    old, ethics = held["overall-guidelines"], held["ethics-region"]
    assert old.standing == "replaced"
    assert old.tied_from.filter(tie="replaces").count() == 2
    lines = {each.row.code: each.depth for each in tree_of(cast.viewer("regional"), held["framework"])}
    assert lines["ethics-region"] < lines["framework"] < lines["guideline-region"]

    def ethics_review():
        register = register_of(cast.viewer("regional"), cast.units["region"], TODAY)
        return next(each.review for each in register.held if each.row.code == "ethics-region")

    def due(by: date) -> set[str]:
        return {row.code for row, _ in due_for_review(cast.units["region"], TODAY, by)}

    assert ethics_review().state == "unknown"
    assert "ethics-region" in due(TODAY), "no day to count from"
    services.review_document(
        document=ethics, outcome="keep", reviewed_on=date(2024, 11, 20), case_number="88/24", **given
    )
    assert ethics_review().due_on == date(2025, 12, 31)
    assert ("ethics-region" in due(date(2025, 6, 1)), "ethics-region" in due(date(2026, 1, 15))) == (False, True)
    services.set_review_rule(
        document=ethics, months=24, whole_years=True, from_on=TODAY, rests_on=held["guideline-region"], **given
    )
    assert ethics_review().due_on == date(2026, 12, 31)
    assert ethics.review_rules.count() == 2
    with pytest.raises(NotAllowed, match="cycle"):
        services.tie_documents(document=ethics, tie="rests_on", other=held["guideline-region"], **given)


@pytest.mark.requirement("R000-62")
def test_coverage_shows_what_has_nothing_behind_it_and_the_leader_answers_unless_it_is_delegated(cast: Cast) -> None:
    given = {"by": cast.actor("regional"), "at": NOW}
    taken_in(cast, "aml", "steering-2019", ours=MIDT)
    liksom = cast.units["liksom"]
    asked = Requirement.objects.get(code="hmn-2019-purchasing")
    assert work_out_coverage(enterprise=liksom, at=NOW) > 10
    stored = RequirementCoverage.objects.filter(enterprise=liksom, requirement=asked)
    assert stored.get().nothing == 1
    fields = {"label": "Innkjøpsrutinen", "made_on": TODAY, "for_subtree": True}
    with pytest.raises(NotAllowed, match="not_answered_so"):
        back_requirement(requirement=asked, unit=liksom, kind="indicator", fields={}, **given)
    back_requirement(requirement=asked, unit=liksom, kind="evidence", fields=fields, **given)
    assert (stored.get().nothing, stored.get().answered) == (0, 1)
    assert standing_at(asked, [*way_to(liksom), liksom], TODAY).cover == "answered"
    hse = Requirement.objects.get(code="aml-3-1-a")
    nett = cast.units["nett"]
    way = [*way_to(nett), nett]
    assert answering(hse, way, TODAY).person == cast.leader
    delegate_requirement(requirement=hse, unit=nett, person=cast.ola, from_on=TODAY, **given)
    told = answering(hse, way, TODAY)
    assert (told.person, told.delegated, told.instead_of) == (cast.ola, True, cast.leader)


def test_the_whole_catalogue_is_taken_in_once_and_not_again_beneath(cast: Cast) -> None:
    codes = ["aml", "transparency-act"]
    taken_in(cast, *codes)
    beneath = adopt_documents(enterprise=cast.units["liksom"], codes=codes, by=cast.actor("berit"), at=NOW)
    assert (beneath.documents, beneath.there_before) == (0, 2)


@pytest.mark.requirement("R000-23", "R001-14")
def test_a_demand_is_answered_by_a_contract_at_each_trust_and_has_its_place_in_the_guideline(cast: Cast) -> None:
    given = {"by": cast.actor("regional"), "at": NOW}
    held = taken_in(cast, "steering-2019", "guideline-region", ours=MIDT)
    asked = Requirement.objects.get(code="hmn-2019-purchasing")
    guideline, liksom, pafunn = held["guideline-region"], cast.units["liksom"], cast.units["pafunn"]
    if not guideline.ties.filter(other=held["steering-2019"]).exists():
        services.tie_documents(document=guideline, tie="implements", other=held["steering-2019"], **given)
    demands = demands_met_by(cast.viewer("regional"), guideline)
    assert asked in {each.row for each in demands}
    assert not any(each.backings for each in demands)
    place = {"document": guideline, "label": "Kapittel 4"}
    back_requirement(requirement=asked, unit=guideline.unit, kind="evidence", fields=place, **given)
    contract = make_contract(liksom)
    term = {"contract": contract, "label": "Vilkår 7", "made_on": TODAY, "for_subtree": True}
    back_requirement(requirement=asked, unit=liksom, kind="evidence", fields=term, **given)
    met = {each.row: [one.label for one in each.backings] for each in demands_met_by(cast.viewer("berit"), guideline)}
    assert met[asked] == ["Kapittel 4"]
    work_out_coverage(enterprise=pafunn, at=NOW)
    lines = coverage_lines(cast.viewer("regional"), cast.units["region"], [liksom, pafunn])
    line = next(each for each in lines if each.requirement == asked)
    assert [stored.nothing for stored in line.elsewhere if stored] == [0, 1]


@pytest.mark.parametrize("day", ["2025-02-31", "2025-13", "0999", "2200-01-01", "2025-3-1", "20250301"])
def test_a_day_that_is_none_is_refused_so_that_no_list_stumbles_on_it(day: str) -> None:
    with pytest.raises(ValidationError):
        PartialDay().clean(day)


@pytest.mark.parametrize("day", ["2025", "2025-02", "2024-02-29", ""])
def test_a_day_is_written_as_far_as_it_is_known(day: str) -> None:
    assert PartialDay().clean(day) == day
