"""What people say of a hint."""

from django.db import transaction
from django.utils import timezone

from motcua.accounts.models import Account
from motcua.core.text import clean
from motcua.review.errors import ReviewRefused
from motcua.review.models import SetAside, SimplificationHint


@transaction.atomic
def set_hint_aside(*, key: str, reason: str, by: Account) -> SetAside:
    """Keep why a hint does not hold; it is no longer listed. The same hint again takes the new reason."""
    if not clean(reason):
        raise ReviewRefused(reason_vi="Chưa nêu lý do; hãy ghi vì sao gợi ý không đúng.",
                            reason_en="The reason is missing; say why the hint does not hold.")  # fmt: skip
    if not SimplificationHint.objects.filter(key=key).exists():
        raise ReviewRefused(reason_vi="Gợi ý này không còn; hãy tải lại danh sách.",
                            reason_en="This hint is gone; reload the list.")  # fmt: skip
    said = {"reason": clean(reason)[:1000], "by": by, "at": timezone.now()}
    kept, _ = SetAside.objects.update_or_create(key=key, defaults=said)
    return kept


@transaction.atomic
def take_up_again(*, key: str) -> None:
    """List a hint again that was set aside."""
    SetAside.objects.filter(key=key).delete()
