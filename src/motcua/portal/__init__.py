"""The door for citizens and businesses: find, file, pay, follow, receive, rate.

It decides nothing.
"""
