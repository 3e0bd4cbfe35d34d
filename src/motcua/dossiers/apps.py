from django.apps import AppConfig
from django.db.models.signals import post_migrate


class DossiersConfig(AppConfig):
    name = "motcua.dossiers"
    label = "dossiers"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from motcua.calendars.services import register_effect  # noqa: PLC0415 (models are not loaded before)
        from motcua.core import rounds  # noqa: PLC0415
        from motcua.dossiers import announcing, following, moving, searching, signals  # noqa: PLC0415

        rounds.register("dossiers.follow_parcels", 300, "motcua.dossiers.post.services.follow_parcels")
        register_effect(moving.move_appointments)
        # Before what travels to parts and wholes, so that it still sees them as they were.
        signals.event_recorded.connect(announcing.announce, dispatch_uid="motcua.dossiers.announce")
        signals.event_recorded.connect(following.follow, dispatch_uid="motcua.dossiers.follow")
        post_migrate.connect(searching.prepare, sender=self, dispatch_uid="motcua.dossiers.words")
