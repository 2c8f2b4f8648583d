"""Settings, all from the environment. `samsvar check --deploy` tells what a public installation still lacks."""

import os
import tempfile
from pathlib import Path

from samsvar.config import (
    pages,
    sqlite,  # noqa: F401  must come before Django loads its SQLite backend
)
from samsvar.config.database import database_settings
from samsvar.config.mail import django_mail
from samsvar.config.oidc import oidc_providers

PACKAGE = Path(__file__).resolve().parent.parent
VAR = Path(os.environ.get("SAMSVAR_VAR", "var")).resolve()
DEMO = os.environ.get("SAMSVAR_DEMO") == "1"
PRODUCTION = os.environ.get("SAMSVAR_PRODUCTION") == "1"
DEBUG = False


def _secret() -> str:
    """The signing key: a file in production; on a developer's machine one is made in the data folder and kept."""
    named = os.environ.get("SAMSVAR_SECRET_KEY_FILE")
    if named:
        return Path(named).read_text(encoding="utf-8").strip()
    if PRODUCTION:
        raise RuntimeError("SAMSVAR_SECRET_KEY_FILE must name a file with the signing key")
    kept = VAR / "secret-key"
    if not kept.exists():
        VAR.mkdir(parents=True, exist_ok=True)
        with tempfile.NamedTemporaryFile("w", dir=VAR, delete=False) as new:
            new.write(os.urandom(40).hex())
        os.chmod(new.name, 0o600)
        os.replace(new.name, kept)
    return kept.read_text(encoding="utf-8").strip()


SECRET_KEY = _secret()
SECRET_KEY_FALLBACKS = [
    Path(name).read_text(encoding="utf-8").strip()
    for name in os.environ.get("SAMSVAR_SECRET_KEY_OLD_FILES", "").split(os.pathsep)
    if name
]
#: Earlier signing keys that still open what they sealed (second factors), and sign nothing.
SECRET_KEYS_RETIRED = [
    Path(name).read_text(encoding="utf-8").strip()
    for name in os.environ.get("SAMSVAR_SECRET_KEY_RETIRED_FILES", "").split(os.pathsep)
    if name
]
BASE_URL = os.environ.get("SAMSVAR_BASE_URL", "http://localhost:8000")
ALLOWED_HOSTS = os.environ.get("SAMSVAR_ALLOWED_HOSTS", "localhost,127.0.0.1,[::1]").split(",")
CSRF_TRUSTED_ORIGINS = [BASE_URL]
TRUSTED_PROXIES = int(os.environ.get("SAMSVAR_TRUSTED_PROXIES", "0"))

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.humanize",
    "csp",
    "django_htmx",
    "django_cotton.apps.SimpleAppConfig",
    "django_tasks",
    "django_tasks_db",
    "samsvar.platform.audit",
    "samsvar.platform.ui",
    "samsvar.platform.organisation",
    "samsvar.platform.access",
    "samsvar.platform.evidence",
    "samsvar.platform.imports",
    "samsvar.platform.forms",
    "samsvar.platform.links",
    "samsvar.platform.delivery",
    "samsvar.platform.administration",
    "samsvar.registers.catalogues",
    "samsvar.registers.suppliers",
    "samsvar.registers.actions",
    "samsvar.registers.indicators",
    "samsvar.registers.wheel",
    "samsvar.subjects.due_diligence",
    "samsvar.subjects.statements",
    "samsvar.subjects.information_requests",
    "samsvar.subjects.complaints",
    "samsvar.subjects.openness",
    "samsvar.subjects.governance",
    "samsvar.subjects.meetings",
    "samsvar.subjects.plans",
    "samsvar.subjects.climate",
    "samsvar.subjects.reports",
    "samsvar.subjects.strategy",
    "samsvar.front.reporting",
    "samsvar.front.imports",
    "samsvar.front.home",
    "samsvar.front.public",
    "samsvar.front.requests",
    "samsvar.front.complaints",
    "samsvar.front.reviews",
    "samsvar.front.api",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.usersessions",
    "allauth.socialaccount",
]
PROCESS = os.environ.get("SAMSVAR_PROCESS", "web")
if PROCESS != "command":
    # It has no tables, and fetches a library for the network that a command starts faster without.
    INSTALLED_APPS.append("allauth.socialaccount.providers.openid_connect")

MIDDLEWARE = [
    "samsvar.platform.ui.middleware.HttpsMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "samsvar.platform.ui.logs.RefusalsMiddleware",
    "samsvar.platform.ui.middleware.HeadersMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "samsvar.platform.ui.middleware.AddressMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "samsvar.platform.access.middleware.ViewerMiddleware",
    "samsvar.platform.forms.once.OnceMiddleware",
]

ROOT_URLCONF = "samsvar.config.urls"
PAGES_URLCONF = "samsvar.config.page_urls"
PAGES = pages.PAGES
WSGI_APPLICATION = "samsvar.config.wsgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [],
        "APP_DIRS": False,
        "OPTIONS": {
            "loaders": [
                (
                    "samsvar.platform.ui.quick.Loader",
                    [
                        "django_cotton.cotton_loader.Loader",
                        "django.template.loaders.filesystem.Loader",
                        "django.template.loaders.app_directories.Loader",
                    ],
                )
            ],
            "builtins": [
                "django.templatetags.i18n",
                "django.templatetags.static",
                "django_cotton.templatetags.cotton",
                "samsvar.platform.ui.templatetags.samsvar_ui",
                "samsvar.platform.ui.templatetags.samsvar_frame",
                "samsvar.platform.ui.templatetags.samsvar_rows",
                "samsvar.platform.ui.templatetags.samsvar_words",
            ],
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "samsvar.front.home.frame.frame",
            ],
        },
    }
]
COTTON_DIR = "components"

DATABASES = {"default": database_settings(os.environ.get("SAMSVAR_DATABASE_URL"), VAR, process=PROCESS)}
WEB_DATABASE = database_settings(os.environ.get("SAMSVAR_DATABASE_URL"), VAR)  # for `samsvar check`, itself a command
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.db.DatabaseCache",
        "LOCATION": "shared_cache",
        # Room for every count of a busy day: a full one throws counts away, and limits could be washed out.
        "OPTIONS": {"MAX_ENTRIES": 200_000},
    }
}

AUTH_USER_MODEL = "organisation.Person"
AUTHENTICATION_BACKENDS = ["samsvar.platform.access.backend.Backend"]
PASSWORD_HASHERS = ["samsvar.platform.access.passwords.Argon2Hasher"]
AUTH_PASSWORD_VALIDATORS = [
    {
        "NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator",
        "OPTIONS": {"user_attributes": ("name", "email", "title")},
    },
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": "samsvar.platform.access.password_rules.CommonHoweverDressed"},
    {"NAME": "samsvar.platform.access.password_rules.KnownWords"},
    {"NAME": "samsvar.platform.access.password_rules.NotLeaked"},
]
#: A list of the SHA-1 of leaked passwords, in order, one a line; empty: only the built-in list is asked.
LEAKED_PASSWORDS_FILE = os.environ.get("SAMSVAR_LEAKED_PASSWORDS_FILE", "")
PASSWORD_RESET_TIMEOUT = 60 * 60
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "/"
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*", "password2*"]
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_ADAPTER = "samsvar.platform.access.adapters.AccountAdapter"
SOCIALACCOUNT_ADAPTER = "samsvar.platform.access.adapters.SocialAccountAdapter"
MFA_FORMS = {
    "activate_totp": "samsvar.platform.access.forms.NewAppForm",
    "authenticate": "samsvar.platform.access.forms.CodeForm",
    "reauthenticate": "samsvar.platform.access.forms.ConfirmByCodeForm",
}
ACCOUNT_FORMS = {
    "login": "samsvar.platform.access.forms.SignInForm",
    "reauthenticate": "samsvar.platform.access.forms.ConfirmForm",
}
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_EMAIL_SUBJECT_PREFIX = ""
ACCOUNT_PREVENT_ENUMERATION = True
ACCOUNT_EMAIL_UNKNOWN_ACCOUNTS = False  # such a letter leads to signing up, which nobody does here
ACCOUNT_REAUTHENTICATION_REQUIRED = True
ACCOUNT_REAUTHENTICATION_TIMEOUT = 15 * 60
ACCOUNT_SESSION_REMEMBER = False
MFA_ADAPTER = "samsvar.platform.access.factor_adapter.FactorAdapter"
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = not PRODUCTION
MFA_TOTP_ISSUER = "Samsvar"
SOCIALACCOUNT_ONLY = False
SOCIALACCOUNT_AUTO_SIGNUP = False
SOCIALACCOUNT_EMAIL_AUTHENTICATION = False
SOCIALACCOUNT_LOGIN_ON_GET = False
SOCIALACCOUNT_STORE_TOKENS = False
SOCIALACCOUNT_PROVIDERS = oidc_providers(os.environ)

SESSION_ENGINE = "samsvar.platform.access.sessions"
SESSION_COOKIE_AGE = 10 * 60 * 60
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_HTTPONLY = True
CSRF_FAILURE_VIEW = "samsvar.platform.ui.views.csrf_failed"
CSRF_COOKIE_SAMESITE = "Lax"
#: What a page tells once lies with the session, not in a cookie: it may name somebody.
MESSAGE_STORAGE = "django.contrib.messages.storage.session.SessionStorage"
if PRODUCTION:
    LANGUAGE_COOKIE_NAME = "__Host-django_language"
    SESSION_COOKIE_NAME = "__Host-session"
    CSRF_COOKIE_NAME = "__Host-csrf"
    SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = True
    SECURE_SSL_REDIRECT = True
    SECURE_HSTS_SECONDS = 31_536_000
    SECURE_HSTS_INCLUDE_SUBDOMAINS = True
    if TRUSTED_PROXIES:
        SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": ["'none'"],
        "script-src": ["'self'"],
        "style-src": ["'self'"],
        "img-src": ["'self'", "data:"],
        "font-src": ["'self'"],
        "connect-src": ["'self'"],
        "form-action": ["'self'"],
        "frame-ancestors": ["'none'"],
        "base-uri": ["'none'"],
    }
}
DATA_UPLOAD_MAX_MEMORY_SIZE = 5 * 1024 * 1024
FILE_UPLOAD_MAX_MEMORY_SIZE = 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 2000
FILE_UPLOAD_PERMISSIONS = 0o600
FILE_UPLOAD_HANDLERS = [
    "samsvar.platform.ui.uploads.BoundedUploads",
    "django.core.files.uploadhandler.MemoryFileUploadHandler",
    "django.core.files.uploadhandler.TemporaryFileUploadHandler",
]
MOST_UPLOADED, MOST_UPLOADED_BY_NOBODY = 250_000_000, 1_000_000
"""Bytes of one form with its files: the largest list that is read in, with room to spare; without a cookie or token."""

LANGUAGE_CODE = "nb"
LANGUAGES = [("nb", "Bokmål"), ("nn", "Nynorsk"), ("en", "English")]
USE_I18N = True
USE_TZ = True
TIME_ZONE = "Europe/Oslo"
LOCALE_PATHS = [PACKAGE / "front" / "cli" / "locale"]

STATIC_URL = "/static/"
STATIC_ROOT = VAR / "static"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage", "OPTIONS": {"location": str(VAR / "files")}},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
WHITENOISE_USE_FINDERS = True
EVIDENCE_FOLDER = VAR / "evidence"
#: Bytes that the files of one enterprise may take.
EVIDENCE_QUOTA = int(os.environ.get("SAMSVAR_EVIDENCE_QUOTA_MB", "5000")) * 1_000_000
#: A command that looks a file through, given on standard input (`clamdscan --no-summary -`); empty: none.
EVIDENCE_SCANNER = os.environ.get("SAMSVAR_EVIDENCE_SCANNER", "")

#: Outgoing mail (docs/operations/mail.md); empty: messages wait in the outbox.
SMTP_URL = os.environ.get("SAMSVAR_SMTP_URL", "")
SMTP_PASSWORD_FILE = os.environ.get("SAMSVAR_SMTP_PASSWORD_FILE", "")
MAIL_FROM = os.environ.get("SAMSVAR_MAIL_FROM", "")
#: The weekday of the weekly letter, Monday is 1 and Sunday 7; kept as Python counts them.
WEEKLY_LETTER_DAY = int(os.environ.get("SAMSVAR_WEEKLY_LETTER_DAY", "1")) - 1
MAIL_KEPT_DAYS = int(os.environ.get("SAMSVAR_MAIL_KEPT_DAYS", "365"))
DEFAULT_FROM_EMAIL = MAIL_FROM or "samsvar@localhost"
#: Forgotten passwords alone do not go through the outbox: Django sends them.
_MAIL = django_mail(SMTP_URL, SMTP_PASSWORD_FILE)
EMAIL_BACKEND, EMAIL_HOST, EMAIL_PORT, EMAIL_TIMEOUT = _MAIL.backend, _MAIL.host, _MAIL.port, 10
EMAIL_HOST_USER, EMAIL_HOST_PASSWORD = _MAIL.user, _MAIL.password
EMAIL_USE_SSL, EMAIL_USE_TLS = _MAIL.use_ssl, _MAIL.use_tls

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"lines": {"()": "samsvar.platform.ui.logs.JsonLines"}},
    "filters": {"not_yet_told": {"()": "samsvar.platform.ui.logs.NotYetTold"}},
    "handlers": {"lines": {"class": "samsvar.platform.ui.logs.Lines", "formatter": "lines"}},
    "root": {"handlers": ["lines"], "level": "WARNING"},
    "loggers": {
        "samsvar": {"level": "INFO"},
        "django": {"handlers": [], "level": "WARNING"},
        "django.request": {"level": "ERROR", "filters": ["not_yet_told"]},
    },
}

#: The company register that a person may ask with one press, e.g. data.brreg.no; empty: never asked.
COMPANY_REGISTER_HOST = os.environ.get("SAMSVAR_COMPANY_REGISTER_HOST", "")

TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend", "QUEUES": []}}
SILENCED_SYSTEM_CHECKS: list[str] = []
