"""The page of attack paths: who reaches what from where, the paths step by step, and where they can be cut."""

from zonebook.views.system.attack_paths.overview import paths

__all__ = ["paths"]
