"""Python generated from definitions: the same counts as the interpreter, many times faster."""
