"""SELECT statements over tables in memory."""

from minisql.query import query
from minisql.table import QueryError, Result, Table

__all__ = ["QueryError", "Result", "Table", "query"]
