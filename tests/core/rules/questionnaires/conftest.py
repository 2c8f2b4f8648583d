import pytest

from samsvar.core.rules.questionnaires import Template, template_from_plain
from tests.core.rules.questionnaires.self_report import PLAIN


@pytest.fixture
def template() -> Template:
    return template_from_plain(PLAIN)
