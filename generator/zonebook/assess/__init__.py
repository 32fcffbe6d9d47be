"""What a model means: pure judgements, each with its reasons."""
