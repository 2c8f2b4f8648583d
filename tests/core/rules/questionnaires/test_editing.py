"""How the parts of a questionnaire are moved, put and removed."""

import random
from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from samsvar.core.rules.questionnaires import (
    Gravity,
    editing,
    template_from_plain,
)
from tests.core.rules.questionnaires.self_report import PLAIN, ids


def test_parts_are_moved_one_place_and_across_sections(template):
    down = editing.move_question(template, "checks", up=False)
    assert ids(down.sections[1].questions) == ["checks", "hours", "places"]
    assert editing.move_question(down, "checks", up=True) == template
    assert editing.move_question(template, "accepts", up=True) == template
    assert ids(editing.move_section(template, "sites", up=True).sections) == ["sites", "code"]
    assert editing.remove_section(template, "sites").sections == template.sections[:1]


@given(st.integers())
def test_moving_never_loses_a_question(seed):
    template, chance = template_from_plain(PLAIN), random.Random(seed)
    before = sorted(ids(template.questions))
    for _step in range(8):
        template = editing.move_question(template, chance.choice(before), up=chance.random() < 0.5)
    assert sorted(ids(template.questions)) == before


def test_gaps_are_put_and_removed_by_number(template):
    question = template.question("accepts")
    (gap,) = question.gaps
    more = editing.put_gap(question, 2, replace(gap, gravity=Gravity.MINOR))
    assert [each.gravity.value for each in more.gaps] == ["critical", "minor"]
    assert editing.remove_gap(more, 1).gaps == more.gaps[1:]
    assert editing.put_gap(more, 1, more.gaps[1]).gaps == (more.gaps[1], more.gaps[1])


def test_a_new_id_is_one_that_is_not_taken():
    assert editing.free_id(["question_1", "question_3"], "question") == "question_2"
