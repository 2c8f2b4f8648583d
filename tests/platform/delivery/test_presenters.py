"""Each reason has words, and a remedy, in each language."""

import ast
from pathlib import Path

import pytest
from django.utils import translation

from samsvar.platform import delivery
from samsvar.platform.audit.models import Event
from samsvar.platform.audit.presenters import words_for
from samsvar.platform.delivery.composing import KINDS
from samsvar.platform.delivery.models import MessageStatus
from samsvar.platform.delivery.presenters import REASONS, in_words, kind_words, reason_of
from samsvar.platform.links.purposes import PURPOSES, purpose_words
from tests.platform.delivery.queueing import queued

_RAISED = ("NotSent", "BadServer", "BadAddress")


def codes_in_the_room() -> set[object]:
    """Every code that is raised, returned by `_reason`, or written in `failure_code`."""
    found: set[object] = set()
    for file in Path(delivery.__file__).parent.glob("*.py"):
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in _RAISED:
                found |= {
                    each.value for given in node.args[:1] for each in ast.walk(given) if isinstance(each, ast.Constant)
                }
            if isinstance(node, ast.FunctionDef) and node.name == "_reason":
                found |= {
                    each.value
                    for line in ast.walk(node)
                    if isinstance(line, ast.Return) and line.value
                    for each in ast.walk(line.value)
                    if isinstance(each, ast.Constant) and isinstance(each.value, str)
                }
    return found | {"no_answer", "worker_lost", "restored"}


def test_every_reason_has_words_and_a_remedy_in_each_language() -> None:
    assert codes_in_the_room() == set(REASONS)
    said = {}
    for language in ("nb", "nn", "en"):
        with translation.override(language):
            said[language] = [reason_of(code) for code in REASONS]
            assert all(what and remedy for what, remedy in said[language])
    assert not set(said["nb"]) & set(said["en"])
    assert not set(said["nn"]) & set(said["en"])


@pytest.mark.django_db
@pytest.mark.parametrize(
    "status, code, resend, give_up",
    [
        ("queued", "", False, True),
        ("sending", "", False, False),
        ("sent", "", False, False),
        ("refused", "unknown_recipient", True, True),
        ("refused", "not_an_address", False, True),
        ("uncertain", "no_answer", True, True),
        ("held", "", False, True),
        ("cancelled", "", False, False),
    ],
)
def test_what_may_be_done_with_a_message(status: str, code: str, resend: bool, give_up: bool) -> None:
    message = queued()
    message.status, message.failure_code = MessageStatus(status), code
    words = in_words(message)
    assert (words.can_resend, words.can_give_up) == (resend, give_up)
    assert bool(words.reason) == bool(code)


@pytest.mark.django_db
def test_the_trail_names_kinds_of_letters_in_words_and_tells_no_key_of_an_occasion() -> None:
    queued(kind="test", occasion="test 4f2c")
    event = Event.objects.get(kind="messages_queued")
    for language, words in (("nb", "Prøvemelding"), ("nn", "Prøvemelding"), ("en", "Test message")):
        shown = {str(change["is"]) for change in words_for(event, language)[1]}
        assert words in shown
        assert not shown & {"test", "test 4f2c"}


def test_every_kind_of_letter_and_every_purpose_of_a_link_has_words() -> None:
    wordless = [code for code in KINDS if code != "asked" and kind_words(code) == code]
    assert wordless == []
    assert [code for code in PURPOSES if purpose_words(code) == code] == []
