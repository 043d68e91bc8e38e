"""A small spreadsheet."""

from sheet.engine import Error, Sheet

__all__ = ["Error", "Sheet"]
