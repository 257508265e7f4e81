"""How measurements become tables, what is decided of them, and what is left to show."""
