from django.apps import AppConfig
from django.utils.module_loading import import_string


class HomeConfig(AppConfig):
    name = "samsvar.front.home"
    label = "home"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        import_string("samsvar.front.home.weekly.declare")()
