"""What can go wrong with a letter."""


class TemplateError(ValueError):
    """The template itself is malformed."""


class MissingValue(LookupError):
    """The record has no value for a placeholder."""
