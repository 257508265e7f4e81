"""The test kit: strategies, laws and suites for whoever embeds or extends the library.

Needs the extra `testing`. `strategies` makes records; what plugins must hold to stands
in modules of its own.
"""
