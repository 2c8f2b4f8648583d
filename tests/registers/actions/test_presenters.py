"""What an action comes from leads to the record, where it has a page."""

import pytest

from samsvar.registers.actions.models import ActionReason, ReasonKind
from samsvar.registers.actions.presenters import PAGES, shown_reasons


@pytest.mark.parametrize("kind", PAGES)
def test_each_kind_with_a_page_leads_to_one_that_there_is(kind: str) -> None:
    assert shown_reasons([ActionReason(kind=kind, label="Et navn", of_key="enellerannen")])[0].href


def test_a_reason_in_words_alone_leads_nowhere() -> None:
    assert shown_reasons([ActionReason(kind=ReasonKind.REQUIREMENT, label="Arbeidsmiljøloven § 3-1")])[0].href == ""
