"""The small markup that people write in a report's own text: paragraphs, lists, bold, links and figures.

CommonMark cut down to that. What is not among it (headings, code, quotations, images, HTML) stays as plain characters.
``{{figure:contracts_level_4}}`` stands for a figure counted from the records.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from markdown_it import MarkdownIt
from markdown_it.token import Token

from samsvar.core.documents.literal import literal
from samsvar.core.documents.model import (
    Block,
    Blocks,
    BulletList,
    FigureRef,
    Inline,
    Inlines,
    Link,
    NumberedList,
    Paragraph,
    Strong,
    Text,
    is_outside_address,
)

LONGEST_TEXT = 200_000
DEEPEST_NESTING = 12

_PLACEHOLDER = re.compile(r"\{\{\s*figure:([A-Za-z0-9_.-]{1,100})\s*\}\}")
_LEFT_OUT = ["code", "fence", "blockquote", "hr", "reference", "html_block", "heading", "lheading"]
_LEFT_OUT_INLINE = ["backticks", "image", "html_inline", "entity"]


class MarkupTooLong(ValueError):
    """The text is longer than :data:`LONGEST_TEXT` characters."""


@dataclass(frozen=True, slots=True)
class MarkupResult:
    """Blocks, the ids of figures used, and of those that nobody counts (left in the text as written)."""

    blocks: Blocks
    used_figures: tuple[str, ...] = ()
    unknown_figures: tuple[str, ...] = ()


@dataclass(slots=True)
class _Reading:
    figures: Mapping[str, FigureRef]
    used: dict[str, None] = field(default_factory=dict)
    unknown: dict[str, None] = field(default_factory=dict)


def read_markup(text: str, figures: Mapping[str, FigureRef] | None = None) -> MarkupResult:
    """Return ``text`` as blocks, with placeholders replaced by ``figures``. Raises :class:`MarkupTooLong`."""
    if len(text) > LONGEST_TEXT:
        raise MarkupTooLong(len(text))
    reading = _Reading(figures or {})
    tokens = _parser().parse(literal(text))
    blocks, _ = _blocks(tokens, 0, reading)
    return MarkupResult(blocks, tuple(reading.used), tuple(reading.unknown))


def figures_named(text: str) -> tuple[str, ...]:
    """Return the ids of the figures that a text asks for, in order, each once."""
    return tuple(dict.fromkeys(_PLACEHOLDER.findall(text)))


def _parser() -> MarkdownIt:
    parser = MarkdownIt("commonmark", {"html": False, "maxNesting": DEEPEST_NESTING})
    parser.disable(_LEFT_OUT + _LEFT_OUT_INLINE)
    # An address that may not be followed leaves the brackets as they were written.
    parser.validateLink = is_outside_address  # type: ignore[method-assign, assignment]  # how the parser is told
    return parser


def _blocks(tokens: Sequence[Token], at: int, reading: _Reading) -> tuple[Blocks, int]:
    """Read blocks from ``tokens[at]`` to the end or the close of what they stand in; return where that was."""
    found: list[Block] = []
    while at < len(tokens) and tokens[at].nesting >= 0:
        token = tokens[at]
        if token.type == "inline":
            inlines = _Inlines(token.children or [], reading).read()
            if inlines:
                found.append(Paragraph(inlines))
            at += 1
        elif token.type in ("bullet_list_open", "ordered_list_open"):
            items, at = _items(tokens, at + 1, reading)
            start = int(token.attrGet("start") or 1) if token.type == "ordered_list_open" else None
            found.append(BulletList(items) if start is None else NumberedList(items, start))
        else:
            inner, at = _blocks(tokens, at + 1, reading)
            found.extend(inner)
            at += 1
    return tuple(found), at


def _items(tokens: Sequence[Token], at: int, reading: _Reading) -> tuple[tuple[Blocks, ...], int]:
    items: list[Blocks] = []
    while tokens[at].type == "list_item_open":
        item, at = _blocks(tokens, at + 1, reading)
        items.append(item)
        at += 1
    return tuple(items), at + 1


class _Inlines:
    """Reads the inline tokens of one paragraph."""

    def __init__(self, tokens: Sequence[Token], reading: _Reading) -> None:
        self.tokens = tokens
        self.reading = reading
        self.at = 0

    def read(self, until: str = "") -> Inlines:
        found: list[Inline] = []
        words = ""
        while self.at < len(self.tokens):
            token = self.tokens[self.at]
            self.at += 1
            if token.type == until:
                break
            if token.type in ("strong_open", "link_open"):
                found.extend(self._plain(words))
                words = ""
                found.append(self._strong() if token.type == "strong_open" else self._link(token))
            else:
                words += _written(token)
        return tuple(found) + self._plain(words)

    def _strong(self) -> Inline:
        return Strong(self.read("strong_close"))

    def _link(self, token: Token) -> Inline:
        words = ""
        while self.tokens[self.at].type != "link_close":
            words += _written(self.tokens[self.at])
            self.at += 1
        self.at += 1
        address = str(token.attrGet("href") or "")
        return Link(words or address, address) if is_outside_address(address) else Text(words)

    def _plain(self, words: str) -> Inlines:
        found: list[Inline] = []
        end = 0
        for placeholder in _PLACEHOLDER.finditer(words):
            figure = self.reading.figures.get(placeholder[1])
            if figure is None:
                self.reading.unknown[placeholder[1]] = None
                continue
            self.reading.used[placeholder[1]] = None
            if placeholder.start() > end:
                found.append(Text(words[end : placeholder.start()]))
            found.append(figure)
            end = placeholder.end()
        if words[end:]:
            found.append(Text(words[end:]))
        return tuple(found)


def _written(token: Token) -> str:
    if token.type == "softbreak":
        return " "
    if token.type in ("em_open", "em_close"):
        return token.markup
    return "\n" if token.type == "hardbreak" else token.content
