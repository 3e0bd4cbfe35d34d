"""What this room announces, inside the transaction of the act.

`event_recorded` is sent with `event` (its `dossier` is loaded), `before` and `after`
(`motcua.rules.lifecycle_situation.Situation`). A receiver that raises undoes the act.
"""

from django.dispatch import Signal

event_recorded = Signal()
