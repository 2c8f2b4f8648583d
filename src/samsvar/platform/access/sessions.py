"""Django's own sessions in the database, found by a query that is put together once."""

from django.contrib.sessions.backends import db
from django.contrib.sessions.models import Session
from django.db.models import CharField, QuerySet
from django.db.models.functions import Now

from samsvar.platform.access.prepared import Given, ask


class SessionStore(db.SessionStore):
    """Of the same name as Django's, since the name is part of what signs a session's content."""

    def _get_session_from_db(self) -> Session | None:
        found = ask("session", _standing, key=self.session_key)
        if not found:
            self._session_key = None
            return None
        session: Session = found[0]
        return session


def _standing() -> QuerySet[Session]:
    """The session of a key, given when it is asked, if it is not over by the database's clock."""
    return Session.objects.filter(session_key=Given("key", CharField()), expire_date__gt=Now())
