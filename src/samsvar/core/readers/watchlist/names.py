"""The names in one cell of the list under the Uyghur Forced Labor Prevention Act.

The publisher writes several into one: `X Co., Ltd. (including one alias: Y; and formerly known as Z) and subsidiaries`.
"""

import re
from dataclasses import dataclass

_SUBSIDIARIES = re.compile(
    r",?\s+(?:and|including)\s+(?:all\s+|any\s+)?(?:of\s+)?(?:its|their)?\s*(?:\w+[\s-]+){0,3}?"
    r"(?:subsidiar(?:y|ies)|affiliates?|affiliated entities|subordinate\b.*?)(?P<rest>.*)$",
    re.IGNORECASE,
)
_NAMED = re.compile(
    r"^[\s,]*(?:(?:and|or)\s+(?:affiliat\w+|subordinat\w+)(?:\s+entities)?)?[\s,]*(?:which\s+)?includ\w+:?\s*", re.I
)
_ALIAS = (
    r"(?:also\s+)?(?:formerly|previously)(?:\s+known\s+as)?|(?:also\s+)?known\s+as"
    r"|a\.?\s?k\.?\s?a\.?|f\.?\s?k\.?\s?a\.?"
)
_BEGINS = re.compile(rf"^(?:includ\w+\s+)?(?:(?:\w+\s+)?alias(?:es)?|{_ALIAS})\s*:?\s*", re.IGNORECASE)
_BETWEEN = re.compile(rf"\s*;\s*(?:and\s+)?|\s*,?\s+and\s+(?={_ALIAS})|\s*,\s*(?={_ALIAS})", re.IGNORECASE)
_BRACKETS = re.compile(r"\s*\(([^()]*(?:\([^()]*\)[^()]*)*)\)")
_ACRONYM = re.compile(r"[A-Z0-9]{2,8}")
_PLAIN_ALIAS = re.compile(rf"\s*,?\s+(?=(?:{_ALIAS})\b)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Names:
    """A main name, its aliases (also earlier names, and subsidiaries the list names), and whether others are meant."""

    name: str
    aliases: tuple[str, ...]
    weak: tuple[str, ...]
    with_subsidiaries: bool


def listed_names(text: str) -> Names:
    """The names in a cell. What stands in brackets and is no alias belongs to the name: `Silicon (Shanshan) Co.`"""
    aliases: list[str] = []
    weak: list[str] = []

    def taken(bracket: re.Match[str]) -> str:
        inside = bracket.group(1).strip()
        if _BEGINS.match(inside):
            aliases.extend(_parted(inside))
            return ""
        if _ACRONYM.fullmatch(inside):
            weak.append(inside)
            return ""
        return bracket.group(0)

    name = " ".join(_BRACKETS.sub(taken, text).split())
    found = _SUBSIDIARIES.search(name)
    if found:
        aliases.extend(_parted(_NAMED.sub("", found.group("rest"))) if _NAMED.match(found.group("rest")) else [])
        name = name[: found.start()]
    first, *others = _PLAIN_ALIAS.split(name, maxsplit=1)
    for other in others:
        aliases.extend(_parted(other))
    return Names(first.strip(" ,;"), tuple(dict.fromkeys(aliases)), tuple(weak), found is not None)


def _parted(text: str) -> list[str]:
    parts = (
        _BEGINS.sub("", part).strip(" ,;.:") if _BEGINS.match(part) else part.strip(" ,;:")
        for part in _BETWEEN.split(text)
    )
    return [part for part in parts if part]
