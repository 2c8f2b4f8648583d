"""Suppliers that may be one are suggested, and a person's answer is remembered."""

import pytest
from django.db.models import QuerySet

from samsvar.platform.organisation.services import NotAllowed, StaleVersion
from samsvar.registers.suppliers.models import DuplicateDecision, Supplier
from samsvar.registers.suppliers.selectors.duplicates import bare_name, candidates
from samsvar.registers.suppliers.services.duplicates import judge_duplicate, merge_suppliers
from tests.cast import NOW, TODAY, Cast
from tests.registers.suppliers.making import make_contract, make_supplier


@pytest.mark.parametrize(
    ("name", "bare"),
    [
        ("Demodata Maskinvare AS", "demodata maskinvare"),
        ("DEMODATA MASKINVARE A/S", "demodata maskinvare"),
        ("Fiktiv Frukt, Inc.", "fiktiv frukt"),
        ("AS", "as"),
    ],
)
def test_legal_form_case_and_punctuation_do_not_count(name: str, bare: str) -> None:
    assert bare_name(name) == bare


def test_like_names_are_suggested_unless_both_have_numbers_or_the_countries_differ(cast: Cast) -> None:
    make_supplier(cast.enterprise, "Demodata Maskinvare AS", orgnr="923609016", country="NOR")
    make_supplier(cast.enterprise, "DEMODATA MASKINVARE A/S", country="NOR")
    make_supplier(cast.enterprise, "Demodata Maskinvare ASA", orgnr="974760673", country="NOR")
    make_supplier(cast.enterprise, "Demodata Maskinvare Ltd", country="GBR")
    make_supplier(cast.enterprise, "Fiktiv Frukt AS", country="NOR")
    make_supplier(cast.neighbour, "Demodata Maskinvare AS")
    pairs = {(pair.first.orgnr, pair.second.name) for pair in candidates(cast.enterprise)}
    assert pairs == {("923609016", "DEMODATA MASKINVARE A/S"), ("974760673", "DEMODATA MASKINVARE A/S")}


def test_a_no_is_remembered_and_asked_once(cast: Cast) -> None:
    first = make_supplier(cast.enterprise, "Demodata Maskinvare AS")
    second = make_supplier(cast.enterprise, "Demodata Maskinvare")
    judge_duplicate(first=second, second=first, same=False, reason="ulike eiere", by=cast.actor("kari"), at=NOW)
    assert not candidates(cast.enterprise)
    with pytest.raises(NotAllowed, match="already_judged"):
        judge_duplicate(first=first, second=second, same=True, reason="", by=cast.actor("kari"), at=NOW)


def test_two_numbers_are_two_companies(cast: Cast) -> None:
    first = make_supplier(cast.enterprise, "Demodata AS", orgnr="923609016")
    second = make_supplier(cast.enterprise, "Demodata AS", orgnr="974760673")
    with pytest.raises(NotAllowed, match="two_numbers"):
        merge_suppliers(kept=first, merged=second, reason="", by=cast.actor("kari"), at=NOW, on=TODAY)
    assert not DuplicateDecision.objects.exists()


def test_a_merge_moves_contracts_and_takes_over_the_number(cast: Cast) -> None:
    kept = make_supplier(cast.enterprise, "Demodata AS")
    merged = make_supplier(cast.enterprise, "Demodata", orgnr="923609016", country="NOR")
    contract = make_contract(merged)
    merge_suppliers(kept=kept, merged=merged, reason="samme", by=cast.actor("kari"), at=NOW, on=TODAY)
    for row in (kept, merged, contract):
        row.refresh_from_db()
    assert (kept.orgnr, kept.country) == ("923609016", "NOR")
    assert merged.merged_into == kept
    assert contract.supplier == kept
    assert "demodata as" in contract.search_text


def test_a_merge_never_writes_over_what_somebody_saved_or_merged_meanwhile(cast: Cast) -> None:
    first, second, third = (
        make_supplier(cast.enterprise, name) for name in ("Demodata", "Demodata AS", "Demodata A/S")
    )
    seen = Supplier.objects.get(pk=second.pk)
    merge_suppliers(kept=third, merged=second, reason="", by=cast.actor("kari"), at=NOW, on=TODAY)
    with pytest.raises(StaleVersion):
        merge_suppliers(kept=seen, merged=first, reason="", by=cast.actor("kari"), at=NOW, on=TODAY)
    first.refresh_from_db()
    assert first.merged_into is None
    assert DuplicateDecision.objects.count() == 1


def test_two_answers_at_once_are_one_answer_and_one_refusal(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    first = make_supplier(cast.enterprise, "Demodata AS")
    second = make_supplier(cast.enterprise, "Demodata")
    about = {"first": first, "second": second, "same": False, "reason": "", "by": cast.actor("kari"), "at": NOW}
    judge_duplicate(**about)
    monkeypatch.setattr(QuerySet, "exists", lambda self: False)  # as the second saw it, before the first had saved
    with pytest.raises(NotAllowed, match="already_judged"):
        judge_duplicate(**about)


def test_nobody_merges_across_enterprises(cast: Cast) -> None:
    ours, theirs = make_supplier(cast.enterprise, "Demodata AS"), make_supplier(cast.neighbour, "Demodata AS")
    with pytest.raises(NotAllowed, match="not_a_pair"):
        merge_suppliers(kept=ours, merged=theirs, reason="", by=cast.actor("kari"), at=NOW, on=TODAY)
