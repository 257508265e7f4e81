"""The core's own rules: one module per promise, each rule a plain function."""
