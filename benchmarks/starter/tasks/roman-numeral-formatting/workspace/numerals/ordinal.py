"""English ordinal numbers: 1st, 2nd, 3rd, 4th."""


def ordinal(number: int) -> str:
    last, teens = abs(number) % 10, abs(number) % 100
    if 11 <= teens <= 13:
        return f"{number}th"
    return f"{number}" + {1: "st", 2: "nd", 3: "rd"}.get(last, "th")
