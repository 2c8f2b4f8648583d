"""Who signs: every member of the board and the managing director (åpenhetsloven § 5, regnskapsloven § 3-5)."""

from datetime import date

from samsvar.platform.organisation.models import Body, Duty, OrgUnit, Post, held_on
from samsvar.subjects.statements.services import Signatory


def signatories_of(board: Body, enterprise: OrgUnit, on: date) -> list[Signatory]:
    """The board's members on the day, in the order of their seats, and then the managing director. Two queries."""
    seats = board.members.filter(held_on(on)).select_related("person").order_by("pk")
    found = [Signatory(seat.name, seat.title, seat.person) for seat in seats]
    posts = Post.objects.filter(held_on(on), enterprise=enterprise, duty=Duty.MANAGING_DIRECTOR)
    for post in posts.select_related("person"):
        if all(each.person != post.person for each in found):
            found.append(Signatory(post.person.name, str(post.get_duty_display()), post.person))
    return found
