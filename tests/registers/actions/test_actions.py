from datetime import date

import pytest

from samsvar.platform.audit.models import Event
from samsvar.platform.organisation.services import NotAllowed, StaleVersion
from samsvar.platform.ui.addresses import page_address
from samsvar.registers.actions import services
from samsvar.registers.actions.models import Action, ActionStatus, Continuity
from samsvar.registers.actions.presenters import PAGES
from tests.cast import NOW, TODAY

pytestmark = pytest.mark.django_db
PLANNED = {"title": "Spør om underleverandører", "due_on": date(2025, 6, 30), "due_reason": "Før avtalen fornyes"}


@pytest.fixture
def who(cast):
    return {"by": cast.actor("kari"), "at": NOW}


@pytest.fixture
def action(cast, who):
    return services.create_action(enterprise=cast.enterprise, unit=cast.enterprise, fields=PLANNED, **who)


def test_a_deadline_needs_its_reason(cast, who):
    fields = {"title": "Spør", "due_on": date(2025, 6, 30)}
    with pytest.raises(NotAllowed) as refused:
        services.create_action(enterprise=cast.enterprise, unit=cast.enterprise, fields=fields, **who)
    assert refused.value.code == "due_without_reason"
    assert not Action.objects.exists()
    assert not Event.objects.exists()


def test_the_deadline_is_not_before_the_start(action, who):
    with pytest.raises(NotAllowed) as refused:
        services.edit_action(action=action, fields={"starts_on": date(2025, 7, 1)}, **who)
    assert refused.value.code == "due_before_start"


def test_an_action_is_done_with_a_result_and_not_in_the_future(action, who):
    for result, day, code in (("", TODAY, "no_result"), ("Svar mottatt", date(2025, 5, 21), "done_in_the_future")):
        with pytest.raises(NotAllowed) as refused:
            services.complete_action(action=action, result=result, done_on=day, today=TODAY, **who)
        assert refused.value.code == code
    services.complete_action(action=action, result="Svar mottatt", done_on=TODAY, today=TODAY, **who)
    kept = Action.objects.get()
    assert (kept.status, kept.result, kept.done_on) == (ActionStatus.DONE, "Svar mottatt", TODAY)
    assert list(Event.objects.order_by("pk").values_list("kind", flat=True)) == ["action_created", "action_done"]


def test_what_is_over_is_taken_up_again_before_it_is_changed(action, who):
    services.cancel_action(action=action, reason="Avtalen er sagt opp", **who)
    with pytest.raises(NotAllowed) as refused:
        services.edit_action(action=action, fields={"title": "Annet"}, **who)
    assert refused.value.code == "ended"
    services.reopen_action(action=action, **who)
    services.edit_action(action=action, fields={"title": "Annet"}, **who)
    kept = Action.objects.get()
    assert (kept.title, kept.status, kept.result) == ("Annet", ActionStatus.IN_PROGRESS, "Avtalen er sagt opp")


@pytest.mark.requirement("R001-93")
def test_an_action_is_continued_once_and_the_old_one_stands(action, who):
    services.report_result(action=action, result="Halvparten har svart", **who)
    due = {"due_on": date(2026, 3, 31), "due_reason": "Ny runde"}
    new = services.continue_action(action=action, **due, **who)
    assert (new.continuity, new.continued_from, new.title) == (Continuity.CONTINUED, action, action.title)
    assert (new.status, new.result) == (ActionStatus.NOT_STARTED, "")
    assert Action.objects.get(pk=action.pk).result == "Halvparten har svart"
    with pytest.raises(NotAllowed) as refused:
        services.continue_action(action=action, **due, **who)
    assert refused.value.code == "continued_already"


def test_two_editors_never_overwrite_each_other_unseen(action, who):
    mine, theirs = Action.objects.get(), Action.objects.get()
    services.edit_action(action=theirs, fields={"title": "Deres"}, version=1, **who)
    with pytest.raises(StaleVersion) as stale:
        services.edit_action(action=mine, fields={"title": "Min"}, version=1, **who)
    assert stale.value.now.title == "Deres"
    assert Action.objects.get().title == "Deres"


def test_when_the_last_step_fails_nothing_is_kept(action, who, monkeypatch):
    def fails(*_arguments, **_named):
        raise RuntimeError("no trail")

    monkeypatch.setattr("samsvar.platform.organisation.services.writing.record", fails)
    with pytest.raises(RuntimeError):
        services.complete_action(action=action, result="Svar", done_on=TODAY, today=TODAY, **who)
    assert Action.objects.get().status == ActionStatus.NOT_STARTED


def test_every_page_that_an_action_may_come_from_is_there():
    assert [name for name in PAGES.values() if not page_address(name, "a" * 16)] == []
