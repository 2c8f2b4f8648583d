"""Who is signed in, found with the roles of today in one query."""

from typing import Any

from allauth.account.auth_backends import AuthenticationBackend

from samsvar.platform.access.viewer import held_with_person
from samsvar.platform.organisation.models import Person
from samsvar.platform.ui.clock import today


class Backend(AuthenticationBackend):
    """Signs in as allauth does; for a session it reads the person together with the roles."""

    def get_user(self, user_id: Any) -> Person | None:
        """The person of the session. Somebody without a role today is read alone."""
        person = held_with_person(int(user_id), on=today())
        if person is None:
            found: Person | None = super().get_user(user_id)
            return found
        return person if self.user_can_authenticate(person) else None
