"""Approving and publishing, from the pages."""

import json
import time

import pytest
from django.urls import reverse

from samsvar.front.reporting.transparency_statement.files import file_of
from samsvar.front.reporting.transparency_statement.publishing import frozen_document
from samsvar.subjects.due_diligence.models import AdverseImpact
from tests.front.reporting.year import Year, approved_by_all, begun, submitted


def _age_factors(client, seconds: int) -> None:
    session = client.session
    for entry in session["account_authentication_methods"]:
        entry["at"] = time.time() - seconds
    session.save()


@pytest.mark.parametrize(("minutes", "status"), [(14, "approved"), (16, "submitted")])
def test_the_last_approval_asks_for_a_fresh_sign_in(year: Year, cast, client, signed_in, minutes, status):
    statement = submitted(year, begun(year))
    statement.approvals.exclude(person=cast.director).update(approved_at=statement.submitted_at)
    signed_in(client, cast.director)
    _age_factors(client, minutes * 60)
    body = {"sha256": statement.frozen_sha256, "reservation": ""}
    answer = client.post(reverse("statements:approve", args=[statement.key]), body)
    statement.refresh_from_db()
    assert statement.status == status
    assert answer["Location"].startswith(reverse("access:confirm")) == (status == "submitted")


def test_nobody_sends_to_approval_what_they_have_not_seen(year: Year, cast, client, signed_in):
    statement = begun(year)
    signed_in(client, cast.kari)
    address = reverse("statements:submit", args=[statement.key])
    opened = client.get(address).context["form"]
    sent = {"version": statement.version, "seen": opened.drawn, "board": year.board.key, "board_case": "31/25"}
    AdverseImpact.objects.filter(pk=year.overtime.pk).update(title="Tvungen overtid ved to fabrikker")
    refused = client.post(address, sent)
    statement.refresh_from_db()
    assert (refused.status_code, statement.status) == (400, "draft")
    assert "Les dem på nytt først." in refused.content.decode()
    again = {**sent, "seen": refused.context["form"].drawn}
    assert f'value="{again["seen"]}"' in refused.content.decode()
    assert client.post(address, again).status_code == 302
    statement.refresh_from_db()
    assert statement.status == "submitted"


def test_approving_asks_for_the_sign_in_before_anything_is_written(year: Year, cast, client, signed_in):
    statement = submitted(year, begun(year))
    signed_in(client, cast.director)
    _age_factors(client, 16 * 60)
    answer = client.get(reverse("statements:approve", args=[statement.key]))
    assert answer["Location"].startswith(reverse("access:confirm"))


@pytest.mark.parametrize(("minutes", "status"), [(14, "published"), (16, "approved")])
def test_publishing_asks_for_a_fresh_sign_in(year: Year, cast, client, signed_in, minutes, status):
    statement = approved_by_all(year, submitted(year, begun(year)))
    signed_in(client, cast.director)
    _age_factors(client, minutes * 60)
    answer = client.post(reverse("statements:publish", args=[statement.key]), {"version": statement.version})
    statement.refresh_from_db()
    assert statement.status == status
    assert answer["Location"].startswith(reverse("access:confirm")) == (status == "approved")


def test_the_preview_offers_only_what_the_reader_may_do(year: Year, cast, client, signed_in):
    statement = submitted(year, begun(year))
    preview, approve, publish = (
        reverse(f"statements:{name}", args=[statement.key]) for name in ("preview", "approve", "publish")
    )
    signed_in(client, cast.director)
    assert approve in client.get(preview).content.decode()
    signed_in(client, cast.kari)
    assert approve not in client.get(preview).content.decode()
    approved_by_all(year, statement)
    assert publish not in client.get(preview).content.decode()
    signed_in(client, cast.director)
    page = client.get(preview).content.decode()
    assert publish in page
    assert approve not in page


def test_who_has_approved_is_not_asked_again_and_what_the_law_lacks_is_said_before_publishing(
    year: Year, cast, client, signed_in
):
    statement = submitted(year, begun(year))
    workspace, approve, publish = (
        reverse(f"statements:{name}", args=[statement.key]) for name in ("workspace", "approve", "publish")
    )
    signed_in(client, cast.director)
    assert approve in client.get(workspace).content.decode()
    approved_by_all(year, statement)
    assert approve not in client.get(workspace).content.decode()
    lacking = sum(
        len(letter["missing"]) for letter in json.loads(file_of(frozen_document(statement), "json"))["completeness"]
    )
    assert lacking > 1
    assert f"{lacking} ting mangler etter § 5" in client.get(publish).content.decode()
