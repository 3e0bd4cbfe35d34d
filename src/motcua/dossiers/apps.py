from django.apps import AppConfig
from django.db.models.signals import post_migrate


class DossiersConfig(AppConfig):
    name = "motcua.dossiers"
    label = "dossiers"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from motcua.dossiers import following, searching, signals  # noqa: PLC0415 (models are not loaded before)

        signals.event_recorded.connect(following.follow, dispatch_uid="motcua.dossiers.follow")
        post_migrate.connect(searching.prepare, sender=self, dispatch_uid="motcua.dossiers.words")
