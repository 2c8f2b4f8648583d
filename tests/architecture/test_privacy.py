"""Every table says what it holds about persons, in its app's `privacy.py`, and docs/security/privacy.md tells it."""

import pytest

from dev import privacy
from samsvar.core.rules.privacy import Fate, Ground, Holding, columns, faults
from samsvar.platform.administration.persons.holdings import holdings, untold
from samsvar.platform.organisation.models import Person


def test_every_table_says_what_it_holds_about_persons() -> None:
    assert untold() == []
    found = [
        fault
        for model, held in holdings().items()
        for fault in faults(model._meta.label, held, frozenset(field.attname for field in model._meta.concrete_fields))
    ]
    assert found == []


def test_a_reference_to_an_account_or_an_address_is_never_left_untold() -> None:
    for model, held in holdings().items():
        for field in model._meta.concrete_fields:
            if field.related_model is Person or field.get_internal_type() == "EmailField":
                assert field.attname in {*held.about, *held.address}, f"{model._meta.label}.{field.attname}"


@pytest.mark.parametrize(
    ("held", "fault"),
    [
        (Holding("", Ground.NO_PERSONS), "says no purpose"),
        (Holding("Why.", Ground.LEGAL_DUTY, why_kept="Law."), "how long"),
        (Holding("Why.", Ground.LEGAL_DUTY, "A year."), "does not say why"),
        (Holding("Why.", Ground.LEGAL_DUTY, "A year.", fate=Fate.BLANKED), "which columns are emptied"),
        (Holding("Why.", names=("name",)), "names columns that do"),
        (
            Holding("Why.", Ground.LEGAL_DUTY, "A year.", columns(""), about=("gone_id",), why_kept="Law."),
            "no column gone_id",
        ),
    ],
)
def test_a_table_that_tells_too_little_is_found(held: Holding, fault: str) -> None:
    assert any(fault in told for told in faults("app.Table", held, frozenset({"id", "name"})))


def test_the_record_of_processing_is_as_the_apps_say() -> None:
    """Make it anew with: ./run python dev/privacy.py"""
    assert privacy.PLACE.read_text(encoding="utf-8") == privacy.text()
