from importlib import import_module

from django.apps import AppConfig


class MeetingsConfig(AppConfig):
    name = "samsvar.subjects.meetings"
    label = "meetings"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        import_module("samsvar.subjects.meetings.events")
