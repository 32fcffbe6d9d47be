"""What a change of the models does, for people who review it and for programs."""
