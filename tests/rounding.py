"""Figures to so many decimals, counted in whole numbers: the oracle of those in the product."""

from fractions import Fraction


def half_up(figure: Fraction | float, places: int = 1, *, signed: bool = False) -> str:
    """A figure in decimals, a half away from zero: "4.3" of 4.25."""
    exact = Fraction(figure).limit_denominator(10**6)
    units = int(abs(exact) * 10**places + Fraction(1, 2))
    sign = "−" if exact < 0 and units else "+" if signed and units else ""
    whole, decimals = divmod(units, 10**places)
    return f"{sign}{whole}" + (f".{decimals:0{places}}" if places else "")
