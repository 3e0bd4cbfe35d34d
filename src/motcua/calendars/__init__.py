"""Which days and hours an agency works, with the notice that says so and the amendments that came later.

It never computes a due date: `rules.time_limits` does.
"""
