"""The draw: which seeds meet in the first round."""


def bracket_size(entrants):
    """The smallest power of two that has room for all entrants."""
    size = 2
    while size < entrants:
        size *= 2
    return size


def seed_order(size):
    """The seeds from top to bottom, so that 1 and 2 can meet in the final only, 1 to 4 not before the semi-finals."""
    order = [1]
    while len(order) < size:
        total = 2 * len(order) + 1
        order = [seed for low in order for seed in (low, total - low)]
    return order
