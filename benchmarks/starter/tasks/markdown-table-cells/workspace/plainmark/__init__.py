"""Markdown in, plain text for mails and terminals out."""

from plainmark.blocks import render

__all__ = ["render"]
