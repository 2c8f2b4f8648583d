"""What a form says of a text that a spreadsheet would run."""

import pytest
from django import forms
from django.utils import translation

from samsvar.core.readers.values.text import name_parser
from samsvar.platform.forms.fields import parsed


@pytest.mark.parametrize("text", ["=1+1", "+SUM(1)", "-SUM(1)", "@SUM(1)"])
def test_of_a_field_nobody_speaks_of_a_cell(text: str) -> None:
    with (
        translation.override("nb"),
        pytest.raises(forms.ValidationError, match="Teksten begynner som en formel") as told,
    ):
        parsed(name_parser(100), text)
    assert "celle" not in str(told.value).lower()
