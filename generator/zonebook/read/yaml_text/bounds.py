"""The parser of events, and the bounds of what is read."""

import yaml

MOST_BYTES = 8 * 1024 * 1024
"""The longest text that is read, in bytes."""
MOST_SCALAR = 64 * 1024
"""The longest single value, in characters."""
MOST_DEPTH = 64
"""The deepest nesting."""
MOST_VALUES = 200_000
"""The most values in one text: values of keys and items of lists."""
PARSER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
"""The parser of libyaml where PyYAML was built with it."""
