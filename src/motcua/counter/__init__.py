"""The door of the one-stop unit: receive, print, call, hand out.

It decides nothing.
"""
