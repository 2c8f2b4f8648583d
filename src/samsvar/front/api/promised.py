"""Words that are translated when somebody reads them, typed as the text they become."""

from typing import cast

from django.utils.translation import gettext_lazy


def said(text: str) -> str:
    """`text`, translated at each reading: ninja puts it into the description as it stands."""
    return cast(str, gettext_lazy(text))
