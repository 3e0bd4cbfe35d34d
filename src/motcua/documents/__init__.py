"""Files, printed statutory forms and electronic signatures.

It never serves active content and never numbers two papers alike.
"""
