"""The supplier's page: without a link it opens for nobody, signed in or not; what a link opens is in
tests/subjects/due_diligence/test_answering.py."""

from tests.cast import CANARY, Cast
from tests.pages.rows import Places, Row, everyone
from tests.subjects.due_diligence.answering import link_to, make_asked
from tests.subjects.due_diligence.chain import make_supplier


def lay(cast: Cast) -> Places:
    """A link of ours and one of the neighbour's; nobody shows either."""
    link_to(make_asked(cast.enterprise))
    theirs = make_asked(cast.neighbour, supplier=make_supplier(cast.neighbour, f"Renhold {CANARY}"))
    link_to(theirs)
    place = {"place": "0" * 16}
    return {
        "a secret": {"secret": "x" * 43},
        "no place": place,
        "no section": place | {"section": "pay"},
        "no question": place | {"question": "sites"},
        "no colleague": place | {"key": theirs.key},
        "no file": place | {"key": theirs.key},
        "no copy": place | {"form": "pdf"},
    }


NOBODY = everyone(404, anonymous=404)

ROWS = [
    Row("due_diligence:answer_link", at="a secret", get=everyone(302, anonymous=302), beside=405),
    Row("due_diligence:answer", at="no place", get=NOBODY),
    Row("due_diligence:answer_section", at="no section", get=NOBODY, post=NOBODY),
    Row("due_diligence:answer_table", at="no question", get=NOBODY, post=NOBODY),
    Row("due_diligence:answer_check", at="no place", get=NOBODY, post=NOBODY),
    Row("due_diligence:answer_colleagues", at="no place", get=NOBODY, post=NOBODY),
    Row("due_diligence:answer_colleague_end", at="no colleague", get=NOBODY, post=NOBODY),
    Row("due_diligence:answer_file", at="no file", get=NOBODY),
    Row("due_diligence:answer_copy", at="no copy", get=NOBODY),
]
