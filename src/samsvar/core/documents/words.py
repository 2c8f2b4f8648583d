"""The few words that belong to the paper itself, in its own language rather than in the reader's settings."""

from dataclasses import dataclass
from types import MappingProxyType

from samsvar.core.documents.model import Language, Status


@dataclass(frozen=True, slots=True)
class PaperWords:
    """Words for contents, page number (``{page}`` and ``{pages}`` are filled in) and status."""

    contents: str
    page_of: str
    statuses: "MappingProxyType[Status, str]"


PAPER_WORDS: "MappingProxyType[Language, PaperWords]" = MappingProxyType(
    {
        "nb": PaperWords(
            "Innhold",
            "{page} av {pages}",
            MappingProxyType(
                {
                    "draft": "Utkast",
                    "submitted": "Til godkjenning",
                    "approved": "Godkjent, ikke publisert",
                    "published": "",
                    "superseded": "Erstattet av en nyere utgave",
                }
            ),
        ),
        "nn": PaperWords(
            "Innhald",
            "{page} av {pages}",
            MappingProxyType(
                {
                    "draft": "Utkast",
                    "submitted": "Til godkjenning",
                    "approved": "Godkjend, ikkje publisert",
                    "published": "",
                    "superseded": "Erstatta av ei nyare utgåve",
                }
            ),
        ),
        "en": PaperWords(
            "Contents",
            "{page} of {pages}",
            MappingProxyType(
                {
                    "draft": "Draft",
                    "submitted": "Awaiting approval",
                    "approved": "Approved, not yet published",
                    "published": "",
                    "superseded": "Replaced by a later edition",
                }
            ),
        ),
    }
)
