"""Announcements of the catalogue to higher rooms, sent inside the transaction.

`catalogue_changed`: `procedures` holds the codes whose text, period or state changed.
"""

from django.dispatch import Signal

catalogue_changed = Signal()

# Before a submitted `version` is approved, whoever asks for it; a receiver that raises a refusal stops it.
text_approving = Signal()
