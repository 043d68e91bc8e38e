"""The tools that the model can call. Every module in this folder is one: it has a SPEC and a `run(arguments)`."""

import importlib
import pkgutil


def load() -> dict:
    """The tools by name."""
    modules = [importlib.import_module(f"tools.{found.name}") for found in pkgutil.iter_modules(__path__)]
    return {module.SPEC["name"]: module for module in modules}


def run(toolbox: dict, name: str, arguments: dict) -> str:
    """Call a tool; what it says. Whatever goes wrong is for the model to read, as a text that begins "Error:"."""
    if name not in toolbox:
        return f"Error: there is no tool {name!r}."
    if not isinstance(arguments, dict):
        return "Error: the arguments are not a JSON object."
    try:
        return toolbox[name].run(arguments)
    except Exception as error:
        return f"Error: {error!r}"
