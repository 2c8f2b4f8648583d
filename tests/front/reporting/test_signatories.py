"""Who is asked to approve."""

from datetime import date

from samsvar.front.reporting.transparency_statement.signatories import signatories_of
from samsvar.platform.organisation.models import Body, BodyMember, Post
from tests.cast import NOW, TODAY, Cast

STAMPS = {"created_at": NOW, "updated_at": NOW}


def test_the_boards_members_of_the_day_and_then_the_managing_director_are_asked_each_once(cast: Cast):
    board = Body.objects.create(enterprise=cast.enterprise, name_nb="Styret", kind="board", **STAMPS)
    for person, last in ((cast.chair, None), (cast.member, date(2025, 5, 19)), (cast.director, None)):
        seat = {"name": person.name, "title": "medlem", "valid_from": date(2024, 1, 1), "valid_to": last}
        BodyMember.objects.create(body=board, person=person, **seat, **STAMPS)
    post = {"duty": "managing_director", "person": cast.director, "valid_from": date(2020, 1, 1)}
    Post.objects.create(enterprise=cast.enterprise, **post, **STAMPS)
    assert [each.name for each in signatories_of(board, cast.enterprise, TODAY)] == ["Ingrid Prøve", "Dina Direktør"]
