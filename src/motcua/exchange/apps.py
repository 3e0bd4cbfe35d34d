from django.apps import AppConfig


class ExchangeConfig(AppConfig):
    name = "motcua.exchange"
    label = "exchange"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from motcua.dossiers.signals import event_recorded  # noqa: PLC0415 - models load first
        from motcua.exchange import outbox  # noqa: PLC0415
        from motcua.payments import signals as payments  # noqa: PLC0415

        event_recorded.connect(outbox.write, dispatch_uid="motcua.exchange.outbox")
        for told in (payments.opened, payments.settled, payments.exempted, payments.refunded, payments.corrected):
            told.connect(outbox.write_fees, dispatch_uid="motcua.exchange.fees")
