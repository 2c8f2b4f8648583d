"""Gathers what each app says that its tables hold about persons (its `privacy.py`)."""

from functools import cache
from importlib import import_module
from importlib.util import find_spec

from django.apps import apps
from django.db import models

from samsvar.core.rules.privacy import Holding

OURS = "samsvar."


@cache
def holdings() -> dict[type[models.Model], Holding]:
    """Each of our tables with what it holds, in the order of the apps. A table nobody tells of is left out."""
    found: dict[type[models.Model], Holding] = {}
    for app in apps.get_app_configs():
        if app.name.startswith(OURS) and find_spec(f"{app.name}.privacy"):
            told: dict[str, Holding] = import_module(f"{app.name}.privacy").HOLDINGS
            found |= {app.get_model(name): held for name, held in told.items()}
    return found


def untold() -> list[str]:
    """Our tables that no `privacy.py` tells of."""
    ours = [app for app in apps.get_app_configs() if app.name.startswith(OURS)]
    return sorted(model._meta.label for app in ours for model in app.get_models() if model not in holdings())
