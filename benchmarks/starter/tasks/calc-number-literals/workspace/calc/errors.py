"""What can go wrong."""


class CalcError(ValueError):
    """A formula that cannot be read or calculated; ``column`` counts from 1 and may be None."""

    def __init__(self, message, column=None):
        super().__init__(message if column is None else f"{message} (column {column})")
        self.message = message
        self.column = column
