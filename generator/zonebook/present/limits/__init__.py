"""The limits of a model on its pages: assumptions, what is out of scope, and what both of them set aside."""
