"""Commands that every bot has."""

from __future__ import annotations

from helmsman.aliases import Aliases
from helmsman.context import Context
from helmsman.errors import BadInput
from helmsman.help import overview, usage
from helmsman.params import Signature
from helmsman.registry import Command, Registry

MAX_CHOICES = 9


def install(registry: Registry, aliases: Aliases) -> None:
    def help_(context: Context, name: str = "") -> str:
        return usage(registry.find(name)) if name else overview(registry)

    def alias(context: Context, short: str, name: str) -> str:
        registry.find(aliases.resolve(context.channel, name))
        aliases.add(context.channel, short, name)
        return f"{short} now means {name}"

    commands = [
        ("help", "[NAME]", help_, "List the commands, or explain one.", "anybody"),
        ("alias", "SHORT NAME", alias, "Give a command a short name in this channel.", "admin"),
        ("echo", "TEXT...", echo, "Say it again.", "anybody"),
        ("poll", "QUESTION CHOICE [MORE...]", poll, "Ask the channel.", "anybody"),
    ]
    for name, params, action, about, role in commands:
        options = ["title"] if name == "poll" else []
        registry.add(Command(name, Signature.parse(params, options), action, about, role))


def echo(context: Context, text: list[str]) -> str:
    return " ".join(text)


def poll(context: Context, question: str, choice: str, more: list[str], title: str = "Poll") -> str:
    choices = [choice, *more]
    if len(choices) > MAX_CHOICES:
        raise BadInput(f"a poll has at most {MAX_CHOICES} choices")
    rows = [f"{title} by {context.author}: {question}"]
    rows += [f"  {number}. {text}" for number, text in enumerate(choices, 1)]
    return "\n".join(rows)
