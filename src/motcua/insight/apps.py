from django.apps import AppConfig


class InsightConfig(AppConfig):
    name = "motcua.insight"
    label = "insight"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from motcua.core import rounds  # noqa: PLC0415 - apps are loaded first

        rounds.register("insight.prepare_plan", 900, "motcua.insight.preparing.prepare_plan")
