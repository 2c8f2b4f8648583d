from django.apps import AppConfig


class MeetingsConfig(AppConfig):
    name = "samsvar.subjects.meetings"
    label = "meetings"
    default_auto_field = "django.db.models.BigAutoField"
