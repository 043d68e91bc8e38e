"""Comparisons and three-valued logic."""


def operate(name, values):
    """Apply a comparison or a logical operation to values of which any may be NULL."""
    if name == "AND":
        return False if False in values else None if None in values else True
    if name == "OR":
        return True if True in values else None if None in values else False
    if name == "NOT":
        return None if values[0] is None else not values[0]
    if name == "IS NULL":
        return values[0] is None
    left, right = values
    if left is None or right is None:
        return None
    if name in ("=", "<>"):
        return (left == right) == (name == "=")
    less, equal = left < right, left == right
    return {"<": less, "<=": less or equal, ">": not less and not equal, ">=": not less}[name]


def sort_key(value):
    """NULL comes before everything else."""
    return (value is not None, value)
