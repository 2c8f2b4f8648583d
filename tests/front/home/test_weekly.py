"""The weekly letter tells each what waits for them, late internal controls too, and reads no more than that."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.test import Client

from samsvar.front.home.deadlines import waiting
from samsvar.front.home.weekly import _of_each, _of_one, tell_weekly
from samsvar.platform.access.models import RoleAssignment
from samsvar.platform.delivery.composing import KINDS, NotWanted
from samsvar.platform.delivery.models import OutgoingMessage
from samsvar.platform.organisation.models import OrgUnit
from samsvar.registers.actions.models import Action
from samsvar.subjects.governance.models import InternalControl
from samsvar.subjects.governance.services import controls
from samsvar.subjects.reports import services as reports
from samsvar.subjects.reports.selectors import owed_within
from tests.cast import NOW, TODAY, Cast
from tests.conftest import sign_in
from tests.queries import at_most
from tests.subjects.due_diligence.chain import STAMPS
from tests.subjects.reports.test_reports import PERIOD, asked_of_trusts, paper

pytestmark = pytest.mark.django_db


def make_control(cast: Cast, title: str, begins_on: date, **fields: Any) -> InternalControl:
    given = {"title": title, "every_months": 6, "begins_on": begins_on, **fields}
    return controls.add_control(unit=cast.enterprise, fields=given, by=cast.actor("kari"), at=NOW)


def test_a_late_control_stands_on_the_start_page_of_who_answers_and_in_the_weekly_letter(cast: Cast) -> None:
    late = make_control(cast, "Gaver og habilitet", TODAY - timedelta(days=8), responsible=cast.ola)
    make_control(cast, "Biverv", TODAY + timedelta(days=60), responsible=cast.ola)
    over = {"begins_on": TODAY - timedelta(days=90), "responsible": cast.ola}
    ended = make_control(cast, "Nedlagt", **over)
    fields = {"responsible": cast.ola, "every_months": 6, "ended_on": TODAY - timedelta(days=100)}
    controls.edit_control(control=ended, fields=fields, by=cast.actor("kari"), at=NOW)
    found = waiting(cast.viewer("ola"), cast.enterprise, TODAY).over
    assert [(row.kind, row.title, row.person_id) for row in found] == [("control", "Gaver og habilitet", cast.ola.pk)]
    shown = sign_in(Client(), cast.ola).get("/").content.decode()
    assert "Gjør internkontrollen: Gaver og habilitet" in shown
    assert f"/dokumenter/kontroll/{late.key}" in shown
    by: Any = {"enterprise": cast.enterprise, "by": cast.actor("kari"), "at": NOW}
    assert tell_weekly(**by) == 1
    letter = OutgoingMessage.objects.get(kind="weekly_digest")
    assert letter.recipient_address == cast.ola.email
    mail = KINDS["weekly_digest"].compose(letter, NOW)
    assert "Én ting er over fristen" in mail.text
    assert "Gaver" not in mail.text
    controls.note_result(control=late, done_on=TODAY, outcome="in_order", by=cast.actor("ola"), at=NOW)
    assert InternalControl.objects.get(pk=late.pk).due_on == date(2025, 11, 20)
    assert waiting(cast.viewer("ola"), cast.enterprise, TODAY).over == ()
    with pytest.raises(NotWanted):
        KINDS["weekly_digest"].compose(letter, NOW)


def test_a_control_that_is_nobodys_here_waits_for_those_who_keep_the_documents(cast: Cast) -> None:
    make_control(cast, "Gaver", TODAY - timedelta(days=8), responsible_name="Compliance-ansvarlig")
    told = {person.email for person in _of_each(cast.enterprise, TODAY)}
    assert told == {f"{name}@example.org" for name in ("kari", "ola", "hr", "secretary")}


def test_each_letter_asks_for_its_own_only_and_says_the_same_as_when_all_were_gathered(cast: Cast) -> None:
    where = {"enterprise": cast.enterprise, "unit": cast.enterprise, "due_on": TODAY, **STAMPS}
    whose = (cast.ola, cast.kari, None, cast.people["nils"], cast.people["ended"])
    Action.objects.bulk_create(
        Action(title=f"T{number}", key=f"t{number}", responsible=whose[number % 5], **where) for number in range(60)
    )
    make_control(cast, "Gaver", TODAY - timedelta(days=8), responsible_name="Compliance-ansvarlig")
    gathered = _of_each(cast.enterprise, TODAY)
    assert {person.name for person in gathered} >= {cast.ola.name, cast.kari.name}
    for person, rows in gathered.items():
        with at_most(4):
            assert sorted(_of_one(person.key, cast.enterprise, TODAY), key=str) == sorted(rows, key=str), person
    assert _of_one(cast.people["director"].key, cast.enterprise, TODAY) == []
    assert _of_one(cast.people["nils"].key, cast.enterprise, TODAY) == [], "works elsewhere"
    RoleAssignment.objects.filter(person=cast.ola).update(valid_to=TODAY - timedelta(days=1))
    assert _of_one(cast.ola.key, cast.enterprise, TODAY) == []
    assert len(_of_one(cast.kari.key, cast.enterprise, TODAY)) == 61, "what was Ola’s is nobody’s now"
    tell_weekly(enterprise=cast.enterprise, by=cast.actor("kari"), at=NOW)
    letter = OutgoingMessage.objects.filter(kind="weekly_digest", recipient_address=cast.kari.email).get()
    with at_most(6):
        assert "61 ting" in KINDS["weekly_digest"].compose(letter, NOW).subject


def test_reports_owed_and_sent_back_are_told_of_to_those_nearest_who_hand_them_in(cast: Cast) -> None:
    trust, today = cast.units["liksom"], TODAY
    for name, asked in (("Rapport fra klinikken", "clinic"), ("Tertialrapport til eieren", "hf")):
        kind = asked_of_trusts(cast, name=name, asked_kind=asked, due_days=20)
    clinic = cast.units["liksomkl"]
    RoleAssignment.objects.create(person=cast.ola, unit=clinic, role="leader", valid_from=date(2024, 1, 1), **STAMPS)
    assert OrgUnit.objects.get(pk=clinic.pk).kind == "clinic"

    def told() -> dict[str, list[str]]:
        found = _of_each(trust, today)
        for person, rows in found.items():
            with at_most(6):
                assert sorted(_of_one(person.key, trust, today), key=str) == sorted(rows, key=str)
        return {person.email: [row.title for row in rows] for person, rows in found.items()}

    both = {cast.ola.email: ["Rapport fra klinikken"], cast.berit.email: ["Tertialrapport til eieren"]}
    assert told() == both
    berit: dict[str, Any] = {"person": cast.berit, "by": cast.actor("berit"), "at": NOW}
    report = reports.begin_report(kind=kind, unit=trust, period=PERIOD, language="nb", **berit)
    reports.submit_report(report=report, frozen=paper("Alt"), figures=[], language="nb", today=TODAY, **berit)
    assert told() == {cast.ola.email: ["Rapport fra klinikken"]}
    assert _of_one(cast.berit.key, trust, today) == []
    by: dict[str, Any] = {"person": cast.regional, "by": cast.actor("regional"), "at": NOW}
    reports.return_report(report=report, reason="Tall mangler", **by)
    assert told() == both
    assert owed_within(cast.enterprise, today) == [], "asked of those beneath the region alone"
