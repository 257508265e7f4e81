"""Pictures made of characters; each function takes values and returns lines."""
