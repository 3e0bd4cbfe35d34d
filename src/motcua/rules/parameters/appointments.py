"""How are visits booked ahead, unless an office says otherwise?

ASSUMPTION: every value is a default of this house; no text that sets one was found. Each is stated on the page
where people book, so that an office can see and contest it.
"""

from decimal import Decimal

# A slot, and how long one person usually takes at a counter.
SLOT_MINUTES = 30
MINUTES_PER_PERSON = 15
# Half of the counters stay for people who come without an appointment.
BOOKABLE_SHARE = Decimal("0.5")
# Booked at least this long before, at most this many working days ahead.
LEAST_NOTICE_MINUTES = 60
WORKING_DAYS_AHEAD = 10
# A person's open appointments, over all offices.
MOST_OPEN = 3
# Whoever comes earlier than this waits like others; later than the end of the slot, too.
EARLY_MINUTES = 30
