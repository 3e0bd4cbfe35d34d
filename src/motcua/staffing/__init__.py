"""Who is needed where and when, against who is there.

It never calls its proposal a quota.
"""
