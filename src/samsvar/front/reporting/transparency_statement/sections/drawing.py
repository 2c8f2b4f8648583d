"""What every drawer is handed, and small ways of writing blocks."""

from collections.abc import Callable
from dataclasses import dataclass

from samsvar.core.documents.model import Block, Blocks, BulletList, FigureRef, Inline, Language, Paragraph, line
from samsvar.front.reporting.transparency_statement.figures import Figures
from samsvar.front.reporting.transparency_statement.records import AreaLine, StatementRecords


@dataclass(frozen=True)
class Drawing:
    """The records, the figures counted from them, and the language to write in."""

    records: StatementRecords
    figures: Figures
    language: Language
    left_out: frozenset[str]
    area: AreaLine | None = None

    def figure(self, name: str) -> FigureRef:
        return self.figures[name]


Drawer = Callable[[Drawing], Blocks]


def paragraph(*parts: str | Inline) -> Paragraph:
    """A paragraph of words and figures."""
    return Paragraph(line(*parts))


def woven(sentence: str, **figures: Inline) -> Paragraph:
    """A translated sentence with `{name}` where a figure goes: `woven(_("We have {n} contracts."), n=figure)`."""
    parts: list[str | Inline] = []
    rest = sentence
    while rest:
        before, brace, after = rest.partition("{")
        if before:
            parts.append(before)
        if not brace:
            break
        name, _, rest = after.partition("}")
        parts.append(figures[name])
    return paragraph(*parts)


def written(text: str) -> Blocks:
    """Text that people keep in a record: one paragraph for each line."""
    return tuple(paragraph(part.strip()) for part in text.splitlines() if part.strip())


def bullets(*points: str | Block) -> BulletList:
    """A list of words or blocks."""
    return BulletList(tuple(((paragraph(point) if isinstance(point, str) else point),) for point in points))
