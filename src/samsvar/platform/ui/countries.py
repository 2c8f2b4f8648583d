"""Names of countries in the reader's language, from Unicode's CLDR by way of Babel."""

from functools import lru_cache

import pycountry
from babel import Locale


@lru_cache
def _names(language: str) -> dict[str, str]:
    return dict(Locale.parse(language).territories)


@lru_cache(maxsize=2048)
def country_name(code: str, language: str) -> str:
    """The name of an ISO 3166 country, by alpha-3 or alpha-2 code; the code itself where there is none."""
    found = pycountry.countries.get(alpha_3=code) if len(code) == 3 else pycountry.countries.get(alpha_2=code)
    return _names(language).get(found.alpha_2, code) if found else code
