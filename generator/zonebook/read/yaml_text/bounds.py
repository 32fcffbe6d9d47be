"""The parser of events, and the bounds of what is read."""

import yaml

MOST_BYTES = 8 * 1024 * 1024
"""The longest text that is read, in bytes."""
MOST_SCALAR = 64 * 1024
"""The longest single value, in characters."""
MOST_DEPTH = 64
"""The deepest nesting."""
MOST_VALUES = 500_000
"""The most values in one text: values of keys and items of lists.

An audit of 10,000 results that state every word and name ten items each has fewer than 400,000.
"""
PARSER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
"""The parser of libyaml where PyYAML was built with it."""
