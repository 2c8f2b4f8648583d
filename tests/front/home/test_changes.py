"""What changed last, on the start page: what somebody did, and not how its letters went about."""

from django.db import transaction

from samsvar.front.home.changes import SHOWN, latest_changes
from samsvar.platform.delivery.services import Recipient, queue_message
from samsvar.subjects.statements import services
from tests.cast import NOW, Cast


def test_a_round_of_letters_hides_nothing_that_was_done(cast: Cast):
    who = {"by": cast.actor("kari"), "at": NOW}
    services.start_statement(enterprise=cast.enterprise, year=2024, language="nb", template="chapters", **who)
    for number in range(5 * SHOWN):
        to = Recipient(f"nr{number}@example.org", "", "nb")
        with transaction.atomic():
            queue_message(
                kind="statement_approval", occasion=str(number), to=to, target="", enterprise=cast.enterprise, **who
            )
    assert [change.words for change in latest_changes(cast.viewer("auditor"), cast.enterprise)] == [
        "begynte på en redegjørelse"
    ]


def test_who_may_not_read_the_trail_is_told_of_no_change(cast: Cast):
    services.start_statement(
        enterprise=cast.enterprise, year=2024, language="nb", template="chapters", by=cast.actor("kari"), at=NOW
    )
    assert latest_changes(cast.viewer("ola"), cast.enterprise) == []
