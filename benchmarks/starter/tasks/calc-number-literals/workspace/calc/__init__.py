"""A calculator for formulas with variables."""

from calc.errors import CalcError
from calc.parser import calculate, parse, unparse, variables

__all__ = ["CalcError", "calculate", "parse", "unparse", "variables"]
