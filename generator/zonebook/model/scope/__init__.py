"""The limits of a model: what is taken as given, and what is not judged here."""
