"""The web application."""

import gc
import os
from typing import Any

from django.core.wsgi import get_wsgi_application
from django.urls import get_resolver

#: By then the templates and queries that are put together once are there.
_COLLECTED_BEFORE_SETTLED = 6


def _settle(phase: str, told: dict[str, Any]) -> None:
    """Leaves out what has survived a whole collection from all that come: a page would wait 200 ms for each.

    Only the first few times, since a ring that is thrown away later is never found among what is left out.
    """
    if phase == "stop" and told["generation"] == 2:
        gc.freeze()
        _settled.append(gc.get_freeze_count())
        if len(_settled) >= _COLLECTED_BEFORE_SETTLED:
            gc.callbacks.remove(_settle)


os.environ.setdefault("DJANGO_SETTINGS_MODULE", "samsvar.config.settings")
os.environ["SAMSVAR_PROCESS"] = "web"
application = get_wsgi_application()
len(get_resolver().url_patterns)  # loads every view, else the first to ask for a page waits for it
_settled: list[int] = []
gc.callbacks.append(_settle)
gc.collect()
