"""Ways of showing a tree: a model's words must not get out of the place that they are shown in."""

from __future__ import annotations

import json
import xml.etree.ElementTree as ET

import pytest
from hypothesis import given
from hypothesis import strategies as st

from archive.lineage import Tally
from campaign.render import FORMATS
from campaign.rows import AgentRow, Score, visible


def tree(title: str) -> list[AgentRow]:
    def row(number: int, parents: tuple[str, ...], children: tuple[str, ...]) -> AgentRow:
        return AgentRow(
            id=f"{number:040x}",
            number=number,
            parents=parents,
            children=children,
            depth=min(number, 2),
            title="seed" if not number else visible(title),
            score=Score.of(Tally(number, 3)),
            clade=Score.of(Tally(5, 3)),
            stillborn=(visible(f"unchanged: {title}"),),
            tokens=10**number,
            usd=0.5,
            seconds=1.0,
            chosen=number == 2,
        )

    ids = [f"{number:040x}" for number in range(3)]
    return [row(0, (), (ids[1],)), row(1, (ids[0],), (ids[2],)), row(2, (ids[1], ids[0]), ())]


HOSTILE = [
    '"]; evil [label="',
    "</text><script>alert(1)</script>",
    "\x1b]52;c;ZXZpbA==\x07",
    "line\nbreak",
    "end --> x[click]",
    "(a,b);",
    "\u202egnp.exe",
]


@pytest.mark.parametrize("title", HOSTILE)
def test_hostile_titles_are_harmless(title: str) -> None:
    rows = tree(title)
    assert len(json.loads(FORMATS["json"](rows))) == 3
    svg = ET.fromstring(FORMATS["svg"](rows))
    assert not [node for node in svg.iter() if node.tag.endswith("script")]
    text = FORMATS["text"](rows)
    assert not {"\x1b", "\x07", "\u202e"} & set(text)
    assert len(text.splitlines()) == 1 + 3 + 3 + 2
    dot = FORMATS["dot"](rows)
    assert dot.count("[label=") - title.count("[label=") * 2 == 3
    assert dot.count("\n") == 1 + 1 + 3 + 3 - 1 + 1
    mermaid = FORMATS["mermaid"](rows)
    assert mermaid.count("-->") == 3
    assert FORMATS["newick"](rows).count(";") == 1


@given(st.text(max_size=80))
def test_any_title_can_be_shown(title: str) -> None:
    rows = tree(title)
    for name, render in FORMATS.items():
        shown = render(rows)
        assert shown, name
