"""The measures by which systems answer threats of their own, beside the checks of controls."""
