"""The life of our orders, as text that the back office can read."""

from __future__ import annotations

from orders.parser import Definition, parse

STANDARD = """
# from      -> to          on event    if guards
start draft
final cancelled, refunded

draft       -> placed      on place    if has_lines and has_address
*           -> cancelled   on cancel   if not_handed_over
placed      -> paid        on pay      if covers_total
placed      -> part_paid   on pay      if paid_something
part_paid   -> paid        on pay      if covers_total
paid        -> shipped     on ship     if in_stock
shipped     -> delivered   on deliver
delivered   -> returned    on return   if returnable
returned    -> refunded    on refund
"""


def standard() -> Definition:
    return parse(STANDARD)
