"""What is a user's mistake on the command line."""


class UserError(ValueError):
    """A command cannot be carried out as it was given; the message says why and what to do."""
