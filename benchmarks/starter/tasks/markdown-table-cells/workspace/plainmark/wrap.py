"""Filling paragraphs to a width."""


def fill(text, width, first="", rest=""):
    """Lines of at most ``width`` characters; a word that is longer than that gets a line of its own."""
    lines = []
    line = first
    empty = True
    for word in text.split():
        if not empty and len(line) + 1 + len(word) > width:
            lines.append(line)
            line, empty = rest, True
        line += word if empty else " " + word
        empty = False
    if not empty or first.strip():
        lines.append(line.rstrip())
    return lines


def indent(lines, prefix):
    """The lines behind a prefix, without trailing blanks."""
    return [(prefix + line).rstrip() for line in lines]
