"""The log tells who did what to which page, and never what was in it."""

import json
import logging
from collections.abc import Callable
from typing import Any

import pytest
from django.http import HttpRequest
from django.test import Client, RequestFactory
from django.urls import reverse

from samsvar.platform.ui.logs import JsonLines, NotYetTold, note
from samsvar.platform.ui.middleware import HeadersMiddleware

SECRET = "Per Eksempel 0451-tekst"


@pytest.fixture
def told(capsys: pytest.CaptureFixture[str]) -> Callable[[], list[dict[str, Any]]]:
    """The lines written since it was last asked."""

    def lines() -> list[dict[str, Any]]:
        return [json.loads(line) for line in capsys.readouterr().err.splitlines()]

    return lines


def line_of(logger: str, message: str, *args: Any, **more: Any) -> dict[str, Any]:
    record = logging.LogRecord(logger, logging.WARNING, "x.py", 1, message, args, None)
    record.__dict__.update(more)
    written = JsonLines().format(record)
    assert written.isascii()
    assert "\n" not in written
    found: dict[str, Any] = json.loads(written)
    return found


def test_a_line_has_its_instant_in_utc_and_no_text_can_end_it(told: Any) -> None:
    note("tried", page='a\nb\u2028{"event": "forged"}\x1b[2J', person=None)
    (line,) = told()
    assert line["at"].endswith("+00:00")
    assert (line["level"], line["event"]) == ("info", "tried")
    assert "person" not in line
    assert len(line_of("other", "x" * 5000)["message"]) < 500


def test_a_fault_is_told_once_with_its_reference_and_place_and_without_its_words(told: Any) -> None:
    request = RequestFactory().get("/oppsett/", {"q": SECRET})
    middleware = HeadersMiddleware(lambda _request: None)  # type: ignore[arg-type,return-value]
    try:
        raise KeyError(SECRET)
    except KeyError as fault:
        middleware.process_exception(request, fault)  # type: ignore[arg-type]
    (line,) = told()
    assert line["level"] == "error"
    assert line["reference"] == request.fault_reference  # type: ignore[attr-defined]
    assert line["fault"]["type"] == "KeyError"
    assert "test_logs.py" in line["fault"]["at"][-1]
    assert SECRET not in json.dumps(line)
    again = logging.LogRecord("django.request", logging.ERROR, "x", 1, "%s: %s", ("Internal", "/oppsett/"), None)
    again.request = request
    assert not NotYetTold().filter(again)


def test_what_django_says_of_a_request_is_told_without_the_path_which_may_hold_a_secret() -> None:
    request = HttpRequest()
    request.method, request.path = "POST", "/lenke/hemmelig"
    refused = line_of("django.security.csrf", "Forbidden (%s): %s", "Origin", request.path, request=request)
    assert (refused["event"], refused["kind"], refused["reason"]) == ("suspicious", "csrf", "Origin")
    assert "hemmelig" not in json.dumps(refused)
    fault = (None, OSError(), None)
    strange = line_of("django.security.DisallowedHost", "Invalid host", request=request, exc_info=fault)
    assert (strange["event"], strange["kind"]) == ("suspicious", "DisallowedHost")
    assert "page" not in strange


def test_refusals_are_told_by_key_and_name_of_page_and_a_page_that_is_seen_is_not(
    cast: Any, signed_in: Any, told: Any
) -> None:
    per, kari = signed_in(Client(), cast.per), signed_in(Client(), cast.kari)
    told()
    address = reverse("administration:unit", args=["nett"])
    assert per.get(address, {"q": SECRET}).status_code == 404
    assert kari.get(address).status_code == 200
    assert kari.delete(address).status_code == 405
    assert Client().get("/api/v1/me", headers={"Authorization": f"Bearer {SECRET}"}).status_code == 401
    hidden, method, nobody = told()
    assert hidden["event"] == "refused"
    assert (hidden["status"], hidden["person"], hidden["page"]) == (404, cast.per.key, "administration:unit")
    assert (method["status"], method["method"]) == (405, "DELETE")
    assert nobody["status"] == 401
    assert SECRET not in json.dumps([hidden, method, nobody])
    assert "@" not in json.dumps([hidden, method, nobody])
