"""What the catalogues hold about persons."""

from samsvar.core.rules.privacy import no_persons

HOLDINGS = {
    "Edition": no_persons("Editions of published sources."),
    "EditionRow": no_persons("What an edition says of a country, a code or a product."),
}
