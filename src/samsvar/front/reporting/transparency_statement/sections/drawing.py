"""What every drawer is handed, and small ways of writing blocks."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from samsvar.core.documents.model import (
    Block,
    Blocks,
    BulletList,
    FigureRef,
    Inline,
    Language,
    Paragraph,
    SectionLink,
    line,
)
from samsvar.front.reporting.transparency_statement.figures import Figures
from samsvar.front.reporting.transparency_statement.records import AreaLine, ImpactLine, StatementRecords


@dataclass(frozen=True)
class Drawing:
    """The records, the figures counted from them, and the language to write in.

    `told` gathers the references of what the sections really tell of; the check against § 5 believes nothing else.
    """

    records: StatementRecords
    figures: Figures
    language: Language
    left_out: frozenset[str]
    area: AreaLine | None = None
    told: set[str] = field(default_factory=set)

    def figure(self, name: str) -> FigureRef:
        return self.figures[name]

    def tell(self, reference: str) -> bool:
        """Whether the record is told of; notes that it is."""
        if reference in self.left_out:
            return False
        self.told.add(reference)
        return True

    @cached_property
    def home_of(self) -> dict[int, int]:
        """The place (from 1) of the first risk area told of that an impact belongs to: it is told of there, once."""
        found: dict[int, int] = {}
        for place, area in enumerate(self.records.areas, start=1):
            if f"area:{area.key}" in self.left_out:
                continue
            touches = Touches(area)
            for impact in self.records.impacts:
                if touches(impact):
                    found.setdefault(impact.pk, place)
        return found


class Touches:
    """Says whether an impact hangs on a contract of the area, or on the supplier of one."""

    def __init__(self, area: AreaLine) -> None:
        self.contracts = {line.pk for line in area.contracts}
        self.suppliers = {line.supplier_id for line in area.contracts}

    def __call__(self, impact: ImpactLine) -> bool:
        return not (self.contracts.isdisjoint(impact.contract_ids) and self.suppliers.isdisjoint(impact.supplier_ids))


def section_of(area: AreaLine) -> str:
    """The id of the section that tells of an area."""
    return f"area-{area.key}" if area.significant else "other_areas"


Drawer = Callable[[Drawing], Blocks]


def paragraph(*parts: str | Inline) -> Paragraph:
    """A paragraph of words and figures."""
    return Paragraph(line(*parts))


def woven(sentence: str, **parts: str | Inline) -> Paragraph:
    """A translated sentence with `{name}` where a figure goes: `woven(_("We have {n} contracts."), n=figure)`."""
    return paragraph(*woven_parts(sentence, **parts))


def woven_parts(sentence: str, **parts: str | Inline) -> list[str | Inline]:
    """The parts of a woven sentence, for one that goes on."""
    found: list[str | Inline] = []
    rest = sentence
    while rest:
        before, brace, after = rest.partition("{")
        if before:
            found.append(before)
        if not brace:
            break
        name, _, rest = after.partition("}")
        found.append(parts[name])
    return found


def joined(sentences: Iterable[Sequence[str | Inline]]) -> Paragraph:
    """Woven sentences as one paragraph."""
    found: list[str | Inline] = []
    for sentence in sentences:
        found += [" ", *sentence] if found else list(sentence)
    return paragraph(*found)


def written(text: str) -> Blocks:
    """Text that people keep in a record: one paragraph for each line."""
    return tuple(paragraph(part.strip()) for part in text.splitlines() if part.strip())


def lines_of(text: str) -> list[str]:
    """The lines of a text that holds one thing a line."""
    return [part.strip() for part in text.splitlines() if part.strip()]


def bullets(*points: str | Block) -> BulletList:
    """A list of words or blocks."""
    return BulletList(tuple(((paragraph(point) if isinstance(point, str) else point),) for point in points))


def see(words: str, section: str) -> SectionLink:
    """A link to where something is told of."""
    return SectionLink(words, section)
