"""Rows of the frame's own pages: the same to everybody, and to nobody's records."""

from tests.cast import Cast
from tests.pages.rows import Places, Row, everyone


def lay(cast: Cast) -> Places:
    return {}


ROWS = [
    Row("ui:help", get=everyone(200, anonymous=200)),
    Row("ui:accessibility", get=everyone(200, anonymous=200)),
    Row("ui:components", get=everyone(200)),
    Row("ui:shortcuts", get=everyone(200)),
    Row(
        "ui:language",
        get=everyone(405, anonymous=405),
        post=everyone(302),
        body={"language": "nn", "next": "/hjelp"},
    ),
    Row("ui:scheme", get=everyone(405, anonymous=405), post=everyone(302), body={"scheme": "dark", "next": "/hjelp"}),
    Row("ui:keys", get=everyone(405, anonymous=405), post=everyone(302), body={"keys": "off", "next": "/hjelp"}),
    Row("ui:fold", get=everyone(405, anonymous=405), post=everyone(302), body={"menu": "rail", "next": "/hjelp"}),
]
