"""Announcements to higher rooms, sent inside the transaction that made them true."""

from django.dispatch import Signal

# charge, at: a dossier was asked for money.
opened = Signal()
# charge, receipt, at: the charge was paid.
settled = Signal()
# charge, at: the charge was waived.
exempted = Signal()
# charge, amount, at: money went back.
refunded = Signal()
# charge, at: a wrong exemption or refund was reversed.
corrected = Signal()
