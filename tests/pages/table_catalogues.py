"""The published sources are the same for everybody who is signed in."""

from samsvar.core.rules.risk.sources import SOURCES, TABLES
from samsvar.registers.catalogues.services import load_shipped_editions
from tests.cast import NOW, Cast
from tests.pages.rows import Places, Row, everyone


def lay(cast: Cast) -> Places:
    """The shipped editions of the sources of the risk method."""
    load_shipped_editions(at=NOW, sources=(*SOURCES, *TABLES))
    return {
        "an edition": {"source": "dfo", "edition": "2021"},
        "no edition": {"source": "dfo", "edition": "1999"},
        "a source": {"source": "freedom-house"},
        "no source": {"source": "guesswork"},
    }


ROWS = [
    Row("catalogues:editions", get=everyone(200)),
    Row("catalogues:edition", at="an edition", get=everyone(200)),
    Row("catalogues:edition", at="no edition", get=everyone(404)),
    Row("catalogues:moved", at="a source", get=everyone(200)),
    Row("catalogues:moved", at="no source", get=everyone(404)),
    Row("catalogues:moved", at="a source", query="?to=1999", get=everyone(400)),
]
