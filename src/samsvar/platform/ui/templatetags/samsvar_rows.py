"""Tags for what comes by the dozen on a page, which every template has without loading them.

Each gives the markup of the component or the form field of the same name, without a context of its own for every row.
"""

from collections.abc import Iterable
from datetime import date
from functools import lru_cache
from html import escape
from typing import Any

from django import template
from django.forms.boundfield import BoundField, BoundWidget
from django.utils.safestring import SafeString
from django.utils.text import capfirst

from samsvar.platform.ui.templatetags.samsvar_ui import day, deadline

register = template.Library()
_CHOSEN = " selected"
_LATE = ' class="s-late"'


@register.simple_tag
def options(choices: Iterable[tuple[Any, Any]], chosen: Any = "") -> SafeString:
    """The options of a list, as pairs of value and words."""
    return _options(tuple((str(code), str(said)) for code, said in choices), str(chosen))


@lru_cache(maxsize=64)
def _options(choices: tuple[tuple[str, str], ...], wanted: str) -> SafeString:
    return SafeString(
        "".join(
            f'<option value="{escape(code)}"{_CHOSEN if code == wanted else ""}>{escape(said)}</option>'
            for code, said in choices
        )
    )


@register.simple_tag
def pick_box(pick: BoundWidget) -> SafeString:
    """One radio button or check box of a field, as the form's own template writes it."""
    widget: dict[str, Any] = pick.data
    found = [f'<input type="{widget["type"]}" name="{escape(widget["name"])}"']
    if widget["value"] is not None:
        found.append(f' value="{escape(str(widget["value"]))}"')
    for name, value in widget["attrs"].items():
        if value is not False:
            found.append(f" {name}" if value is True else f' {name}="{escape(str(value))}"')
    return SafeString("".join(found) + ">")


@register.simple_tag
def picks(field: BoundField) -> SafeString:
    """The choices of a filter, one a line: a bound field with radio buttons or check boxes."""
    return SafeString(
        "".join(
            f'<div class="s-pick">{pick_box(pick)}<label for="{escape(pick.id_for_label)}">'
            f"{escape(capfirst(str(pick.choice_label)))}</label></div>"
            for pick in field
        )
    )


@register.simple_tag
def task(on: date, today: date, words: str, href: str = "", whose: str = "", reason: str = "") -> SafeString:
    """A dated line in a rule list, as the component `task`."""
    late = on < today
    what = f'<a href="{escape(href)}">{escape(words)}</a>' if href else escape(words)
    why = f"{deadline(on, today)}{'. ' if reason else ''}" if late else ""
    return SafeString(
        f'<li class="s-task"><time datetime="{on:%Y-%m-%d}"{_LATE if late else ""}>{escape(day(on, "near"))}</time>'
        f'<span>{what}</span><span class="s-whose">{escape(whose)}</span>'
        f'<span class="s-reason">{why}{escape(reason)}</span></li>'
    )
