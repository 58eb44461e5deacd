"""What may be concluded, beside simulations and the tables of textbooks."""

import random
from itertools import pairwise

import pytest

from resolvers.inference import (
    best_chances,
    chi_square_tail,
    mean_posterior,
    rate_posterior,
    sample_ratio,
    uplift_of_means,
    uplift_of_rates,
    visitors_needed,
)

DRAWS = 20_000
RATES = [
    [(34, 1102), (41, 1067), (29, 1072)],
    [(0, 20), (1, 20)],
    [(0, 100), (3, 100), (2, 50)],
    [(500, 100_000), (5, 900)],
    [(10, 10), (9, 10)],
]


def simulated(rates: list[tuple[int, int]]) -> list[list[float]]:
    chance = random.Random(7)  # noqa: S311 - a simulation
    return [[chance.betavariate(s + 1, n - s + 1) for s, n in rates] for _ in range(DRAWS)]


@pytest.mark.parametrize("rates", RATES, ids=str)
def test_the_chance_to_be_best_is_what_a_simulation_finds(rates: list[tuple[int, int]]) -> None:
    draws = simulated(rates)
    found = best_chances([rate_posterior(*one) for one in rates])
    assert sum(found) == pytest.approx(1)
    for index, chance in enumerate(found):
        assert chance == pytest.approx(sum(draw[index] == max(draw) for draw in draws) / DRAWS, abs=0.012)


@pytest.mark.parametrize("rates", [RATES[0][:2], [(500, 10_000), (560, 10_100)], [(20, 200), (35, 220)]], ids=str)
def test_the_interval_of_an_uplift_is_what_a_simulation_finds(rates: list[tuple[int, int]]) -> None:
    quotients = sorted(draw[1] / draw[0] - 1 for draw in simulated(rates))
    found = uplift_of_rates(*rates)
    assert found is not None
    assert found.value == pytest.approx(rates[1][0] / rates[1][1] / (rates[0][0] / rates[0][1]) - 1)
    width = found.high - found.low
    assert found.low == pytest.approx(quotients[int(DRAWS * 0.025)], abs=0.05 * width)
    assert found.high == pytest.approx(quotients[int(DRAWS * 0.975)], abs=0.05 * width)


def test_nothing_is_said_of_what_never_happened() -> None:
    assert uplift_of_rates((0, 100), (5, 100)) is None
    assert uplift_of_rates((5, 100), (0, 100)) is None
    assert uplift_of_means((0, 0, 100), (5, 25, 100)) is None
    assert mean_posterior(10, 100, 1) is None
    assert mean_posterior(20, 40, 10) is None
    assert visitors_needed(0, 0.1) is None
    assert visitors_needed(0.95, 0.1) is None
    assert sample_ratio([0, 0], [50, 50]) == 1


def test_means_are_compared() -> None:
    """Of 400 visitors each, a tenth buys: for 10 there, for 20 here."""
    control, variant = (400.0, 4_000.0, 400), (800.0, 16_000.0, 400)
    found = uplift_of_means(control, variant)
    assert found is not None
    assert found.value == pytest.approx(1)
    assert 0.2 < found.low < 0.4
    assert 2 < found.high < 2.4
    ones = [mean_posterior(*control), mean_posterior(*variant)]
    chances = best_chances([one for one in ones if one])
    assert chances[1] == pytest.approx(0.9984, abs=0.001)  # Φ of 1 over the root of 0.15² + 0.3²
    assert sum(chances) == pytest.approx(1)


@pytest.mark.parametrize(
    ("distance", "freedom", "tail"),
    [(3.841, 1, 0.05), (10.828, 1, 0.001), (5.991, 2, 0.05), (7.815, 3, 0.05), (9.488, 4, 0.05), (43.820, 19, 0.001)],
)
def test_the_chi_square_of_the_tables(distance: float, freedom: int, tail: float) -> None:
    assert chi_square_tail(distance, freedom) == pytest.approx(tail, rel=2e-3)


def test_visitors_needed_as_in_the_textbook() -> None:
    assert visitors_needed(0.05, 0.1) == pytest.approx(31_234, abs=5)
    counts = [visitors_needed(0.05, effect) or 0 for effect in (0.05, 0.1, 0.2, 0.5)]
    assert all(more > fewer for more, fewer in pairwise(counts))
