"""Tags for the frame round every page, which every template has without loading them.

The menu and the list of units are a third of what a page must fill in, so they are written here and not in a template,
and what the frame looks like is kept from page to page (`kept`).
"""

import secrets
from collections.abc import Iterable
from html import escape
from typing import Any

from django import template
from django.conf import settings
from django.template.base import FilterExpression, Node, NodeList, Parser, Token
from django.template.context import Context
from django.utils.safestring import SafeString
from django.utils.translation import get_language

from samsvar.core.documents.numbers import format_number
from samsvar.platform.ui.icons import icon
from samsvar.platform.ui.language import current_language

register = template.Library()
_HERE = ' aria-current="page"'
_CHOSEN = ' aria-current="true"'


def _count(number: int | None) -> str:
    return f'<span class="s-count">{format_number(number, current_language(), 0)}</span>' if number else ""


def _go(letter: str) -> str:
    """The letter that follows `g` on the keyboard."""
    return f' data-go="{letter}"' if letter else ""


def _page(page: Any, carried: str) -> str:
    link = f'<a href="{escape(page.href)}{carried}"{_HERE if page.here else ""}{_go(page.entry.letter)}>'
    return f"<li>{link}{escape(str(page.entry.label))}{_count(page.count)}</a></li>"


@register.simple_tag
def menu_lines(lines: Iterable[Any], carried: str) -> SafeString:
    """The lines of the menu (`front.home.menu.Line`); the one that is open has its pages beneath."""
    carried = escape(carried)
    found = []
    for line in lines:
        link = f'<a href="{escape(line.href)}{carried}"{_HERE if line.here else ""}{_go(line.entry.letter)}>'
        name = f'{icon(line.entry.icon)}<span class="s-name">{escape(str(line.entry.label))}</span>'
        inside = "".join(_page(page, carried) for page in line.pages) if line.open else ""
        beneath = f"\n<ul>{inside}</ul>" if inside else "\n"
        opened = ' class="s-open"' if line.open else ""
        found.append(f"<li{opened}>{link}{name}{_count(line.count)}</a>{beneath}</li>\n")
    return SafeString("".join(found))


@register.simple_tag
def unit_lines(lines: Iterable[Any], flat: bool = False) -> SafeString:
    """The units to choose among (`front.home.frame.UnitLine`), each a button; `flat` without their depth."""
    language = current_language()
    return SafeString(
        "".join(
            f'<li><button type="submit" name="unit" value="{escape(unit.key)}" class="s-depth-{0 if flat else depth}"'
            f"{_CHOSEN if here else ''}>{escape(unit.name(language))}"
            f" <small>{escape(role)}</small></button></li>\n"
            for unit, depth, role, here in lines
        )
    )


class _Again(Node):
    """What stands twice on a page is filled in once."""

    child_nodelists = ("nodelist",)

    def __init__(self, name: str, nodelist: NodeList) -> None:
        self.name = name
        self.nodelist = nodelist

    def render(self, context: Context) -> SafeString:
        everywhere: dict[Any, Any] = context.render_context.dicts[0]
        kept: dict[str, SafeString] = everywhere.setdefault(_Again, {})
        if self.name not in kept:
            kept[self.name] = self.nodelist.render(context)
        return kept[self.name]


@register.tag
def same(parser: Parser, token: Token) -> _Again:
    """`{% same "menu" %}…{% endsame %}`: what stands twice on the page under one name, filled in the first time.

    Only for what is alike wherever it stands: nothing inside may change between the two places.
    """
    name = token.split_contents()[1].strip("\"'")
    nodelist = parser.parse(("endsame",))
    parser.delete_first_token()
    return _Again(name, nodelist)


#: What stands in a kept part in place of what is the request's own: in no text, since nobody can guess it.
_TOKEN, _PATH, _ADDRESS = (secrets.token_hex(16) for _ in range(3))
#: Kept parts, the oldest first, and how many characters they may hold together.
_kept: dict[Any, str] = {}
_MOST_KEPT = 4_000_000


class _AnyRequest:
    """Stands in for the request while a kept part is filled in."""

    path = _PATH

    def get_full_path(self) -> str:
        return _ADDRESS


def _keep(key: Any, found: str) -> None:
    held = sum(map(len, tuple(_kept.values())))
    while held + len(found) > _MOST_KEPT and (oldest := next(iter(tuple(_kept)), None)) is not None:
        held -= len(_kept.pop(oldest, ""))
    _kept[key] = found


class _Kept(Node):
    """A part that is alike from page to page."""

    child_nodelists = ("nodelist",)

    def __init__(self, name: str, look: FilterExpression, nodelist: NodeList) -> None:
        self.name = name
        self.look = look
        self.nodelist = nodelist

    def render(self, context: Context) -> SafeString:
        look, request, token = self.look.resolve(context), context.get("request"), context.get("csrf_token")
        if not look or request is None or not token:
            return self.nodelist.render(context)
        key = (self.name, get_language(), settings.ROOT_URLCONF, look)
        found = _kept.get(key)
        if found is None:
            with context.push(request=_AnyRequest(), csrf_token=_TOKEN):
                found = str(self.nodelist.render(context))
            _keep(key, found)
        found = found.replace(_TOKEN, escape(str(token)))
        return SafeString(found.replace(_ADDRESS, escape(request.get_full_path())).replace(_PATH, escape(request.path)))


@register.tag
def kept(parser: Parser, token: Token) -> _Kept:
    """`{% kept "units" frame.units_look %}…{% endkept %}`: a part that is the same whenever `look` and language are.

    `look` holds every value that stands in the part (one that can be hashed; empty: filled in each time). Only the form
    token, `request.path` and `request.get_full_path` are the request's own, and nothing else of the request is there.
    """
    _tag, name, look = token.split_contents()
    nodelist = parser.parse(("endkept",))
    parser.delete_first_token()
    return _Kept(name.strip("\"'"), parser.compile_filter(look), nodelist)
