"""Arithmetic that every report shares, so that they all round alike."""


def percent(part: float, whole: float, decimals: int = 1) -> float:
    """``part`` in percent of ``whole``, rounded; 0 of nothing."""
    return round(100 * part / whole, decimals) if whole else 0.0


def mean(total: float, count: float, decimals: int = 2) -> float:
    """``total`` divided among ``count``, rounded; 0 among none."""
    return round(total / count, decimals) if count else 0.0
