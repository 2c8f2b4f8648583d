"""Search finds what governs, what is wanted and what was decided, as far as somebody sees it, with few questions."""

from django.test import Client

from samsvar.front.home.search import find
from tests.cast import CANARY, Cast
from tests.conftest import sign_in
from tests.front.api.records import lay_records
from tests.queries import at_most

#: A word of each kind's own, and what the page calls the kind.
ASKED = {
    "retningslinje": "Styrende dokumenter",
    "vaske": "Krav",
    "renere": "Mål",
    "sykefravær": "Indikatorer",
    "styret": "Styrer, utvalg og møter",
    "1/25": "Saker",
    "demodata": "Vedtak",
    "spør": "Tiltak",
}


def test_every_kind_is_found_at_ones_own_and_none_of_the_neighbours(cast: Cast):
    lay_records(cast)
    for asked, words in ASKED.items():
        groups = {str(group.words): group for group in find(cast.viewer("kari"), asked)}
        assert len(groups[words].hits) == 1, (asked, groups)
        assert CANARY not in str(groups)
    assert find(cast.viewer("kari"), CANARY) == []
    assert find(cast.viewer("administrator"), "retningslinje") == []
    assert {str(group.words) for group in find(cast.viewer("nils"), CANARY)} >= set(ASKED.values())


def test_each_hit_opens_and_the_page_asks_at_most_twelve_times(cast: Cast, client: Client):
    lay_records(cast)
    for name in ("kari", "leader"):
        sign_in(client, cast.people[name])
        client.get("/sok/", {"q": "demodata"})
        with at_most(12):
            assert client.get("/sok/", {"q": "demodata"}).status_code == 200
        for group in find(cast.viewer(name), "demodata"):
            for hit in group.hits:
                assert client.get(hit.href, follow=True).status_code == 200, (name, hit)
