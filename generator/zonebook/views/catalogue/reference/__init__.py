"""The reference: the language, the words of `when` and the problem codes, each from what the program checks with."""

from zonebook.views.catalogue.reference.pages import reference

__all__ = ["reference"]
