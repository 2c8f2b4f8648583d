"""Roles and tokens: nobody gives more than they have, and what ends, ends at once."""

from datetime import date, timedelta

import pytest
from django.test import Client
from django.urls import reverse

from samsvar.platform.access import services
from samsvar.platform.access.models import ApiToken
from samsvar.platform.access.permissions import Permission, Role
from samsvar.platform.access.scoping import units_visible_to
from samsvar.platform.access.viewer import operator
from samsvar.platform.audit.models import Event, EventRow
from samsvar.platform.organisation.models import OrgUnit, Person
from samsvar.platform.organisation.services import NotAllowed, set_active
from tests.cast import NOW, TODAY


def give(cast, giver, **changes):
    given = {"person": cast.owner, "unit": cast.units["nett"], "role": Role.LEADER, "valid_from": TODAY}
    return services.give_role(**{**given, **changes}, giver=cast.viewer(giver), at=NOW)


def test_an_administrator_gives_a_role_and_it_is_recorded(cast):
    row = give(cast, "administrator")
    assert cast.viewer("owner").may(Permission.MANAGE_ACTIONS, cast.units["vakt"])
    event = Event.objects.get()
    assert (event.kind, event.enterprise, event.object_key) == ("role_given", "eksempel", row.key)


@pytest.mark.parametrize("giver", ["kari", "leader", "auditor", "director", "per", "nils", "ended", "future"])
def test_nobody_else_gives_roles(cast, giver):
    with pytest.raises(NotAllowed, match="not_yours_to_give"):
        give(cast, giver)
    assert not Event.objects.exists()


def test_an_administrator_gives_nothing_outside_the_own_enterprise(cast):
    for unit in ("nabo", "nasjonal", "region"):
        with pytest.raises(NotAllowed, match="not_yours_to_give"):
            give(cast, "administrator", unit=cast.units[unit])


def test_nobody_gives_a_role_to_themselves(cast):
    with pytest.raises(NotAllowed, match="own_role"):
        give(cast, "administrator", person=cast.administrator)


def test_the_same_role_is_held_once_at_a_time(cast):
    give(cast, "administrator", valid_to=date(2025, 12, 31))
    with pytest.raises(NotAllowed, match="role_held"):
        give(cast, "administrator", valid_from=date(2025, 12, 31))
    give(cast, "administrator", valid_from=date(2026, 1, 1))


def test_an_ended_role_gives_nothing_the_day_after_its_last(cast):
    held = cast.leader.roles.get()
    services.end_role(held=held, last_day=TODAY - timedelta(days=1), giver=cast.viewer("administrator"), at=NOW)
    assert cast.viewer("leader").grants == ()
    assert Event.objects.get().kind == "role_ended"


def token_for(cast, owner="kari", **changes):
    given = {
        "enterprise": cast.enterprise,
        "name": "Regneark",
        "permissions": [Permission.VIEW_CONTRACTS, Permission.VIEW_UNITS],
        "ends_on": date(2025, 6, 30),
    }
    return services.create_token(**{**given, **changes}, owner=cast.viewer(owner), at=NOW)


def test_only_the_digest_of_a_token_is_kept(cast):
    row, secret = token_for(cast)
    assert secret.startswith("smv_")
    assert len(secret) >= 47
    assert row.digest == services.digest_of(secret)
    assert not any(secret in content for content in EventRow.objects.values_list("content", flat=True))


def test_a_token_sees_the_chosen_and_no_more(cast):
    _, secret = token_for(cast)
    viewer = services.viewer_of_token(secret, at=NOW)
    assert viewer is not None
    assert viewer.may(Permission.VIEW_CONTRACTS, cast.units["nett"])
    assert not viewer.may(Permission.MANAGE_CONTRACTS, cast.units["nett"])
    assert viewer.actor.via == "api"


def test_a_token_of_a_region_sees_the_region_alone(cast):
    _, secret = token_for(cast, "regional", enterprise=cast.units["region"])
    viewer = services.viewer_of_token(secret, at=NOW)
    assert viewer is not None
    visible = OrgUnit.objects.filter(units_visible_to(viewer))
    assert set(visible.values_list("key", flat=True)) == {"region"}


def test_nobody_makes_a_token_that_may_more_than_they(cast):
    with pytest.raises(NotAllowed, match="not_yours_to_give"):
        token_for(cast, permissions=[Permission.MANAGE_PEOPLE])
    with pytest.raises(NotAllowed, match="not_yours_to_give"):
        token_for(cast, enterprise=cast.neighbour)


@pytest.mark.parametrize("how", ["revoked", "past", "owner out", "role ended", "unknown", "cut"])
def test_a_token_that_has_ended_opens_nothing(cast, how):
    row, secret = token_for(cast)
    at = NOW
    if how == "revoked":
        services.revoke_token(token=row, by=cast.actor("kari"), at=NOW)
    elif how == "past":
        at = NOW + timedelta(days=60)
    elif how == "owner out":
        set_active(person=cast.kari, active=False, by=cast.actor("administrator"), at=NOW)
    elif how == "role ended":
        cast.kari.roles.update(valid_to=TODAY - timedelta(days=1))
    elif how == "unknown":
        secret = "smv_" + "0" * 43
    else:
        secret = secret[:-1]
    viewer = services.viewer_of_token(secret, at=at)
    assert viewer is None or not viewer.grants


def test_a_token_notes_when_it_was_used(cast):
    row, secret = token_for(cast)
    services.viewer_of_token(secret, at=NOW)
    assert ApiToken.objects.get(pk=row.pk).last_used_at == NOW


def test_somebody_shut_out_is_out_at_once_and_for_good(cast, client, signed_in):
    """The session, the tokens and the roles end; opening the account again brings none of them back."""
    signed_in(client, cast.kari)
    _, secret = token_for(cast)
    assert client.get(reverse("administration:units")).status_code == 200
    services.deactivate_person(person=cast.kari, by=cast.actor("administrator"), at=NOW)
    assert client.get(reverse("administration:units")).status_code == 302
    set_active(person=Person.objects.get(pk=cast.kari.pk), active=True, by=cast.actor("administrator"), at=NOW)
    assert client.get(reverse("administration:units")).status_code == 302
    assert services.viewer_of_token(secret, at=NOW) is None


def test_the_operator_gives_roles_at_the_command_line(cast):
    row = services.give_role(
        person=cast.per, unit=cast.neighbour, role=Role.AUDITOR, valid_from=TODAY, giver=operator(on=TODAY), at=NOW
    )
    assert Event.objects.get().via == "cli"
    assert row.unit == cast.neighbour


def test_when_the_event_fails_no_role_is_given(cast, monkeypatch):
    def fail(*_args, **_more):
        raise RuntimeError

    monkeypatch.setattr("samsvar.platform.access.services.record", fail)
    with pytest.raises(RuntimeError):
        give(cast, "administrator")
    assert cast.owner.roles.count() == 1


def test_another_client_is_not_shut_out(cast, signed_in):
    other = signed_in(Client(), cast.ola)
    services.deactivate_person(person=cast.kari, by=cast.actor("administrator"), at=NOW)
    assert other.get(reverse("administration:units")).status_code == 200


def test_nobody_ends_their_own_role(cast):
    held = cast.administrator.roles.get()
    with pytest.raises(NotAllowed, match="own_role_ends"):
        services.end_role(held=held, last_day=TODAY, giver=cast.viewer("administrator"), at=NOW)
