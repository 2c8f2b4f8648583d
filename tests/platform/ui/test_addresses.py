"""A page has one address, whoever asks for it."""

import pytest
from django.urls import get_resolver

from samsvar.config.pages import PAGES
from samsvar.platform.ui.addresses import page_address

ASKED = [
    ("due_diligence:contracts", (), {"unit": "nøkkel", "level": [3, 4]}),
    ("due_diligence:risk_area", ("nøkkel",), {}),
    ("administration:posts", (), {"unit": "a"}),
    ("public:statement", ("912345674", 2024), {}),
    ("suppliers:suppliers", (), {}),
    ("due_diligence:nowhere", (), {}),
    ("nowhere:nowhere", (), {}),
]


@pytest.mark.parametrize(("name", "arguments", "query"), ASKED)
def test_a_command_prints_the_address_that_the_pages_have(settings, name, arguments, query) -> None:
    on_pages = page_address(name, *arguments, **query)
    settings.PROCESS = "command"
    assert page_address(name, *arguments, **query) == on_pages


def test_every_app_with_a_name_is_found_by_it() -> None:
    named = {name for name in get_resolver("samsvar.config.page_urls").app_dict if "." not in name}
    assert named == set(PAGES) - {"account"}
