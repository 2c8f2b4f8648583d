"""Who acts next on a report is told by letter, once for each step, and until somebody has acted."""

from typing import Any

import pytest
from django.db import connection
from django.utils import translation

from samsvar.platform.access.models import RoleAssignment
from samsvar.platform.access.walls import show_to
from samsvar.platform.delivery.composing import KINDS, NotWanted
from samsvar.platform.delivery.models import OutgoingMessage
from samsvar.platform.organisation.services import NotAllowed
from samsvar.subjects.reports import services
from samsvar.subjects.reports.models import Report
from tests.cast import NOW, TODAY, Cast
from tests.subjects.reports.test_reports import PERIOD, asked_of_trusts, paper

pytestmark = pytest.mark.django_db
REASON = "Tall for vold mangler"


def who(cast: Cast, name: str) -> dict[str, Any]:
    return {"person": cast.people[name], "by": cast.actor(name), "at": NOW}


def begun(cast: Cast) -> Report:
    unit = cast.units["liksom"]
    return services.begin_report(
        kind=asked_of_trusts(cast), unit=unit, period=PERIOD, language="nb", **who(cast, "berit")
    )


def hand_in(cast: Cast, report: Report) -> None:
    handing_in: dict[str, Any] = {"frozen": paper("Alt"), "figures": [], "language": "nb", "today": TODAY}
    services.submit_report(report=report, **handing_in, **who(cast, "berit"))


def letters() -> list[OutgoingMessage]:
    return list(OutgoingMessage.objects.filter(kind__startswith="report_").order_by("pk"))


def said(message: OutgoingMessage) -> str:
    with translation.override(message.language):
        mail = KINDS[message.kind].compose(message, NOW)
    return f"{mail.subject}\n{mail.text}"


def test_each_step_tells_who_acts_next_and_only_while_it_waits(cast: Cast) -> None:
    report = begun(cast)
    assert letters() == []
    hand_in(cast, report)
    (waits,) = letters()
    assert (waits.recipient_address, waits.enterprise) == (cast.regional.email, cast.units["region"])
    text = said(waits)
    assert "En rapport venter på svar fra deg" in text
    assert "Liksom sykehus HF har levert «Tertialrapport til eieren, 1. tertial 2025»" in text
    assert f"/rapporter/{report.key}/" in text

    services.return_report(report=report, reason=REASON, **who(cast, "regional"))
    back = letters()[-1]
    assert (back.recipient_address, back.enterprise) == (cast.berit.email, cast.units["liksom"])
    assert "Oppdiktet RHF har sendt tilbake" in said(back)
    assert REASON not in said(back), "what a page hides, no letter tells"
    with pytest.raises(NotWanted):
        said(waits)

    hand_in(cast, report)
    with pytest.raises(NotWanted):
        said(back)
    services.accept_report(report=report, **who(cast, "regional"))
    assert "godtatt" in said(letters()[-1])
    services.reopen_report(report=report, reason="Feil", **who(cast, "regional"))
    assert [each.kind for each in letters()] == [
        "report_handed_in", "report_sent_back", "report_handed_in", "report_taken", "report_opened",
    ]  # fmt: skip
    assert {each.recipient_address for each in letters()[3:]} == {cast.berit.email}


def test_a_step_that_is_tried_again_tells_nobody_twice(cast: Cast) -> None:
    report = begun(cast)
    hand_in(cast, report)
    with pytest.raises(NotAllowed):
        hand_in(cast, Report.objects.get(pk=report.pk))
    assert len(letters()) == 1


def test_where_who_handed_in_has_left_those_who_may_hand_in_now_are_told(cast: Cast) -> None:
    report = begun(cast)
    hand_in(cast, report)
    RoleAssignment.objects.filter(person=cast.berit).update(person=cast.ola)
    services.return_report(report=report, reason=REASON, **who(cast, "regional"))
    told = {each.recipient_address for each in letters() if each.kind == "report_sent_back"}
    assert told == {cast.ola.email}


@pytest.mark.postgresql
def test_who_hands_in_within_the_wall_has_the_region_told(cast: Cast) -> None:
    report = begun(cast)
    with connection.cursor() as cursor:
        cursor.execute("CREATE ROLE web_reports")
        cursor.execute("GRANT ALL ON ALL TABLES IN SCHEMA public TO web_reports")
        cursor.execute("GRANT ALL ON ALL SEQUENCES IN SCHEMA public TO web_reports")
        cursor.execute("SET LOCAL ROLE web_reports")
    show_to(cast.viewer("berit"))
    hand_in(cast, Report.objects.get(pk=report.pk))
    show_to(cast.viewer("regional"))
    assert [each.recipient_address for each in letters()] == [cast.regional.email]
    services.return_report(report=Report.objects.get(), reason=REASON, **who(cast, "regional"))
    show_to(cast.viewer("berit"))
    assert [each.recipient_address for each in letters()] == [cast.berit.email]
