from importlib import import_module

from django.apps import AppConfig


class ReviewsConfig(AppConfig):
    name = "samsvar.front.reviews"
    label = "reviews"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        import_module("samsvar.front.reviews.declaring").declare()
