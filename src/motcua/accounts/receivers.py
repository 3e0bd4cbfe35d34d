"""What happens here when allauth announces something."""

from typing import Any

from allauth.account.internal.flows.login import record_authentication
from allauth.mfa.models import Authenticator
from allauth.mfa.signals import authenticator_added
from django.dispatch import receiver
from django.http import HttpRequest


@receiver(authenticator_added)
def count_activation_as_second_factor(
    request: HttpRequest, user: Any, authenticator: Authenticator, **kwargs: Any
) -> None:
    """Let who has just proven the new authenticator with a code go on, without waiting for the next code."""
    if authenticator.type == Authenticator.Type.TOTP:
        record_authentication(request, user, method="mfa", type=authenticator.type, id=authenticator.pk)
