"""Django's own `translate`, `url` and `static`, which give the same each time and are therefore kept once found.

What is kept hangs on nothing but the words of the template, the language and the address's name.
"""

from functools import lru_cache
from typing import Any

from django import template
from django.template.base import FilterExpression, Node, Parser, Token, Variable
from django.template.context import Context
from django.template.defaulttags import URLNode
from django.template.defaulttags import url as parse_url
from django.templatetags.i18n import TranslateNode, do_translate
from django.templatetags.static import StaticNode
from django.urls import NoReverseMatch, get_script_prefix, get_urlconf, reverse
from django.utils.safestring import SafeString
from django.utils.translation import get_language

register = template.Library()
#: A key stands here in an address that is kept to put other keys in.
_PLACE = "0000000000000000"


class _KeptTranslation(TranslateNode):
    """A fixed text, by language."""

    def __init__(self, node: TranslateNode) -> None:
        self.__dict__.update(node.__dict__)
        self.kept: dict[str | None, Any] = {}

    def render(self, context: Context) -> SafeString:
        language = get_language()
        if language not in self.kept:
            found = super().render(context)
            self.kept[language] = context[self.asvar] if self.asvar else found
        if self.asvar:
            context[self.asvar] = self.kept[language]
            return SafeString("")
        return self.kept[language]  # type: ignore[no-any-return]


def _is_fixed(expression: FilterExpression | None) -> bool:
    """Whether nothing in it is looked up in the page's names."""
    if expression is None:
        return True
    value = expression.var
    return not expression.filters and not (isinstance(value, Variable) and value.lookups is not None)


@register.tag("translate")
def translate(parser: Parser, token: Token) -> Node:
    """Django's `translate`."""
    node = do_translate(parser, token)
    fixed = _is_fixed(node.filter_expression) and _is_fixed(node.message_context)
    return _KeptTranslation(node) if fixed else node


@lru_cache(maxsize=1024)
def _around_key(name: str, _urlconf: str | None, _prefix: str) -> tuple[str, str] | None:
    """What stands before and after the key in an address with one; None where it takes no key."""
    try:
        before, place, after = reverse(name, args=[_PLACE]).partition(_PLACE)
    except NoReverseMatch:
        return None
    return (before, after) if place else None


@lru_cache(maxsize=1024)
def _address(name: str, _urlconf: str | None, _prefix: str) -> str | None:
    try:
        return reverse(name)
    except NoReverseMatch:
        return None


class _KeptAddress(URLNode):
    """An address with at most one key: the pattern is looked through once."""

    def render(self, context: Context) -> SafeString:
        found = self._found(context)
        if found is None:
            return super().render(context)  # type: ignore[return-value]
        if self.asvar:
            context[self.asvar] = found
            return SafeString("")
        return SafeString(found)

    def _found(self, context: Context) -> str | None:
        """The address; None where Django must look: an address of the page's own namespace, or none."""
        name = self.view_name.resolve(context)
        where = (get_urlconf(), get_script_prefix())
        if not self.args:
            return _address(name, *where)
        key = self.args[0].resolve(context)
        if not (isinstance(key, str) and len(key) == len(_PLACE) and key.isascii() and key.isalnum() and key.islower()):
            return None
        around = _around_key(name, *where)
        return f"{around[0]}{key}{around[1]}" if around else None


@register.tag
def url(parser: Parser, token: Token) -> Node:
    """Django's `url`."""
    node = parse_url(parser, token)
    plain = not node.kwargs and len(node.args) <= 1
    return _KeptAddress(node.view_name, node.args, node.kwargs, node.asvar) if plain else node


class _KeptStatic(StaticNode):
    """The address of a file, of which there is one."""

    kept = ""

    def render(self, context: Context) -> SafeString:
        if self.varname is not None:
            return super().render(context)  # type: ignore[return-value]
        self.kept = self.kept or super().render(context)
        return SafeString(self.kept)


@register.tag
def static(parser: Parser, token: Token) -> Node:
    """Django's `static`."""
    node = StaticNode.handle_token(parser, token)
    return _KeptStatic(node.varname, node.path) if _is_fixed(node.path) else node
