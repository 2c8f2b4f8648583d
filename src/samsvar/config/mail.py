"""Turn `SAMSVAR_SMTP_URL` into Django's own settings for mail."""

from dataclasses import dataclass, field

from samsvar.platform.delivery.server import BadServer, server_of


@dataclass(frozen=True)
class DjangoMail:
    """What Django asks for. Without a server mail goes nowhere; `samsvar check` tells what is wrong with a setting."""

    backend: str = "django.core.mail.backends.dummy.EmailBackend"
    host: str = "localhost"
    port: int = 25
    user: str = ""
    password: str = field(default="", repr=False)
    use_ssl: bool = False
    use_tls: bool = False


def django_mail(url: str, password_file: str) -> DjangoMail:
    """Django's settings for the server of the address."""
    try:
        server = server_of(url, password_file)
    except BadServer:
        return DjangoMail()
    return DjangoMail(
        backend="django.core.mail.backends.smtp.EmailBackend",
        host=server.host,
        port=server.port,
        user=server.user,
        password=server.password,
        use_ssl=server.security == "smtps",
        use_tls=server.security == "smtp+starttls",
    )
