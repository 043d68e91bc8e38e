"""What a tournament refuses."""


class TourneyError(ValueError):
    """Something that the bracket does not allow or does not have."""
