"""Indicators: definitions, tallies, results, and what may be published of them."""
