from django.apps import AppConfig


class DocumentsConfig(AppConfig):
    name = "motcua.documents"
    label = "documents"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from motcua.core import rounds  # noqa: PLC0415 - models are ready only here
        from motcua.documents import uploads  # noqa: PLC0415

        rounds.register("documents.forget_stale_uploads", 3600, uploads.forget_stale_uploads)
