"""Templates that are filled in faster than Django fills them, to the same bytes.

Django looks up `a.b.c` by trying an item, an attribute and a place in a list, each with an exception when it fails,
and passes every value through the formats of the locale. Nearly all values here are texts and attributes of plain
objects. The classes below take the short way for those and leave the rest to Django
(docs/decisions/0016-quick-templates.md).
"""

from html import escape
from typing import Any

from django.template.base import (
    DebugLexer,
    FilterExpression,
    Lexer,
    Node,
    NodeList,
    Parser,
    Template,
    Token,
    Variable,
    VariableDoesNotExist,
    VariableNode,
    render_value_in_context,
)
from django.template.context import BaseContext, Context
from django.template.exceptions import TemplateDoesNotExist
from django.template.loaders import base, cached
from django.utils.safestring import SafeString

_ABSENT = object()


class QuickVariable(Variable):
    """A variable with at least one name to look up."""

    __slots__ = ()
    lookups: tuple[str, ...]

    def _resolve_lookup(self, context: Any) -> Any:
        found = self._found(context)
        return super()._resolve_lookup(context) if found is _ABSENT else found  # type: ignore[misc]  # Django's own way, unnamed in its stubs

    def _found(self, context: Any) -> Any:
        """What the plain way leads to; absent where Django must look."""
        if not isinstance(context, BaseContext):
            return _ABSENT
        name, *others = self.lookups
        dicts: list[dict[Any, Any]] = context.dicts  # type: ignore[attr-defined]  # not in the stubs
        for names in reversed(dicts):
            if name in names:
                current = names[name]
                break
        else:
            if hasattr(context, name):
                return _ABSENT
            raise VariableDoesNotExist("Failed lookup for key [%s] in %r", (name, context))
        for name in others:
            if callable(current):
                return _ABSENT
            kind = type(current)
            if kind is dict:
                current = current.get(name, _ABSENT)
            elif hasattr(kind, "__getitem__"):
                return _ABSENT
            else:
                current = getattr(current, name, _ABSENT)
            if current is _ABSENT:
                return _ABSENT
        return _ABSENT if callable(current) else current


class QuickExpression(FilterExpression):
    """A value with its filters."""

    __slots__ = ()

    def __init__(self, token: str, parser: Parser) -> None:
        super().__init__(token, parser)
        self.var = _quick(self.var)
        self.filters = [
            (function, [(looked_up, _quick(value)) for looked_up, value in arguments])
            for function, arguments in self.filters
        ]


def _quick(value: Any) -> Any:
    """The same variable, looked up the short way; what is not a name to look up stays as it is."""
    if type(value) is not Variable or value.lookups is None or value.translate:
        return value
    return QuickVariable(value.var)


class QuickVariableNode(VariableNode):
    """`{{ value }}`: a text needs neither time zone nor format of numbers."""

    def render(self, context: Context) -> SafeString:
        value: Any = self.filter_expression.resolve(context)
        kind = type(value)
        if kind is SafeString:
            return value  # type: ignore[no-any-return]  # just seen to be a SafeString
        if kind is str and context.autoescape:
            return SafeString(escape(value))
        return render_value_in_context(value, context)  # type: ignore[return-value]  # safe, though typed as text


class QuickParser(Parser):
    """Makes the quick nodes in place of Django's."""

    def compile_filter(self, token: str) -> FilterExpression:
        return QuickExpression(token, self)

    def extend_nodelist(self, nodelist: NodeList, node: Node, token: Token) -> None:
        if type(node) is VariableNode:
            node = QuickVariableNode(node.filter_expression)
        if hasattr(node, "active_library"):
            node.active_library = None  # a component's copy of all tags and filters, needed only while it is parsed
        super().extend_nodelist(nodelist, node, token)


class QuickTemplate(Template):
    """A template of quick nodes."""

    def compile_nodelist(self) -> NodeList:
        lexer = (DebugLexer if self.engine.debug else Lexer)(self.source)
        engine = self.engine
        parser = QuickParser(lexer.tokenize(), engine.template_libraries, engine.template_builtins, self.origin)
        nodelist = parser.parse()
        self.extra_data = parser.extra_data
        self.source = ""  # kept by nobody: errors name the template and the line
        return nodelist


class _Compiling(base.Loader):
    """Django's way to find a template, with another class for what is found."""

    def get_template(self, template_name: str, skip: Any = None) -> Template:
        tried = []
        for origin in self.get_template_sources(template_name):
            if skip is not None and origin in skip:
                tried.append((origin, "Skipped to avoid recursion"))
                continue
            try:
                contents = self.get_contents(origin)  # type: ignore[attr-defined]  # `cached.Loader` has it
            except TemplateDoesNotExist:
                tried.append((origin, "Source does not exist"))
                continue
            return QuickTemplate(contents, origin, template_name, self.engine)
        raise TemplateDoesNotExist(template_name, tried=tried)


class Loader(cached.Loader, _Compiling):
    """Each template is found and read once."""
