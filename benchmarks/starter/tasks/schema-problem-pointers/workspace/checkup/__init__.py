"""Checks documents of dicts and lists against schemas."""

from checkup.validate import Invalid, Problem, SchemaError, check, validate

__all__ = ["Invalid", "Problem", "SchemaError", "check", "validate"]
