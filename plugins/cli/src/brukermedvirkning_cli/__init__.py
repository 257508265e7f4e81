"""The command `bmv`: import, show, check and measure cases from a terminal.

It has no logic of its own: what a case is, what is promised and what is counted is the
library's. Not an interface for programs; they use `brukermedvirkning` itself.
"""
