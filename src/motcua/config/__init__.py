"""Settings, addresses and start-up: wiring only.

It holds no rule and no page.
"""
