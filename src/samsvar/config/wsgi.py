"""The web application."""

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "samsvar.config.settings")
os.environ["SAMSVAR_PROCESS"] = "web"
application = get_wsgi_application()
