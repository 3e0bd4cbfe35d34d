from django.apps import AppConfig


class ProceduresConfig(AppConfig):
    name = "motcua.procedures"
    label = "procedures"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from motcua.core import rounds  # noqa: PLC0415 - models are ready only here

        # Importing the tasks connects the receiver that plans publications.
        from motcua.procedures import tasks  # noqa: F401, PLC0415

        rounds.register("procedures.publish_due", 300, "motcua.procedures.services.publish_due")
