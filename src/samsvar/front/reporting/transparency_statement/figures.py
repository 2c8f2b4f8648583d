"""The figures of a statement: each with its value, the records it counts, its rule, and where a person sees them."""

from collections.abc import Iterable, Iterator, Mapping

from samsvar.core.documents.model import FigureRef, Language
from samsvar.core.documents.numbers import format_number

#: Figures that count more records than this name their rule and address, and not each record.
MOST_RECORDS = 2_000


class Figures(Mapping[str, FigureRef]):
    """All figures of one statement by their id, as people name them in their text: `{{figure:contracts_level_4}}`.

    `said` tells what each of them counts. Figures that stand in one place only are made by `counted` and not kept.
    """

    def __init__(self, language: Language, edition: str) -> None:
        self.language = language
        self._edition = edition
        self._held: dict[str, FigureRef] = {}
        self.said: dict[str, str] = {}

    def __getitem__(self, name: str) -> FigureRef:
        return self._held[name]

    def __iter__(self) -> Iterator[str]:
        return iter(self._held)

    def __len__(self) -> int:
        return len(self._held)

    def counted(
        self,
        name: str,
        value: int | None,
        *,
        rule: str,
        records: Iterable[str] = (),
        address: str = "",
        text: str = "",
    ) -> FigureRef:
        """A figure with what is behind it. `text` is how it is shown where that is not the plain number."""
        behind = tuple(records)
        return FigureRef(
            id=name,
            text=text or format_number(value, self.language),
            value=value,
            records=behind if len(behind) <= MOST_RECORDS else (),
            rule=rule,
            edition=self._edition,
            address=address or None,
        )

    def keep(self, said: str, figure: FigureRef) -> None:
        """Let people name the figure in their texts."""
        self._held[figure.id] = figure
        self.said[figure.id] = said
