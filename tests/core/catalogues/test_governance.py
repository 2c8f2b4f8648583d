import shutil
from collections import Counter
from datetime import date
from pathlib import Path

import pytest

from samsvar.core.catalogues.editions import FOLDER, CatalogueBroken
from samsvar.core.catalogues.governance import (
    Reach,
    as_activity,
    as_document,
    shipped_activities,
    shipped_documents,
    shipped_requirements,
    shipped_ties,
)
from samsvar.core.rules.acknowledgements import Group
from samsvar.core.rules.documents import Kind, Standing, Tie, documents_for, replacement_of, stands_on, stands_under
from samsvar.core.rules.org import UnitFacts
from samsvar.core.rules.requirements import Answer, Asked, Backing, Cover, Phase, coverage_of_units, with_cover
from samsvar.core.rules.wheel.activities import ResultKind, faults_in

DOCUMENTS = {each.code: each for each in shipped_documents()}
REQUIREMENTS = {each.code: each for each in shipped_requirements()}
ACTIVITIES = {each.code: each for each in shipped_activities()}


def clauses(prefix):
    return [each.clause for code, each in REQUIREMENTS.items() if code.startswith(prefix)]


def test_every_document_requirement_and_activity_is_told_of_in_three_languages():
    for each in (*DOCUMENTS.values(), *REQUIREMENTS.values(), *ACTIVITIES.values()):
        assert each.name.keys() == {"nb", "nn", "en"}, each.code
    for each in (*DOCUMENTS.values(), *ACTIVITIES.values()):
        assert each.about.keys() == {"nb", "nn", "en"}, each.code


def test_the_board_cases_of_the_regional_documents_ship_with_body_and_year():
    found = {
        (approval.document, approval.organisation, approval.case, approval.on)
        for each in DOCUMENTS.values()
        for approval in each.approvals
        if approval.body == "board"
    }
    assert found >= {
        ("framework", "Helse Midt-Norge RHF", "40/23", "2023"),
        ("climate-goals", "Helse Midt-Norge RHF", "108/21", "2021"),
        ("anti-corruption", "Helse Midt-Norge RHF", "96/18", "2018"),
    }
    assert Counter(document for document, *_ in found)["framework"] == 4


def test_documents_rest_on_laws_regulations_conventions_goals_and_expectations():
    ties = shipped_ties()
    ground = {DOCUMENTS[each].kind for each in stands_on("guideline-region", ties) | stands_on("hse-strategy-so", ties)}
    assert ground >= {Kind.LAW, Kind.REGULATION, Kind.CONVENTION, Kind.GOALS, Kind.OWNER_EXPECTATION}
    assert {each.kind for each in DOCUMENTS.values()} == set(Kind)


def test_framework_and_guideline_together_replace_the_former_and_the_ethics_bear_the_framework():
    ties = shipped_ties()
    assert replacement_of("overall-guidelines", ties).by == ("framework", "guideline-region")
    assert DOCUMENTS["overall-guidelines"].standing is Standing.REPLACED
    assert "framework" in stands_under("ethics-region", ties)
    assert {each.other_id for each in ties if (each.document_id, each.tie) == ("anti-corruption", Tie.BUILDS_ON)} == {
        "values-region",
        "ethics-region",
    }


def test_a_trust_meets_the_laws_the_framework_and_its_regions_documents_but_no_other_enterprises():
    tree = {
        "midt": UnitFacts("midt", "rhf"),
        "trust": UnitFacts("trust", "hf", "midt"),
        "nhn": UnitFacts("nhn", "sf"),
    }
    owners = {"Helse Midt-Norge RHF": "midt", "Norsk helsenett SF": "nhn"}
    documents = [as_document(each, owners.get(each.organisation)) for each in DOCUMENTS.values()]
    found = {each.document_id: each for each in documents_for("trust", documents, tree, date(2026, 11, 22))}
    assert found.keys() >= {"aml", "framework", "ownership-white-paper", "guideline-region", "ethics-region"}
    assert not found.keys() & {"ethics-nhn", "purchasing-policy", "hse-strategy-so"}
    assert (found["guideline-region"].owner_id, found["aml"].owner_id) == ("midt", None)


def test_the_codes_of_conduct_say_who_signs_them_and_from_when_suppliers_must():
    assert DOCUMENTS["ethics-nhn"].acknowledged_by == {Group.EMPLOYEES, Group.HIRED_IN, Group.BOARD_MEMBERS}
    assert DOCUMENTS["ethics-region"].acknowledged_by == set(Group) - {Group.SUPPLIERS}
    code = DOCUMENTS["supplier-code-nhn"]
    assert (code.reach, code.applies_from, len(code.themes)) == (Reach.SUPPLIERS, "2025-02-01", 4)
    assert DOCUMENTS["guideline-region"].review_rule == "document-management-framework"


def test_both_regulations_ship_clause_by_clause_in_their_phases():
    assert clauses("ik-5-") == [f"§ 5 (2) nr. {number}" for number in range(1, 9)]
    assert {code for code, each in REQUIREMENTS.items() if code.startswith("ik-5-") and each.written} == {
        f"ik-5-{number}" for number in range(4, 9)
    }
    for section, letters, phase in (
        (6, "abcdefg", "plan"),
        (7, "abcde", "do"),
        (8, "abcdef", "check"),
        (9, "abc", "act"),
    ):
        assert clauses(f"kv-{section}-") == [f"§ {section} {letter}" for letter in letters]
        assert {REQUIREMENTS[f"kv-{section}-{letter}"].phase for letter in letters} == {Phase(phase)}
    assert REQUIREMENTS["kv-8-f"].facts.every_months == 12


def test_the_acts_ship_clause_by_clause_with_their_limits_and_times():
    assert clauses("aml-3-1-") == [f"§ 3-1 (2) {letter}" for letter in "abcdefgh"]
    assert clauses("ta-4-") == [f"§ 4 (1) {letter}" for letter in "abcdef"]
    assert clauses("ta-5-")[:3] == [f"§ 5 (1) {letter}" for letter in "abc"]
    assert (REQUIREMENTS["ta-5-publish"].due, REQUIREMENTS["ta-5-publish"].facts.every_months) == ("06-30", 12)
    assert clauses("ldl-26-")[:4] == [f"§ 26 (2) {letter}" for letter in "abcd"]
    assert REQUIREMENTS["ldl-26-pay"].facts.every_months == 24
    assert (REQUIREMENTS["aml-2a-6"].facts.from_employees, REQUIREMENTS["aml-7-1"].facts.from_employees) == (5, 30)
    assert REQUIREMENTS["aml-4-3"].facts.applies_from == date(2026, 1, 1)
    assert REQUIREMENTS["pro-5i"].facts.applies_from == date(2026, 7, 1)


def test_the_shipped_owner_expectations_are_requirements_with_their_chapter():
    assert clauses("own-") == ["11.2–11.3"] * 4
    assert {each.document for code, each in REQUIREMENTS.items() if code.startswith("own-")} == {
        "ownership-white-paper"
    }


def test_units_without_goals_or_actions_are_found_by_the_shipped_requirements():
    units = {"trust": UnitFacts("trust", "hf"), "ward": UnitFacts("ward", "section", "trust")}
    facts = [REQUIREMENTS[code].facts for code in ("aml-3-1-a", "ik-5-4", "ik-5-6", "kv-8-f")]
    goal = Backing("ik-5-4", "ward", Answer.INDICATOR, "attendance")
    valid = {unit: set(DOCUMENTS) for unit in units}
    found = coverage_of_units(facts, units, units, [goal], valid, date(2026, 11, 22))
    assert dict(with_cover(found, Cover.NOTHING)) == {
        "aml-3-1-a": ("trust", "ward"),
        "ik-5-4": ("trust",),
        "ik-5-6": ("trust", "ward"),
        "kv-8-f": ("trust",),
    }
    assert {each.lacking for each in found if each.requirement_id == "aml-3-1-a"} == {frozenset({Answer.INDICATOR})}


def test_the_twelve_activities_of_the_wheel_ship_one_by_one_with_the_result_each_has():
    assert [each.number for each in shipped_activities()] == list(range(1, 13))
    assert {code: each.result for code, each in ACTIVITIES.items()} == {
        "owner-assignments": ResultKind.ASSIGNMENTS_TAKEN_IN,
        "steering-requirements": ResultKind.ASSIGNMENTS_GIVEN,
        "joint-report": ResultKind.JOINT_REPORT,
        "annual-report": ResultKind.ANNUAL_REPORT,
        "due-diligence": ResultKind.STATEMENT,
        "improvement-and-hse": ResultKind.SURVEY_AND_HSE_PLAN,
        "annual-accounts": ResultKind.DIRECTORS_REPORT,
        "ownership-report": ResultKind.OWNERSHIP_REPORT,
        "document-review": ResultKind.DOCUMENT_DECISIONS,
        "environmental-audit": ResultKind.FINDINGS,
        "management-review": ResultKind.REVIEW_DECISIONS,
        "campaign-week": ResultKind.EVENTS,
    }
    assert {each.phase for each in ACTIVITIES.values()} == set(Phase)
    fixed = [(each.code, each.month, each.day) for each in ACTIVITIES.values() if each.fixed]
    assert fixed == [("due-diligence", 6, 30)]
    plain = {each.code: as_activity(each, "region") for each in ACTIVITIES.values()}
    assert faults_in(list(plain.values())) == ()
    assert plain["due-diligence"].when.due.in_year(2026) == date(2026, 6, 30)
    assert plain["steering-requirements"].when.due.in_year(2026) == date(2026, 2, 28)
    assert ACTIVITIES["campaign-week"].events == ("dilemma_training", "dialogue_meeting")
    assert ACTIVITIES["steering-requirements"].done_by is Asked.REGION
    assert "kv-8-f" in ACTIVITIES["management-review"].requirements


@pytest.fixture
def copied(tmp_path: Path) -> Path:
    for name in (
        "governing_documents",
        "document_approvals",
        "requirements",
        "annual_wheel",
        "indicators",
        "dimensions",
    ):
        shutil.copytree(FOLDER / name, tmp_path / name)
    return tmp_path


@pytest.mark.parametrize(
    ("file", "old", "new", "load", "code"),
    [
        ("governing_documents/1.csv", "aml,law", "aml,lore", shipped_documents, "unknown_code"),
        ("document_approvals/1.csv", "-midt,climate-goals", "-midt,lost", shipped_documents, "unknown_reference"),
        ("governing_documents/1.csv", ",values-region,,,,", ",guideline-region,,,,", shipped_ties, "cycle"),
        ("requirements/2026-07.csv", "aml-3-1-a,aml", "aml-3-1-a,lost", shipped_requirements, "unknown_reference"),
        ("annual_wheel/1.csv", "campaign-week,12,10", "campaign-week,12,13", shipped_activities, "no_such_month"),
        ("annual_wheel/1.csv", ",safety-climate,", ",lost,", shipped_activities, "unknown_reference"),
    ],
)
def test_a_broken_reference_code_month_or_cycle_is_refused(copied, file, old, new, load, code):
    path = copied / file
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8")
    with pytest.raises(CatalogueBroken, match=code):
        load(copied)
