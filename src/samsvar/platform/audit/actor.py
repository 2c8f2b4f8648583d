"""Who did it, as plain values."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Actor:
    """Who acts: a person (key and name), a link or a command. `via` is web, api, cli, link, oidc or daily."""

    person_key: str
    name: str
    via: str
