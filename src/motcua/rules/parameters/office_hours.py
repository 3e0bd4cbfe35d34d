"""Which hours does an office work, unless its own calendar says otherwise?

Default of a provincial one-stop system: 07:00-11:30 and 13:30-17:00 (domain S6: practice, not law; hours are
set by each province and season). One working day = 8 working hours (S5: a 2025 regulation writes
"03 ngày làm việc (24 giờ làm việc)"; S6, S7).
"""

from datetime import time

DEFAULT_SESSIONS: tuple[tuple[time, time], ...] = ((time(7, 0), time(11, 30)), (time(13, 30), time(17, 0)))
HOURS_OF_A_WORKING_DAY = 8
