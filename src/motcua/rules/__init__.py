"""The law as pure functions and dated parameters.

It never imports Django, never reads the clock, a file or the network; a lawyer can
read it in one folder and test it in a second.
"""
