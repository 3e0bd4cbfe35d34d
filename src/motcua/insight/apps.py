from django.apps import AppConfig


class InsightConfig(AppConfig):
    name = "motcua.insight"
    label = "insight"
    default_auto_field = "django.db.models.BigAutoField"
