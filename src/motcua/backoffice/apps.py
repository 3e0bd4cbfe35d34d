from django.apps import AppConfig


class BackofficeConfig(AppConfig):
    name = "motcua.backoffice"
    label = "backoffice"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from motcua.backoffice import alerts, bulk  # noqa: PLC0415 (models are loaded only now)
        from motcua.core import rounds  # noqa: PLC0415

        rounds.register("backoffice.bulk_acts", 2, bulk.run_due)
        rounds.register("backoffice.alerts", 900, alerts.raise_alerts)
