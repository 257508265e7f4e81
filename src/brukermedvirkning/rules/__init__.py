"""What follows: rules and indicators, as pure functions over domain values.

Nothing here has a clock, randomness, input or output, nor reaches out of the standard
library and attrs.
"""
