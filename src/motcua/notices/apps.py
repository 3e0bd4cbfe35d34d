from django.apps import AppConfig


class NoticesConfig(AppConfig):
    name = "motcua.notices"
    label = "notices"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from motcua.core import rounds  # noqa: PLC0415 - models are ready only here

        rounds.register("notices.send_waiting", 15, "motcua.notices.services.send_waiting")
