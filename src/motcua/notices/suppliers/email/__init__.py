"""E-mail through Django's mail settings (SMTP, or files in a demonstration)."""

import smtplib
from collections.abc import Mapping
from typing import Any

from django.core.mail import EmailMessage

from motcua.notices.suppliers.contract import NotSent, Sent


class Email:
    code, channel = "email", "email"

    def send(self, address: str, subject: str, body: str, settings: Mapping[str, Any]) -> Sent:
        """Send plain text; a refused address is final, everything else is tried again."""
        try:
            EmailMessage(subject, body, to=[address], headers={"Auto-Submitted": "auto-generated"}).send()
        except smtplib.SMTPRecipientsRefused as problem:
            raise NotSent(f"address refused: {problem}", final=True) from problem
        except (OSError, smtplib.SMTPException) as problem:
            raise NotSent(str(problem)) from problem
        return Sent()
