"""One's own passkeys; anybody else's does not exist."""

from allauth.mfa.models import Authenticator

from tests.cast import Cast
from tests.pages.rows import Places, Row, everyone


def lay(cast: Cast) -> Places:
    key = Authenticator.objects.create(
        user=cast.nils, type=Authenticator.Type.WEBAUTHN, data={"name": "x", "credential": {}}
    )
    return {"neighbour's passkey": {"pk": key.pk}}


ONLY_NILS = everyone(404, nils=200)

ROWS = [
    Row("mfa_remove_webauthn", at="neighbour's passkey", get=ONLY_NILS, post=everyone(404, nils=302), beside=405),
    Row("mfa_edit_webauthn", at="neighbour's passkey", get=ONLY_NILS, post=ONLY_NILS, beside=405),
]
