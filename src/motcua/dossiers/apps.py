from django.apps import AppConfig
from django.db.models.signals import post_migrate


class DossiersConfig(AppConfig):
    name = "motcua.dossiers"
    label = "dossiers"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from motcua.dossiers import searching  # noqa: PLC0415 (models are not loaded before)

        post_migrate.connect(searching.prepare, sender=self, dispatch_uid="motcua.dossiers.words")
