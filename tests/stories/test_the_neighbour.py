"""Nils at the neighbouring trust finds none of Eksempel helsenett's records, at any of their addresses."""

import pytest

from tests.stories.pages import PAGES
from tests.stories.places import lay_places
from tests.stories.visiting import Visitor

pytestmark = pytest.mark.browser
#: Records of an enterprise; the rest of the pages are everybody's own, or anybody's.
RECORDS = (
    "contract", "supplier", "partner", "owner's inquiry", "code", "closed impact", "open action", "done action", "area",
    "draft", "submitted", "approved", "published", "template", "unit", "person", "body", "site", "token",
    "run, checked",
)  # fmt: skip


def test_every_record_of_ours_is_404_to_the_neighbour_and_a_page_to_us(visitor: Visitor) -> None:
    places = lay_places()
    opened = [page for page in PAGES if page.at in RECORDS and page.who and "{" not in page.query]
    assert {page.at for page in opened} == set(RECORDS)
    for page in opened:
        address = page.address(places)
        assert (page, visitor.status(page.who, address)) in ((page, 200), (page, 302))  # on to a part of the record
        assert (page, visitor.status("nils", address)) == (page, 404)
