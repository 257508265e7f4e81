"""What is so: frozen values without a clock, randomness, input or output.

Everything a case system keeps of a participant's course, and what it needs to know of
programmes and organisations. Nothing here reaches out of the standard library and attrs.
"""
