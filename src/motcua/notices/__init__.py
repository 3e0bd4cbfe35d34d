"""Messages to people: e-mail, SMS, chat, with templates, quiet hours and retries.

It never decides that a message is due: the act that happened does.
"""
