from django.apps import AppConfig


class ReportsConfig(AppConfig):
    name = "motcua.reports"
    label = "reports"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from motcua.core import rounds  # noqa: PLC0415 - models are ready only here

        rounds.register("reports.weekly_briefings", 3600, "motcua.reports.weekly.send_briefings")
