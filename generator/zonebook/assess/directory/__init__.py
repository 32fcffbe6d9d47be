"""The directory decision: options, requirements, ranking, advice."""
