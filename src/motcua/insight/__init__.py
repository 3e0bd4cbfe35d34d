"""The door for managers and planners: reports, quality, staffing, review.

It decides nothing.
"""
