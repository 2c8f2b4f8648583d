"""What forms hold about persons."""

from samsvar.core.rules.privacy import no_persons

HOLDINGS = {"SentForm": no_persons("A number that has been used once, for a day.")}
