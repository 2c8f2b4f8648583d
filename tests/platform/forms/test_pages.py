"""A rule that says no is told in the app's own words, at the field it belongs to."""

import pytest

from samsvar.platform.forms.pages import said_by, was_refused
from samsvar.platform.organisation.services import Hindered, NotAllowed, Refused

SAID = said_by({"too_late": ("due_on", "The day was %(day)s."), "no_name": ("", "Write a 100 % real name.")})


def test_each_reason_has_its_field_and_its_sentence() -> None:
    assert SAID(NotAllowed("too_late", day="1 May")) == [("due_on", "The day was 1 May.")]
    assert SAID(Hindered(("no_name",))) == [("", "Write a 100 % real name.")]


@pytest.mark.parametrize("refusing", [NotAllowed("new_rule"), Hindered(("new_rule",)), Refused("of another kind")])
def test_a_refusal_without_words_is_not_swallowed(rf, refusing) -> None:
    def act() -> None:
        raise refusing

    with pytest.raises(Refused):
        was_refused(rf.post("/"), act, said=SAID)
