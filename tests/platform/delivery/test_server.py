"""Which server, by its address; and that TLS is never left out where it was asked for."""

from pathlib import Path
from typing import Any

import pytest

from samsvar.config.mail import DjangoMail, django_mail
from samsvar.platform.delivery.models import OutgoingMessage
from samsvar.platform.delivery.sending import send_due
from samsvar.platform.delivery.server import BadServer, Server, sender_of, server_of
from tests.cast import NOW
from tests.platform.delivery.post_office import certificate, post_office
from tests.platform.delivery.queueing import queue

SMTP = "django.core.mail.backends.smtp.EmailBackend"


@pytest.mark.parametrize(
    "url, server",
    [
        ("smtp://mail", Server("smtp", "mail", 25)),
        ("smtp://localhost:2525", Server("smtp", "localhost", 2525)),
        ("smtp://u:p@localhost", Server("smtp", "localhost", 25, "u", "p")),
        ("smtp+starttls://u%40x:p%2Fq@mail", Server("smtp+starttls", "mail", 587, "u@x", "p/q")),
        ("smtps://mail?ca=/etc/ca.pem", Server("smtps", "mail", 465, authority="/etc/ca.pem")),
    ],
)
def test_an_address_names_the_server(url: str, server: Server) -> None:
    assert server_of(url) == server
    assert "p/q" not in repr(server_of(url))


@pytest.mark.parametrize(
    "url",
    ["mail", "http://mail", "smtp://", "smtp://mail:port", "smtp://mail/x", "smtps://mail?cert=no", "smtps://m?ca"],
)
def test_what_names_none(url: str) -> None:
    with pytest.raises(BadServer) as refused:
        server_of(url)
    assert refused.value.code == "bad_address"


def test_the_password_may_stand_in_a_file_of_its_own(tmp_path: Path) -> None:
    (tmp_path / "word").write_text("he%2Fmmelig\n", encoding="utf-8")
    assert server_of("smtps://u@mail", str(tmp_path / "word")).password == "he%2Fmmelig"
    with pytest.raises(BadServer):
        server_of("smtps://u@mail", str(tmp_path / "none"))


def test_a_sender_has_one_address() -> None:
    assert sender_of("Samsvar <post@example.org>") == ("Samsvar", "post@example.org")
    assert sender_of("post@example.org") == ("", "post@example.org")


@pytest.mark.parametrize(
    "url, mail",
    [
        ("", DjangoMail()),
        ("nowhere", DjangoMail()),
        ("smtps://u:p@mail", DjangoMail(SMTP, "mail", 465, "u", "p", use_ssl=True)),
        ("smtp+starttls://mail", DjangoMail(SMTP, "mail", 587, use_tls=True)),
    ],
)
def test_django_itself_uses_the_same_server(url: str, mail: DjangoMail) -> None:
    assert django_mail(url, "") == mail


@pytest.fixture
def tls(tmp_path: Path) -> tuple[Any, str]:
    context, authority = certificate(tmp_path)
    return context, f"?ca={authority}"


def outcome_of(settings: Any, url: str) -> tuple[str, dict[str, int]]:
    settings.SMTP_URL = url
    queue(occasion=url)
    outcome = send_due(at=NOW)
    OutgoingMessage.objects.all().delete()
    return outcome.stopped, dict(+outcome.counts)


SENT: tuple[str, dict[str, int]] = ("", {"sent": 1})


@pytest.mark.django_db
@pytest.mark.filterwarnings("ignore:Requiring AUTH")  # the server does not know that it stands behind TLS
def test_tls_from_the_first_byte(settings: Any, tls: Any, capsys: pytest.CaptureFixture[str]) -> None:
    context, authority = tls
    with post_office(tls=context, login=("samsvar", "ordet")) as office:
        good = f"smtps://samsvar:ordet@localhost:{office.port}"
        assert outcome_of(settings, good + authority) == SENT
        assert outcome_of(settings, good) == ("tls_failed", {"later": 1})
        assert '"event": "mail_server_failed", "code": "tls_failed"' in capsys.readouterr().err
        assert outcome_of(settings, good.replace("ordet", "feil") + authority) == ("login_refused", {"later": 1})
        assert len(office.taken) == 1


@pytest.mark.django_db
def test_a_connection_that_begins_plain_turns_to_tls_before_anything_is_said(settings: Any, tls: Any) -> None:
    context, authority = tls
    with post_office(starttls=context, login=("samsvar", "ordet")) as office:
        good = f"smtp+starttls://samsvar:ordet@localhost:{office.port}"
        assert outcome_of(settings, good + authority) == SENT
        assert outcome_of(settings, good) == ("tls_failed", {"later": 1})
        assert all(session.ssl for session in office.sessions)
        assert len(office.taken) == 1


@pytest.mark.django_db
def test_a_server_without_tls_gets_nothing_where_tls_was_asked_for(settings: Any) -> None:
    with post_office() as office:
        assert outcome_of(settings, f"smtp+starttls://localhost:{office.port}") == ("tls_failed", {"later": 1})
        assert outcome_of(settings, f"smtp://u:p@localhost:{office.port}") == ("login_refused", {"later": 1})
        assert office.taken == []
        assert office.sessions == []
