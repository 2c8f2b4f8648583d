from importlib import import_module

from django.apps import AppConfig


class InformationRequestsConfig(AppConfig):
    name = "samsvar.subjects.information_requests"
    label = "information_requests"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        import_module("samsvar.subjects.information_requests.events")
