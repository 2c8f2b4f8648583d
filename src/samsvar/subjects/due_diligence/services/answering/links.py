"""The links by which suppliers answer: what they are for, what they are narrowed to, and where they lead.

A letter's link opens everything about one recipient (`target` is its key). A link for a colleague has the letter's as
its parent and names its sections: `scope = {"sections": [...]}`.
"""

from django.utils.translation import gettext_lazy as _

from samsvar.platform.links.purposes import register_purpose
from samsvar.platform.ui.addresses import whole_address
from samsvar.subjects.due_diligence.selectors.answering.asked import ANSWER as LINKS

ANSWER = register_purpose(
    LINKS,
    _("a questionnaire to answer"),
    cookie_seconds=14 * 24 * 60 * 60,  # a page that was open over a week-end can still be saved
    remedy=_(
        "Look for a newer letter from the same sender, or answer the letter and ask for a new link. "
        "What you have saved is kept."
    ),
)
RECEIPT_MAIL = "answer_receipt"
"""The kind of the mail that says that an answer came in."""


def answering_address(secret: str) -> str:
    """The whole address that a letter holds. The secret is in it: write it in no log and keep it nowhere."""
    return whole_address("due_diligence:answer_link", secret)
