"""From text to sections."""

from __future__ import annotations

from typing import Dict, Optional

from inifile.errors import ConfigError

Sections = Dict[str, Dict[str, str]]


def parse(text: str) -> Sections:
    """Later values replace earlier ones. Lines are counted from 1. Raises ConfigError."""
    sections: Sections = {}
    section: Optional[Dict[str, str]] = None
    for number, line in enumerate(text.splitlines(), start=1):
        line = line.strip()
        if not line or line[0] in "#;":
            continue
        if line[0] == "[":
            if line[-1] != "]":
                raise ConfigError(number, "section name without ]")
            section = sections.setdefault(line[1:-1].strip(), {})
            continue
        key, equals, value = line.partition("=")
        if not equals:
            raise ConfigError(number, "expected key = value")
        if section is None:
            raise ConfigError(number, "value outside of any section")
        section[key.strip()] = value.strip()
    return sections
