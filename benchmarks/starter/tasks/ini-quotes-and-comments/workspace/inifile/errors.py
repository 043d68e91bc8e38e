"""What can go wrong with a configuration file."""


class ConfigError(ValueError):
    """A line that makes no sense; says which."""

    def __init__(self, line: int, cause: str) -> None:
        super().__init__(f"line {line}: {cause}")
        self.line = line
