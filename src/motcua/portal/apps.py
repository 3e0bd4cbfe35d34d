from django.apps import AppConfig


class PortalConfig(AppConfig):
    name = "motcua.portal"
    label = "portal"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        # The models of this room are there only now.
        from motcua.core import rounds  # noqa: PLC0415

        rounds.register("portal drafts warning", 3600, "motcua.portal.filing.drafts.warn_of_ending")
        rounds.register("portal drafts", 3600, "motcua.portal.filing.drafts.forget_old")
