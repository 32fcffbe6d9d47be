"""The shelf of frameworks: a page for each, and for each family of a framework that is too long for one page."""

from zonebook.views.catalogue.frameworks.overview import frameworks

__all__ = ["frameworks"]
