"""Orders and the states they go through."""

from orders.errors import OrderError, TransitionError
from orders.model import Line, Order
from orders.service import OrderDesk

__all__ = ["Line", "Order", "OrderDesk", "OrderError", "TransitionError"]
