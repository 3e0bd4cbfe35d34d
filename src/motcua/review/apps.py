from typing import Any

from django.apps import AppConfig


class ReviewConfig(AppConfig):
    name = "motcua.review"
    label = "review"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from motcua.core import rounds  # noqa: PLC0415 - apps are loaded first
        from motcua.procedures.signals import text_approving  # noqa: PLC0415

        text_approving.connect(_demand_assessed, dispatch_uid="review.demand_assessed")
        rounds.register("review.prepare_hints", 3600, "motcua.review.hints.preparing.prepare_if_needed")


def _demand_assessed(**facts: Any) -> None:
    from motcua.review.services import demand_assessed  # noqa: PLC0415 - reads the ledger's library, so only when asked

    demand_assessed(facts["version"])
