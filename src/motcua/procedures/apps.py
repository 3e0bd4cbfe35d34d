from django.apps import AppConfig


class ProceduresConfig(AppConfig):
    name = "motcua.procedures"
    label = "procedures"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        # Connects the receiver that plans publications.
        from motcua.procedures import tasks  # noqa: F401, PLC0415 - models are ready only here
