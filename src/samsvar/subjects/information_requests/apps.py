from importlib import import_module

from django.apps import AppConfig
from django.utils.module_loading import import_string


class InformationRequestsConfig(AppConfig):
    name = "samsvar.subjects.information_requests"
    label = "information_requests"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        import_module("samsvar.subjects.information_requests.events")
        import_string("samsvar.subjects.information_requests.mailing.declare")()
