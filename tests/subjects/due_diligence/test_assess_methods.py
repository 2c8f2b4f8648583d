"""An enterprise's own method: copied, tried, saved as a version that never changes, and put in use."""

from copy import deepcopy
from typing import Any

import pytest
from django.test import Client

from samsvar.core.rules.risk import MethodError, method_from_plain
from samsvar.platform.audit.models import Event
from samsvar.subjects.due_diligence.forms.methods import MethodForm
from samsvar.subjects.due_diligence.models import AssessmentMethod, ContractAssessment
from samsvar.subjects.due_diligence.selectors.method_trial import what_would_move
from samsvar.subjects.due_diligence.selectors.methods import method_in_use, methods_in_use, shipped_definition
from samsvar.subjects.due_diligence.services.methods import save_version, use_version
from tests.cast import NOW, TODAY
from tests.conftest import sign_in
from tests.subjects.due_diligence.chain import make_contract

pytestmark = pytest.mark.usefixtures("editions")


def stricter() -> dict[str, Any]:
    """The default with every product of level 4 very high, wherever it is made."""
    found = deepcopy(shipped_definition())
    found["inherent"][3] = [4, 4, 4, 4]
    return found


def save(cast: Any, definition: dict[str, Any]) -> AssessmentMethod:
    return save_version(
        enterprise=cast.enterprise,
        title="Vår metode",
        definition=definition,
        reason="IT-utstyr er alltid svært høyt",
        by=cast.actor("kari"),
        at=NOW,
    )


def test_a_saved_version_changes_nothing_before_it_is_put_in_use(cast: Any) -> None:
    make_contract(cast.enterprise, countries=["NOR"])
    version = save(cast, stricter())
    assert (version.code, version.method_version, version.in_use) == ("own", 1, False)
    assert method_in_use(cast.enterprise).id == "default"
    run = use_version(enterprise=cast.enterprise, version=version, by=cast.actor("kari"), at=NOW, on=TODAY)
    assert (run.method_code, run.method_version) == ("own", 1)
    assert ContractAssessment.objects.get().level == 4
    assert method_in_use(cast.neighbour).id == "default"
    assert set(methods_in_use()) == {cast.enterprise.pk}
    assert set(Event.objects.values_list("kind", flat=True)) >= {"method_saved", "method_chosen", "contracts_assessed"}


def test_one_version_is_in_use_at_a_time_and_the_default_can_come_back(cast: Any) -> None:
    make_contract(cast.enterprise, countries=["NOR"])
    first, second = save(cast, stricter()), save(cast, dict(shipped_definition()))
    assert second.method_version == 2
    for version in (first, second):
        use_version(enterprise=cast.enterprise, version=version, by=cast.actor("kari"), at=NOW, on=TODAY)
    assert AssessmentMethod.objects.get(in_use=True) == second
    use_version(enterprise=cast.enterprise, version=None, by=cast.actor("kari"), at=NOW, on=TODAY)
    assert not AssessmentMethod.objects.filter(in_use=True).exists()
    assert ContractAssessment.objects.get().level == 3


def test_what_is_no_method_is_not_saved(cast: Any) -> None:
    broken = deepcopy(shipped_definition())
    broken["inherent"] = [[1, 2, 3]]
    with pytest.raises(MethodError):
        save(cast, broken)
    assert not AssessmentMethod.objects.exists()


def test_a_trial_tells_what_would_move_and_stores_nothing(cast: Any) -> None:
    make_contract(cast.enterprise, "K-1", countries=["NOR"])
    make_contract(cast.enterprise, "K-2")
    make_contract(cast.enterprise, "K-3", ownership="used")
    trial = what_would_move(cast.enterprise, method_from_plain({**stricter(), "id": "own", "version": 0}), TODAY)
    assert (trial.contracts, trial.up, trial.down, trial.rest) == (3, 1, 0, 0)
    assert [(each.number, each.was, each.now) for each in trial.first] == [("K-1", 3, 4)]
    assert not ContractAssessment.objects.exists()


def test_the_form_unchanged_gives_the_definition_back() -> None:
    form = MethodForm(shipped_definition())
    sent = {name: form[name].initial for name in form.fields}
    filled = MethodForm(shipped_definition(), {**sent, "title": "Vår metode", "reason": "Kopi"})
    assert filled.is_valid(), filled.errors
    assert filled.changed_definition() == shipped_definition()


def test_preview_first_then_save_then_use_through_the_pages(cast: Any, client: Client) -> None:
    make_contract(cast.enterprise, countries=["NOR"])
    sign_in(client, cast.kari)
    form = MethodForm(stricter())
    sent = {name: form[name].initial for name in form.places} | {"title": "Vår metode", "reason": "Strengere"}
    preview = client.post("/risiko/metode/ny/", {**sent, "preview": "1"})
    assert "Av 1 avtaler ville 1 gått opp og 0 ned" in preview.content.decode()
    assert not AssessmentMethod.objects.exists()
    assert client.post("/risiko/metode/ny/", {**sent, "save": "1"}).status_code == 302
    version = AssessmentMethod.objects.get()
    assert version.definition["inherent"][3] == [4, 4, 4, 4]
    assert client.post(f"/risiko/metode/{version.key}/bruk/").status_code == 302
    assert ContractAssessment.objects.get().level == 4
    assert "egen metode" in client.get("/risiko/metode/").content.decode()


def test_a_form_off_the_scale_is_refused_with_words(cast: Any, client: Client) -> None:
    sign_in(client, cast.kari)
    form = MethodForm(shipped_definition())
    sent = {name: form[name].initial for name in form.places} | {"title": "", "reason": "x", "unknown_counts": "9"}
    answer = client.post("/risiko/metode/ny/", {**sent, "save": "1"})
    assert answer.status_code == 422
    assert "errors" in answer.content.decode()
    assert not AssessmentMethod.objects.exists()
