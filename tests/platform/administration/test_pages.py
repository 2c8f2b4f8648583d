"""The setup pages: few queries, a tree of thousands, two editors, and what an administrator meets."""

import re

import pytest
from django.test import Client
from django.urls import reverse

from samsvar.platform.access.models import ApiToken
from samsvar.platform.audit.models import Event
from samsvar.platform.organisation import services
from samsvar.platform.organisation.models import KeyFigure, OrgUnit, Person, UnitPlacement
from tests.cast import NOW, TODAY
from tests.pages.table_administration import lay
from tests.queries import at_most

MOST_QUERIES = 12


def get(client: Client, name: str, *args, **query):
    return client.get(reverse(f"administration:{name}", args=args), query)


PAGES = [
    ("units", None),
    ("unit", "own unit"),
    ("parts", "own unit"),
    ("add_unit", "own unit"),
    ("edit_unit", "own unit"),
    ("move_unit", "own unit"),
    ("end_unit", "own unit"),
    ("people", None),
    ("person", "own person"),
    ("roles", None),
    ("profile", None),
    ("edit_profile", None),
    ("posts", None),
    ("add_post", None),
    ("bodies", None),
    ("body", "own body"),
    ("sites", None),
    ("site", "own site"),
    ("key_figures", None),
    ("tokens", None),
    ("add_token", None),
    ("trail", None),
    ("event", "own event"),
]


@pytest.mark.parametrize(("name", "place"), PAGES, ids=[name for name, _ in PAGES])
def test_a_page_asks_the_database_few_times(cast, client, signed_in, name, place):
    places = lay(cast)
    signed_in(client, cast.kari)
    address = reverse(f"administration:{name}", kwargs=places[place] if place else None)
    client.get(address)
    with at_most(MOST_QUERIES):
        assert client.get(address).status_code == 200


def test_the_people_page_asks_no_more_for_many_people(cast, client, signed_in):
    for number in range(40):
        person = services.create_person(
            email=f"p{number}@example.org",
            name=f"Person {number}",
            enterprise=cast.enterprise,
            by=cast.actor("kari"),
            at=NOW,
        )
        person.roles.create(unit=cast.units["nett"], role="leader", valid_from=TODAY, created_at=NOW, updated_at=NOW)
    signed_in(client, cast.administrator)
    get(client, "people")
    with at_most(MOST_QUERIES):
        page = get(client, "people").content.decode()
    assert page.count("Enhetsleder") >= 35


def many_units(cast, count: int) -> None:
    parent = cast.units["divisjon10"]
    units = []
    for number in range(count):
        path = f"{parent.path}m{number}."
        units.append(
            OrgUnit(
                key=f"m{number}",
                number=f"m{number}",
                parent=parent,
                path=path,
                path_end=path[:-1] + "/",
                enterprise=cast.enterprise,
                name_nb=f"Seksjon {number}",
                kind="section",
                created_at=NOW,
                updated_at=NOW,
            )
        )
    OrgUnit.objects.bulk_create(units, batch_size=400)


def test_a_large_tree_is_drawn_branch_by_branch(cast, client, signed_in):
    many_units(cast, 1_200)
    signed_in(client, cast.kari)
    closed = get(client, "units").content.decode()
    assert "Divisjon tryggleik" in closed
    assert "Seksjon 7" not in closed
    branch = client.get(reverse("administration:parts", args=["divisjon10"]), {"depth": 1}).content.decode()
    assert "Seksjon 1" in branch
    assert branch.count("<li") == 200
    found = get(client, "units", q="Seksjon 1199").content.decode()
    assert found.count(reverse("administration:unit", args=["m1199"])) == 1


def test_the_tree_opens_without_scripts_too(cast, client, signed_in):
    signed_in(client, cast.kari)
    page = get(client, "units").content.decode()
    assert "Avdeling nett" not in page
    link = re.search(r'href="([^"]*open=divisjon1)"', page)
    assert link
    opened = client.get(link[1]).content.decode()
    assert opened.index("Divisjon drift") < opened.index("Avdeling kjøp") < opened.index("Avdeling nett")


def test_units_that_have_ended_are_hidden_behind_a_link(cast, client, signed_in):
    services.end_unit(unit=cast.units["vakt"], last_day=NOW.date().replace(day=19), by=cast.actor("kari"), at=NOW)
    signed_in(client, cast.kari)
    assert "Seksjon vakt" not in get(client, "units", open="nett").content.decode()
    assert "Seksjon vakt" in get(client, "units", open="nett", ended="1").content.decode()


def test_the_kind_of_a_unit_is_told_in_the_readers_language(cast, client, signed_in):
    signed_in(client, cast.kari)
    page = client.get(reverse("administration:unit", args=[cast.units["vakt"].key])).content.decode()
    assert '<p class="s-quiet">seksjon' in page


def test_a_moved_unit_shows_where_it_stood(cast, client, signed_in):
    signed_in(client, cast.kari)
    address = reverse("administration:move_unit", args=["nett"])
    answer = client.post(address, {"parent": "Divisjon tryggleik (divisjon10)", "on": "2025-05-20", "version": "1"})
    assert answer.status_code == 302
    page = get(client, "unit", "nett").content.decode()
    assert "under Divisjon drift" in page
    assert "under Divisjon tryggleik" in page
    assert UnitPlacement.objects.filter(unit=cast.units["vakt"]).count() == 2


def test_a_refusal_is_said_in_words_and_nothing_is_lost(cast, client, signed_in):
    signed_in(client, cast.kari)
    answer = client.post(
        reverse("administration:move_unit", args=["divisjon1"]), {"parent": "vakt", "on": "2025-05-20", "version": "1"}
    )
    assert answer.status_code == 422
    page = answer.content.decode()
    assert "En enhet kan ikke stå under seg selv." in page
    assert 'value="vakt"' in page


def test_the_second_of_two_editors_sees_both_texts_and_may_save_on(cast, client, signed_in):
    signed_in(client, cast.kari)
    address = reverse("administration:edit_unit", args=["nett"])
    shown = client.get(address).content.decode()
    assert 'name="version" value="1"' in shown
    fields = {"name_nb": "Mitt navn", "number": "nett", "kind": "department", "version": "1"}
    services.edit_unit(
        unit=cast.units["nett"], fields={"name_nb": "Andres navn"}, by=cast.actor("administrator"), at=NOW
    )
    page = client.post(address, fields).content.decode()
    assert "Andres navn" in page
    assert "Mitt navn" in page
    assert "Anne Oppsett" in page
    assert 'name="version" value="2"' in page
    assert client.post(address, {**fields, "version": "2"}).status_code == 302
    assert OrgUnit.objects.get(key="nett").name_nb == "Mitt navn"


@pytest.mark.parametrize(
    ("number", "words"), [("912345675", "Kontrollsifferet"), ("91234567", "ni sifre"), ("abc", "ni sifre")]
)
def test_a_wrong_organisation_number_is_refused(cast, client, signed_in, number, words):
    signed_in(client, cast.kari)
    fields = {"name_nb": "Avdeling nett", "number": "nett", "kind": "department", "orgnr": number, "version": "1"}
    answer = client.post(reverse("administration:edit_unit", args=["nett"]), fields)
    assert answer.status_code == 422
    assert words in answer.content.decode()


@pytest.mark.parametrize("text", ["Avdeling\x00", "Avdeling\u202enett", "Avd\u200beling"])
def test_a_name_with_hidden_characters_is_refused(cast, client, signed_in, text):
    signed_in(client, cast.kari)
    answer = client.post(reverse("administration:add_unit", args=["nett"]), {"name_nb": text, "kind": "section"})
    assert answer.status_code == 422
    assert OrgUnit.objects.filter(parent=cast.units["nett"]).count() == 1


NEW = {"name": "Nora Ny", "language": "nn", "role": "leader", "unit": "nett", "valid_from": "2025-05-20"}


def test_somebody_added_gets_a_role_and_a_link_that_is_shown_once(cast, client, signed_in):
    signed_in(client, cast.administrator)
    page = client.post(reverse("administration:add_person"), {**NEW, "email": "nora@example.org"}).content.decode()
    link = re.search(r"http://testserver(/lenke/[\w-]+)", page)
    assert link
    assert "Nora Ny" in Client().get(link[1], follow=True).content.decode()
    nora = Person.objects.get(email="nora@example.org")
    assert (nora.enterprise, nora.roles.get().unit) == (cast.enterprise, cast.units["nett"])


def test_whether_another_enterprise_has_the_person_already_is_not_told(cast, client, signed_in):
    """The same steps, the same page, and no way into the account."""
    signed_in(client, cast.administrator)
    address = reverse("administration:add_person")
    known = client.post(address, {**NEW, "email": "berit@example.org", "name": "Berit Bedrift"})
    fresh = client.post(address, {**NEW, "email": "bente@example.org", "name": "Berit Bedrift"})
    assert known.status_code == fresh.status_code == 200
    same = [
        re.sub(
            r"/lenke/[\w-]+|/personer/\w+|value=\"\w{64}\"|: &quot;\w+|\"X-CSRFToken\": \"\w+\"",
            "-",
            one.content.decode(),
        )
        for one in (known, fresh)
    ]
    assert same[0] == same[1]
    assert Person.objects.get(email="berit@example.org").enterprise == cast.units["liksom"]


def test_nobody_is_chosen_from_another_enterprise(cast, client, signed_in):
    signed_in(client, cast.kari)
    page = get(client, "add_post").content.decode()
    assert cast.ola.key in page
    assert cast.nils.key not in page
    answer = client.post(
        reverse("administration:add_post"),
        {"duty": "due_diligence", "person": cast.nils.key, "valid_from": "2025-05-20"},
    )
    assert answer.status_code == 422


def test_a_foreign_unit_answers_as_one_that_does_not_exist(cast, client, signed_in):
    signed_in(client, cast.kari)
    address = reverse("administration:move_unit", args=["nett"])
    answers = [client.post(address, {"parent": unit, "on": "2025-05-20"}).content for unit in ("naboavd", "finnesx")]
    strip = re.compile(rb"naboavd|finnesx|value=\"\w{64}\"|name=\"once\" value=\"[\w-]+\"|\"X-CSRFToken\": \"\w+\"")
    assert strip.sub(b"", answers[0]) == strip.sub(b"", answers[1])


@pytest.mark.requirement("R000-61")
def test_a_vacancy_stands_in_the_heading(cast, client, signed_in):
    signed_in(client, cast.kari)
    assert "3 verv er ledige" in get(client, "posts").content.decode()
    fields = {"duty": "due_diligence", "person": cast.kari.key, "valid_from": "2025-05-20"}
    assert client.post(reverse("administration:add_post"), fields).status_code == 302
    assert "2 verv er ledige" in get(client, "posts").content.decode()


@pytest.mark.requirement("R001-10")
def test_a_key_figure_is_written_as_people_write_it(cast, client, signed_in):
    signed_in(client, cast.kari)
    fields = {"year": "2024", "kind": "person_years", "value": "933,4", "source": "Årsrapport", "on": "2024-12-31"}
    assert client.post(reverse("administration:set_key_figure"), fields).status_code == 302
    assert KeyFigure.objects.get().value == 9334
    assert "933,4" in get(client, "key_figures").content.decode()
    bad = client.post(reverse("administration:set_key_figure"), {**fields, "value": "1e400"})
    assert bad.status_code == 422


def test_a_token_is_shown_once_and_kept_as_a_digest(cast, client, signed_in):
    signed_in(client, cast.kari)
    fields = {"name": "Regneark", "permissions": ["view_contracts"], "ends_on": "2025-08-01"}
    page = client.post(reverse("administration:add_token"), fields).content.decode()
    secret = re.search(r"smv_[\w-]{43}", page)
    assert secret
    assert ApiToken.objects.get().digest not in page
    assert secret[0] not in get(client, "tokens").content.decode()


def test_nobody_offers_a_token_more_than_they_have(cast, client, signed_in):
    signed_in(client, cast.kari)
    assert 'value="manage_people"' not in get(client, "add_token").content.decode()
    fields = {"name": "x", "permissions": ["manage_people"], "ends_on": "2025-08-01"}
    assert client.post(reverse("administration:add_token"), fields).status_code == 422


def test_the_trail_says_who_when_what_was_and_what_is(cast, client, signed_in):
    services.edit_unit(unit=cast.units["nett"], fields={"name_nb": "Nytt navn"}, by=cast.actor("ola"), at=NOW)
    signed_in(client, cast.auditor)
    page = get(client, "trail").content.decode()
    assert "Enhet endret" in page
    assert "Ola Testesen" in page
    event = get(client, "event", Event.objects.get().sequence).content.decode()
    assert "Avdeling nett" in event
    assert "Nytt navn" in event
    assert "10.00" in event


def test_the_trail_is_narrowed_by_words_kind_and_days(cast, client, signed_in):
    services.edit_unit(unit=cast.units["nett"], fields={"name_nb": "Nytt navn"}, by=cast.actor("ola"), at=NOW)
    signed_in(client, cast.auditor)
    rows = '<a href="/oppsett/spor/1/"'
    assert (
        rows
        in get(client, "trail", q="Ola", kind="unit_changed", first="2025-05-20", last="2025-05-20").content.decode()
    )
    for narrow in ({"q": "Kari"}, {"kind": "role_given"}, {"first": "2025-05-21"}, {"last": "2025-05-19"}):
        assert rows not in get(client, "trail", **narrow).content.decode()
    assert get(client, "trail", first="i går").status_code == 400


def test_an_auditor_sees_no_buttons_that_change(cast, client, signed_in):
    lay(cast)
    signed_in(client, cast.auditor)
    for name in ("posts", "bodies", "sites", "key_figures", "profile", "people"):
        page = get(client, name).content.decode()
        main = page[page.index("<main") : page.index("</main>")]
        assert "/ny" not in main
        assert "/endre" not in main
        assert "/slutt" not in main
