"""The lending desk of a small library."""

from lending.desk import Desk

__all__ = ["Desk"]
