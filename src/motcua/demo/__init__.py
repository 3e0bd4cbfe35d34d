"""The simulated nation and the starter content, labelled as such everywhere.

It never touches a database that holds real work.
"""
