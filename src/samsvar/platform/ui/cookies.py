"""What our own cookies are called: a prefix lets the browser itself refuse one that was not set over https."""

from django.conf import settings


def cookie_name(name: str, *, of_a_place: bool = False) -> str:
    """The name in this installation. `of_a_place`: for one path only, which `__Host-` does not permit."""
    if not settings.PRODUCTION:
        return name
    return f"__Secure-{name}" if of_a_place else f"__Host-{name}"
