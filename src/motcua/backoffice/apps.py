from django.apps import AppConfig


class BackofficeConfig(AppConfig):
    name = "motcua.backoffice"
    label = "backoffice"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from motcua.core import rounds  # noqa: PLC0415

        rounds.register("backoffice.bulk_acts", 2, "motcua.backoffice.bulk.run_due")
        rounds.register("backoffice.alerts", 900, "motcua.backoffice.alerts.raise_alerts")
