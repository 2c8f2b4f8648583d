"""Whether this is a demo: the setting alone is not enough, the database itself must say that all in it is made up."""

from datetime import datetime

from django.conf import settings
from django.http import HttpRequest

from samsvar.platform.access.models import DemoMark

LOCAL_NAMES = frozenset({"localhost", "127.0.0.1", "[::1]"})


def mark_demo_database(at: datetime) -> None:
    """Say that everything in this database is made up. `samsvar demo` does, in a database it has just made."""
    DemoMark.objects.get_or_create(pk=1, defaults={"made_at": at})


def is_demo_database() -> bool:
    """True where `samsvar demo` filled the database."""
    return DemoMark.objects.exists()


def demo_sign_in_is_open(request: HttpRequest) -> bool:
    """Demo people may be chosen only in a demo, in a demo's database, at a name of this machine itself."""
    host = request.get_host()
    name = host.rsplit(":", 1)[0] if not host.endswith("]") else host
    return bool(settings.DEMO) and not settings.PRODUCTION and name in LOCAL_NAMES and is_demo_database()
