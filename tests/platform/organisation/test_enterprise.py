"""Posts, bodies, sites, key figures and the enterprise's description of itself."""

from datetime import date, timedelta

import pytest
from django.db import IntegrityError, transaction

from samsvar.platform.audit.models import Event, EventRow
from samsvar.platform.organisation import services
from samsvar.platform.organisation.models import Duty, KeyFigure
from samsvar.platform.organisation.selectors import holders, key_figures, vacant_duties
from samsvar.platform.organisation.services import NotAllowed
from tests.cast import NOW, TODAY


@pytest.fixture
def by(cast):
    return cast.actor("kari")


@pytest.mark.requirement("R000-61")
def test_a_duty_that_nobody_holds_is_vacant(cast, by):
    assert Duty.DUE_DILIGENCE in vacant_duties(cast.enterprise, TODAY)
    post = services.fill_post(
        enterprise=cast.enterprise, duty="due_diligence", person=cast.kari, valid_from=TODAY, by=by, at=NOW
    )
    assert holders(cast.enterprise, TODAY)["due_diligence"].person == cast.kari
    services.end_post(post=post, last_day=TODAY, by=by, at=NOW)
    assert Duty.DUE_DILIGENCE not in vacant_duties(cast.enterprise, TODAY)
    assert Duty.DUE_DILIGENCE in vacant_duties(cast.enterprise, TODAY + timedelta(days=1))


@pytest.mark.requirement("R000-61")
def test_a_duty_held_by_somebody_shut_out_is_vacant(cast, by):
    services.fill_post(
        enterprise=cast.enterprise, duty="due_diligence", person=cast.kari, valid_from=TODAY, by=by, at=NOW
    )
    services.set_active(person=cast.kari, active=False, by=by, at=NOW)
    assert Duty.DUE_DILIGENCE in vacant_duties(cast.enterprise, TODAY)


def test_a_duty_has_one_holder_on_a_day(cast, by):
    fill = {"enterprise": cast.enterprise, "duty": "due_diligence", "valid_from": TODAY, "by": by, "at": NOW}
    services.fill_post(person=cast.kari, **fill)
    with pytest.raises(NotAllowed, match="post_held"):
        services.fill_post(person=cast.ola, **fill)


def test_a_seat_is_held_from_day_to_day_by_a_person_or_a_name(cast, by):
    body = services.create_body(enterprise=cast.enterprise, name_nb="Styret", kind="board", by=by, at=NOW)
    seat = services.add_member(body=body, person=cast.chair, title="Styreleder", valid_from=TODAY, by=by, at=NOW)
    outsider = services.add_member(body=body, name="Ansattes Andersen", valid_from=TODAY, by=by, at=NOW)
    assert (seat.name, outsider.person) == ("Ingrid Prøve", None)
    services.end_member(member=seat, last_day=date(2025, 12, 31), by=by, at=NOW)
    assert Event.objects.newest_first().first().kind == "seat_ended"


@pytest.mark.requirement("R001-09")
def test_a_site_stands_in_a_unit_of_its_own_enterprise(cast, by):
    fields = {"unit": cast.units["nett"], "name": "Kontor i Tromsø", "kind": "office", "place": "Tromsø"}
    site = services.save_site(enterprise=cast.enterprise, fields=fields, by=by, at=NOW)
    assert site.country == "NOR"
    with pytest.raises(NotAllowed, match="crosses_enterprises"):
        services.save_site(enterprise=cast.enterprise, fields={**fields, "unit": cast.neighbour}, by=by, at=NOW)


@pytest.mark.requirement("R001-10")
def test_a_key_figure_has_its_year_day_and_source_and_the_trail_keeps_the_old_one(cast, by):
    given = {"enterprise": cast.enterprise, "year": 2024, "kind": "person_years", "by": by, "at": NOW}
    services.set_key_figure(value=9300, source="Utkast", **given)
    services.set_key_figure(value=9334, source="Årsrapport 2024", on=date(2024, 12, 31), **given)
    figure = key_figures(cast.enterprise, 2024)["person_years"]
    assert (figure.value, figure.source, figure.on) == (9334, "Årsrapport 2024", date(2024, 12, 31))
    assert "9300" in EventRow.objects.filter(row_key=figure.key).order_by("-event_id").first().content
    assert "turnover" not in key_figures(cast.enterprise, 2024)


def test_a_key_figure_without_a_source_is_refused(cast, by):
    with pytest.raises(NotAllowed, match="no_source"):
        services.set_key_figure(
            enterprise=cast.enterprise, year=2024, kind="employees", value=976, source=" ", by=by, at=NOW
        )


def test_the_database_itself_refuses_a_negative_figure(cast):
    with pytest.raises(IntegrityError), transaction.atomic():
        KeyFigure.objects.create(
            enterprise=cast.enterprise,
            year=2024,
            kind="employees",
            value=-1,
            source="x",
            created_at=NOW,
            updated_at=NOW,
        )


@pytest.mark.requirement("R001-01", "R001-07")
def test_the_description_says_whether_the_act_applies_on_what_ground_and_from_when(cast, by):
    with pytest.raises(NotAllowed, match="act_needs_ground"):
        services.save_profile(enterprise=cast.enterprise, fields={"act_applies": True}, by=by, at=NOW)
    fields = {"act_applies": True, "act_ground": "public_interest", "act_from_year": 2022}
    story = {"legal_form": "statsforetak", "owner": "Staten", "history": "Stiftet i 2009."}
    profile = services.save_profile(enterprise=cast.enterprise, fields={**fields, **story}, by=by, at=NOW)
    again = services.save_profile(
        enterprise=cast.enterprise, fields={"owner": "Staten alene"}, by=by, at=NOW, version=profile.version
    )
    assert (again.act_from_year, again.owner, again.version) == (2022, "Staten alene", 2)
