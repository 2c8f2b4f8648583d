"""The outbox's own settings in its tests."""

from collections.abc import Iterator
from typing import Any

import pytest

from tests.platform.delivery.post_office import PostOffice, post_office
from tests.platform.delivery.queueing import SAYS


@pytest.fixture(autouse=True)
def _composer() -> Iterator[None]:
    yield
    SAYS.clear()


@pytest.fixture(autouse=True)
def _mail(settings: Any) -> None:
    settings.SMTP_URL, settings.SMTP_PASSWORD_FILE = "", ""
    settings.MAIL_FROM = "Samsvar <samsvar@example.org>"
    settings.BASE_URL = "https://samsvar.example.org"


@pytest.fixture
def office(settings: Any) -> Iterator[PostOffice]:
    """A mail server that takes everything, and the settings that lead to it."""
    with post_office() as office:
        settings.SMTP_URL = f"smtp://127.0.0.1:{office.port}"
        yield office
