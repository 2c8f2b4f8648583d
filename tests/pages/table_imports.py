"""Who gets what from the pages where files are read in. A run is its own person's only."""

from samsvar.platform.imports.models import ImportRun, ImportStatus
from tests.cast import CANARY, NOW, Cast
from tests.pages.rows import Places, Row, everyone


def lay(cast: Cast) -> Places:
    """A checked run of Kari's and one of the neighbour's."""
    return {
        "own run": {"key": _run(cast, "kari", cast.enterprise, "avtaler.csv").key},
        "neighbour's run": {"key": _run(cast, "nils", cast.neighbour, f"{CANARY}.csv").key},
        "contracts": {"word": "contracts"},
        "editions": {"word": "editions"},
        "lists": {"word": "watchlist"},
        "units": {"word": "org-units"},
        "nothing": {"word": "hemmelig"},
    }


def _run(cast: Cast, person: str, enterprise: object, name: str) -> ImportRun:
    return ImportRun.objects.create(
        enterprise=enterprise,
        kind="contracts",
        file_name=name,
        sha256="0" * 64,
        person=cast.people[person],
        status=ImportStatus.CHECKED,
        created=1000,
        created_at=NOW,
        updated_at=NOW,
    )


_MAY = {"kari": 200, "nils": 200, "regional": 200, "berit": 200, "per": 404, "ended": 404, "future": 404}
_SENT = {**_MAY, "kari": 422, "nils": 422, "regional": 422, "berit": 422}
ROWS = [
    Row("imports:start", get=everyone(403, **_MAY, ola=200)),
    Row("imports:kind", at="contracts", get=everyone(403, **_MAY), post=everyone(403, **_SENT)),
    Row("imports:kind", at="editions", get=everyone(403, **_MAY), post=everyone(403, **_SENT)),
    Row("imports:kind", at="lists", get=everyone(403, **_MAY), post=everyone(403, **_SENT)),
    Row("imports:kind", at="units", get=everyone(404), post=everyone(404)),
    Row("imports:kind", at="nothing", get=everyone(404), post=everyone(404)),
    Row("imports:run", at="own run", get=everyone(404, kari=200)),
    Row("imports:run", at="neighbour's run", get=everyone(404, nils=200)),
    Row("imports:confirm", at="own run", post=everyone(404, kari=302)),
    Row("imports:confirm", at="neighbour's run", post=everyone(404, nils=302)),
    Row("imports:drop", at="own run", post=everyone(404, kari=302)),
]
