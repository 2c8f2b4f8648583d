"""Finds the texts of a Django template: translate, blocktranslate, and `_("…")` in tags, variables and attributes."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from django.template.base import Lexer, Token, TokenType
from django.utils.text import smart_split
from django.utils.translation import trim_whitespace

MARKED = re.compile(r"""(?<![\w.])_\(\s*(?P<quote>["'])(?P<text>(?:\\.|(?!(?P=quote)).)*)(?P=quote)\s*\)""", re.DOTALL)
ATTRIBUTE = re.compile(r"""\s:[\w.:-]+=(?P<quote>["'])(?P<value>.*?)(?P=quote)""", re.DOTALL)
ONE = ("trans", "translate")
BLOCK = ("blocktrans", "blocktranslate")


@dataclass(frozen=True)
class Text:
    """A text for translators: message, plural form (empty without), context (empty without)."""

    message: str
    plural: str = ""
    context: str = ""


def texts(source: str) -> Iterator[Text]:
    """Every text of the template, in order. Raises ValueError for a blocktranslate that is not closed."""
    tokens = iter(Lexer(source).tokenize())
    for token in tokens:
        words = list(smart_split(token.contents)) if token.token_type == TokenType.BLOCK else []
        if words[:1] == ["comment"]:
            _skip_to(tokens, "endcomment")
        elif words and words[0] in ONE:
            yield from _one(words)
        elif words and words[0] in BLOCK:
            yield _block(words, tokens)
        if token.token_type in (TokenType.BLOCK, TokenType.VAR):
            yield from _marked(token.contents)
        elif token.token_type == TokenType.TEXT:
            for found in ATTRIBUTE.finditer(token.contents):
                yield from _marked(found["value"])


def _skip_to(tokens: Iterator[Token], name: str) -> None:
    for token in tokens:
        if token.token_type == TokenType.BLOCK and token.contents.split()[:1] == [name]:
            return


def _unquoted(word: str) -> str | None:
    if len(word) >= 2 and word[0] == word[-1] and word[0] in "\"'":
        return word[1:-1].replace(f"\\{word[0]}", word[0])
    return None


def _context(words: list[str]) -> str:
    if "context" not in words:
        return ""
    return _unquoted(words[words.index("context") + 1]) or ""


def _one(words: list[str]) -> Iterator[Text]:
    message = _unquoted(words[1]) if len(words) > 1 else None
    if message is not None:
        # Django doubles percent signs of template texts before it looks them up.
        yield Text(message.replace("%", "%%"), context=_context(words))


def _block(words: list[str], tokens: Iterator[Token]) -> Text:
    parts, current = [[]], 0  # type: ignore[var-annotated]
    for token in tokens:
        name = token.contents.split()[:1] if token.token_type == TokenType.BLOCK else []
        if name and name[0].startswith("endblocktrans"):
            break
        if name == ["plural"]:
            parts.append([])
            current += 1
        elif token.token_type == TokenType.VAR:
            parts[current].append(f"%({token.contents})s")
        elif token.token_type == TokenType.TEXT:
            parts[current].append(token.contents.replace("%", "%%"))
    else:
        raise ValueError("blocktranslate is not closed")
    joined = ["".join(part) for part in parts]
    if "trimmed" in words:
        joined = [trim_whitespace(text) for text in joined]
    return Text(joined[0], joined[1] if len(joined) > 1 else "", _context(words))


def _marked(contents: str) -> Iterator[Text]:
    for found in MARKED.finditer(contents):
        yield Text(found["text"].replace(f"\\{found['quote']}", found["quote"]).replace("%", "%%"))
