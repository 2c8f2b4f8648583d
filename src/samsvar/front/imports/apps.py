from django.apps import AppConfig
from django.utils.module_loading import import_string


class ImportsFrontConfig(AppConfig):
    name = "samsvar.front.imports"
    label = "front_imports"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Declares the kinds, so that the pages and the command line know them."""
        import_string("samsvar.front.imports.kinds.register")()
