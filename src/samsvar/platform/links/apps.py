from django.apps import AppConfig
from django.utils.module_loading import import_string


class LinksConfig(AppConfig):
    name = "samsvar.platform.links"
    label = "links"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Has the trail say in words what links are for."""
        import_string("samsvar.platform.links.purposes.declare")()
