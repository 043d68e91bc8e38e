"""Makes a web site of a folder of texts."""

from pressroom.config import Config
from pressroom.publisher import Publisher

__all__ = ["Config", "Publisher"]
