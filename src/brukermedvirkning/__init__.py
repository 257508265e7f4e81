"""Brukermedvirkning: participants' influence as records, rules and indicators.

Importing this package loads nothing; each public name loads its module when it is
first used.
"""

__version__ = "0.1.0"
