"""NAV's public data contracts: messages about one person, read together into cases.

A contract is one module: what its messages look like and what they say. What all of them
share is here: reading JSON, times, fields, gathering by person, and putting a case
together. Source: the contracts as published below github.com/navikt, cited as
`repository:path`.
"""
