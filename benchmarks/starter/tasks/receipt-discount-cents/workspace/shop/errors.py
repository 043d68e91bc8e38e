"""Everything that can go wrong because of what a customer did."""


class ShopError(Exception):
    """Shown to the customer as it is."""


class CartError(ShopError):
    pass


class CouponError(ShopError):
    pass


class ShippingError(ShopError):
    pass


class UnknownProduct(ShopError):
    def __init__(self, sku: str) -> None:
        super().__init__(f"there is no product {sku!r}")
        self.sku = sku
