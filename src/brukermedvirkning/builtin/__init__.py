"""What comes with the core: its rules, figures, indicators, words and formats.

Importing this package loads nothing, so that who wants the rules need not load the rest.
"""
