"""Acts of the review: what people say of hints, plans, proposals and impact assessments."""

from motcua.review.services.hints import set_hint_aside, take_up_again

__all__ = ["set_hint_aside", "take_up_again"]
