"""The web application."""

import gc
import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "samsvar.config.settings")
os.environ["SAMSVAR_PROCESS"] = "web"
application = get_wsgi_application()
gc.freeze()  # what is loaded by now stays: no page waits while the collector goes through it
