"""The work itself: lifecycle, steps, hand-overs, interlinked dossiers, all as append-only events.

It never stores a due date alone and never changes a finish date.
"""
