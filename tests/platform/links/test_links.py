"""Links without an account: one purpose, one recipient, never wider, and gone is gone whatever the reason."""

import logging
import os
import subprocess
import sys
from datetime import timedelta
from pathlib import Path

import pytest
from django.conf import settings
from django.db import IntegrityError, connection, transaction
from django.http import HttpResponse
from django.test import Client, RequestFactory
from django.urls import reverse

from samsvar.platform.access.walls import show_enterprises
from samsvar.platform.audit.models import EventRow
from samsvar.platform.audit.verification import verify
from samsvar.platform.links import purposes, views
from samsvar.platform.links.models import LimitCount, Recipient, SingleLink
from samsvar.platform.links.services import (
    LinkGone,
    extend_links,
    find_link,
    holder_of,
    make_link,
    make_sign_in_link,
    place_of,
    remove_old_links,
    revoke_link,
    revoke_links,
    spend_link,
)
from samsvar.platform.organisation.services import NotAllowed, StaleVersion
from tests.cast import NOW
from tests.platform.audit.test_writers import own_database

ANSWER = purposes.register_purpose("test_answer", "answer")
BERIT = Recipient("Berit Bidrag", "berit@example.org")
WEEK = timedelta(days=7)
SECTIONS = ("wages", "factories", "climate")


@pytest.fixture
def make(cast):
    """Makes a link to a questionnaire of Kari's enterprise."""

    def made(**more):
        about = {"purpose": ANSWER, "target": "sporreskjema", "recipient": BERIT, "enterprise": cast.enterprise}
        return make_link(**{**about, "expires_at": NOW + WEEK, "by": cast.actor("kari"), "at": NOW, **more})

    return made


def is_open(secret, at=NOW) -> bool:
    try:
        find_link(secret, purpose=ANSWER, at=at)
    except LinkGone:
        return False
    return True


def test_a_link_is_found_by_its_secret_for_its_purpose_alone(make, cast):
    link, secret = make(scope={"sections": SECTIONS})
    assert len(secret) >= 43
    assert find_link(secret, purpose=ANSWER, at=NOW) == link
    with pytest.raises(LinkGone):
        find_link(secret, purpose=purposes.SIGN_IN, at=NOW)
    kept = str(list(SingleLink.objects.values())) + str(list(EventRow.objects.values()))
    assert secret not in kept
    assert (holder_of(link).name, holder_of(link).via) == ("Berit Bidrag", "link")
    assert sum(verify().counts.values()) == 0


def test_a_link_of_no_declared_purpose_is_not_made(make):
    with pytest.raises(ValueError, match="no purpose"):
        make(purpose="anything")


def test_a_link_opens_until_its_end_and_an_extended_one_longer(make, cast):
    _link, secret = make()
    assert is_open(secret, NOW + WEEK - timedelta(seconds=1))
    assert not is_open(secret, NOW + WEEK)
    later = NOW + 2 * WEEK
    assert extend_links(purpose=ANSWER, target="sporreskjema", expires_at=later, by=cast.actor("kari"), at=NOW) == 1
    assert is_open(secret, NOW + WEEK)


def test_a_delegated_link_is_never_wider_than_the_one_it_comes_from(make, cast):
    link, secret = make(scope={"sections": SECTIONS})
    narrow, given = make(parent=link, scope={"sections": ["wages"]}, expires_at=NOW + 4 * WEEK)
    assert given != secret
    assert (narrow.allows("sections", "wages"), narrow.allows("sections", "climate")) == (True, False)
    assert narrow.expires_at == link.expires_at, "it ends no later"
    for wider in ({"sections": ["wages", "prices"]}, {}, {"other": ["wages"]}):
        with pytest.raises(NotAllowed, match="link_too_wide"):
            make(parent=narrow, scope=wider)
    for change in ({"target": "et annet"}, {"purpose": purposes.SIGN_IN}):
        with pytest.raises(NotAllowed, match="link_too_wide"):
            make(parent=narrow, **change)
    same, _secret = make(parent=narrow, enterprise=cast.neighbour)
    assert (same.scope, same.enterprise) == (narrow.scope, cast.enterprise)


def test_a_link_is_passed_on_three_times_at_most(make):
    link, _secret = make()
    for _hand in range(3):
        link, _secret = make(parent=link)
    with pytest.raises(NotAllowed, match="link_too_many_hands"):
        make(parent=link)


@pytest.mark.parametrize("way", ["revoked", "spent"])
def test_when_a_link_ends_those_made_from_it_end_too(make, cast, way):
    link, secret = make()
    child, of_child = make(parent=link)
    _grandchild, of_grandchild = make(parent=child)
    if way == "spent":
        spend_link(link=link, at=NOW)
    else:
        assert revoke_link(link=link, by=cast.actor("kari"), at=NOW) == 3
    assert [is_open(each) for each in (secret, of_child, of_grandchild)] == [False, False, False]
    assert SingleLink.objects.filter(revoked_at__isnull=True, spent_at__isnull=True).count() == 0
    with pytest.raises(NotAllowed, match="link_over"):
        make(parent=SingleLink.objects.get(pk=link.pk))
    assert sum(verify().counts.values()) == 0


def test_a_link_made_while_the_one_above_it_was_ending_opens_nothing(make):
    link, _secret = make()
    _child, of_child = make(parent=link)
    SingleLink.objects.filter(pk=link.pk).update(revoked_at=NOW)  # after the child was asked for, before it was there
    assert not is_open(of_child)


def test_revoking_ends_every_link_to_one_thing_and_no_others(make, cast):
    make(), make()
    _other, secret = make(target="et annet")
    assert revoke_links(purpose=ANSWER, target="sporreskjema", by=cast.actor("kari"), at=NOW) == 2
    assert is_open(secret)


def test_an_old_link_takes_its_recipients_address_with_it_out_of_the_trail(make, cast):
    make()
    assert remove_old_links(before=NOW + 2 * WEEK, by=cast.actor("kari"), at=NOW + 2 * WEEK) == 1
    assert not SingleLink.objects.exists()
    assert "berit@example.org" not in str(list(EventRow.objects.values()))
    assert sum(verify().counts.values()) == 0


@pytest.mark.parametrize("wrong", [{"expires_at": NOW - WEEK}, {"purpose": purposes.SIGN_IN}])
def test_the_database_refuses_a_link_that_makes_no_sense(make, wrong):
    with pytest.raises(IntegrityError), transaction.atomic():
        make(**wrong)


def gone_pages(cast, make_secret) -> dict[str, HttpResponse]:
    """What links that open nothing answer, by why they do."""
    secrets = {why: make_secret(cast.people[who]) for why, who in (("spent", "per"), ("revoked", "ola"), ("old", "hr"))}
    spend_link(link=SingleLink.objects.get(person=cast.per), at=NOW)
    revoke_links(purpose=purposes.SIGN_IN, target=cast.ola.key, by=cast.actor("kari"), at=NOW)
    long_ago = NOW - timedelta(days=30)
    SingleLink.objects.filter(person=cast.hr).update(created_at=long_ago, expires_at=long_ago)
    return {
        why: Client().get(reverse("links:receive", args=[secret]), follow=True)
        for why, secret in {"unknown": "x" * 43, **secrets}.items()
    }


def test_unknown_expired_revoked_and_spent_answer_alike_to_the_byte(cast):
    pages = gone_pages(cast, lambda person: make_sign_in_link(person=person, by=cast.actor("kari"), at=NOW))
    unknown = pages.pop("unknown")
    assert unknown.status_code == 404
    for why, page in pages.items():
        assert (page.status_code, page.content, page.headers) == (404, unknown.content, unknown.headers), why


def test_the_secret_goes_out_of_the_address_into_a_cookie_for_its_page_alone(cast, caplog):
    caplog.set_level(logging.DEBUG)
    secret = make_sign_in_link(person=cast.per, by=cast.actor("kari"), at=NOW)
    client = Client()
    for method in ("get", "post"):  # a wrong method is logged, with its address
        answer = getattr(client, method)(reverse("links:receive", args=[secret]))
        assert secret not in answer.content.decode() + str(answer.headers)
    answer = client.get(reverse("links:receive", args=[secret]))
    cookie = answer.cookies["sign-in-link"]
    assert (cookie.value, cookie["path"], cookie["httponly"]) == (secret, reverse("links:open"), True)
    assert (answer["Referrer-Policy"], answer["Cache-Control"]) == ("no-referrer", "no-store")
    page = client.get(answer["Location"])
    assert (page["Cache-Control"], page["X-Robots-Tag"]) == ("no-store", "noindex")
    assert secret not in page.content.decode()
    assert secret not in caplog.text


def test_looking_never_spends(cast):
    secret = make_sign_in_link(person=cast.per, by=cast.actor("kari"), at=NOW)
    for _scanner in range(3):
        client = Client()
        assert client.get(reverse("links:receive", args=[secret]), follow=True).status_code == 200
        assert client.head(reverse("links:open")).status_code == 200
    link = SingleLink.objects.get()
    assert (link.spent_at, link.version, link.last_used_at) == (None, 1, NOW)
    assert client.post(reverse("links:open"))["Location"] == reverse("account_set_password")
    assert Client().get(reverse("links:receive", args=[secret]), follow=True).status_code == 404


def test_an_act_that_meets_anothers_is_done_again_and_one_that_fails_is_counted_too(make):
    link, secret = make()
    came_to = [StaleVersion(link), HttpResponse("done"), ZeroDivisionError()]

    @views.by_link(ANSWER)
    def act(request, link):
        if isinstance(outcome := came_to.pop(0), Exception):
            raise outcome
        return outcome

    request = RequestFactory().post("/svar/")
    request.COOKIES["test-answer-link"] = secret
    assert act(request).content == b"done"
    with pytest.raises(ZeroDivisionError):
        act(request)
    assert LimitCount.objects.get(scope="link").count == 2


def test_two_links_of_one_purpose_are_open_side_by_side(make):
    asking = RequestFactory()
    secrets = [make()[1] for _ in range(2)]
    for secret in secrets:
        place = place_of(secret)
        answer = views.take_secret(asking.get(f"/x/{secret}"), secret, purpose=ANSWER, onward=f"/svar/{place}/")
        assert answer.cookies["test-answer-link"]["path"] == f"/svar/{place}/"
    request = asking.get("/svar/")
    request.COOKIES["test-answer-link"] = secrets[0]
    assert views.link_of(request, purpose=ANSWER, place=place_of(secrets[0])).target == "sporreskjema"
    with pytest.raises(LinkGone):
        views.link_of(request, purpose=ANSWER, place=place_of(secrets[1]))


SPEND = """
import django
django.setup()
from datetime import UTC, datetime, timedelta
from samsvar.platform.links.limits import within
from samsvar.platform.links.models import SingleLink
from samsvar.platform.links.services import LinkGone, spend_link
at = datetime(2025, 5, 20, 8, 0, tzinfo=UTC)
let = sum(within("test", "one", at=at, most=25, seconds=60) for _ in range(20))
try:
    spend_link(link=SingleLink.objects.get(target="sporreskjema"), at=at)
    print(let, "spent")
except LinkGone:
    print(let, "gone")
"""


@pytest.mark.django_db(transaction=True)
def test_of_several_processes_one_spends_a_link_and_all_share_its_limit(make, tmp_path):
    make()
    environment = os.environ | {
        "SAMSVAR_DATABASE_URL": own_database(tmp_path),
        "SAMSVAR_PROCESS": "command",
        "SAMSVAR_VAR": str(tmp_path),
        "DJANGO_SETTINGS_MODULE": "samsvar.config.settings",
        "PYTHONPATH": str(Path(settings.PACKAGE).parent),
    }
    spenders = [
        subprocess.Popen([sys.executable, "-c", SPEND], env=environment, stdout=subprocess.PIPE, text=True)
        for _ in range(3)
    ]
    told = [spender.communicate(timeout=120)[0].split() for spender in spenders]
    assert sorted(outcome for _let, outcome in told) == ["gone", "gone", "spent"]
    assert sum(int(let) for let, _outcome in told) == 25


@pytest.mark.postgresql
def test_behind_the_wall_a_link_shows_itself_and_its_enterprise(make, cast):
    _link, secret = make()
    make(enterprise=cast.neighbour, target="naboens")
    with connection.cursor() as cursor:
        cursor.execute("CREATE ROLE samsvar_link NOLOGIN")
        cursor.execute("GRANT SELECT, INSERT, UPDATE ON ALL TABLES IN SCHEMA public TO samsvar_link")
        cursor.execute("GRANT USAGE ON ALL SEQUENCES IN SCHEMA public TO samsvar_link")
        cursor.execute("SET LOCAL ROLE samsvar_link")
    show_enterprises([])
    assert not SingleLink.objects.exists()
    link = find_link(secret, purpose=ANSWER, at=NOW)
    assert list(SingleLink.objects.values_list("target", flat=True)) == ["sporreskjema"]
    spend_link(link=link, at=NOW)
    with connection.cursor() as cursor:
        cursor.execute("RESET ROLE")
