"""The functions and constants that formulas can use: name to function and number of arguments, None for any."""

import math

CONSTANTS = {"pi": math.pi, "e": math.e}

FUNCTIONS = {
    "abs": (abs, 1),
    "sqrt": (math.sqrt, 1),
    "exp": (math.exp, 1),
    "ln": (math.log, 1),
    "log10": (math.log10, 1),
    "floor": (math.floor, 1),
    "ceil": (math.ceil, 1),
    "hypot": (math.hypot, 2),
    "min": (min, None),
    "max": (max, None),
}
