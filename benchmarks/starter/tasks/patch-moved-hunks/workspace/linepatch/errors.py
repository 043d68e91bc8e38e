"""What can go wrong with a patch."""


class PatchError(ValueError):
    """A patch that cannot be read."""


class HunkFailed(Exception):
    """A hunk that does not fit; ``number`` counts from 1."""

    def __init__(self, number, header):
        super().__init__(f"hunk {number} does not fit: {header}")
        self.number = number
