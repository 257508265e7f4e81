"""What was checked: as a document, and drawn from it."""
