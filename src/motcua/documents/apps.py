from django.apps import AppConfig


class DocumentsConfig(AppConfig):
    name = "motcua.documents"
    label = "documents"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from motcua.core import rounds  # noqa: PLC0415 - models are ready only here

        rounds.register("documents.forget_stale_uploads", 3600, "motcua.documents.uploads.forget_stale_uploads")
