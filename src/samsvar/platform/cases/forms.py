"""What those who handle cases write."""

from typing import Any

from samsvar.platform.forms.fields import Text
from samsvar.platform.forms.pages import Words
from samsvar.platform.forms.versioned import Versioned


class TextForm(Versioned):
    """One text. `longest` is in characters."""

    def __init__(self, label: Words, *arguments: Any, longest: int, help_text: Words = "", **more: Any) -> None:
        super().__init__(*arguments, **more)
        self.fields["text"] = Text(lines=8, max_length=longest, label=label, help_text=help_text)
