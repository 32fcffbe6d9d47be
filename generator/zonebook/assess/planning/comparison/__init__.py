"""What a change of the models does: two assessments as of the same day, one against the other."""
