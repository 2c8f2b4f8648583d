from django.apps import AppConfig


class PublicConfig(AppConfig):
    name = "samsvar.front.public"
    label = "public"
    default_auto_field = "django.db.models.BigAutoField"
