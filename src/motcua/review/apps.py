from django.apps import AppConfig


class ReviewConfig(AppConfig):
    name = "motcua.review"
    label = "review"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from motcua.core import rounds  # noqa: PLC0415 - apps are loaded first

        rounds.register("review.prepare_hints", 3600, "motcua.review.hints.preparing.prepare_if_needed")
