"""What numbers of an experiment allow to conclude: small mathematics, in closed forms and one integral.

Rates have a Beta posterior with a uniform prior; means a normal one. All answers depend on their arguments alone.
"""

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from statistics import NormalDist

SIGNIFICANCE = 0.05
POWER = 0.8
_INTERVAL = NormalDist().inv_cdf(1 - SIGNIFICANCE / 2)
_POWER = NormalDist().inv_cdf(POWER)
_REACH = 8.0
"""Standard deviations around a posterior's mean that are integrated over."""
_STEPS_PER_DEVIATION = 8
_MOST_STEPS = 4_000
_ASYMPTOTIC = 10.0
"""From here on the series below have ten right digits."""


@dataclass(frozen=True, slots=True)
class Estimate:
    """A value between the bounds of its 95 % interval."""

    value: float
    low: float
    high: float


@dataclass(frozen=True, slots=True)
class Posterior:
    """What is believed of a number: where it lies, how far it spreads, and the logarithm of its density."""

    mean: float
    deviation: float
    log_density: Callable[[float], float]


def rate_posterior(successes: int, trials: int) -> Posterior:
    """What is believed of a rate, as the logarithm of its odds: there even few trials make a smooth hill."""
    a, b = successes + 1, trials - successes + 1

    def log_density(at: float) -> float:
        return a * at - (a + b) * (max(at, 0.0) + math.log1p(math.exp(-abs(at))))

    return Posterior(_digamma(a) - _digamma(b), math.sqrt(_trigamma(a) + _trigamma(b)), log_density)


def mean_posterior(total: float, squares: float, count: int) -> Posterior | None:
    """What is believed of a mean, from the sum of the values and that of their squares; None where all are equal."""
    error = _error_of_mean(total, squares, count)
    if not error:
        return None
    mean = total / count
    return Posterior(mean, error, lambda at: -(((at - mean) / error) ** 2) / 2)


def best_chances(posteriors: Sequence[Posterior]) -> list[float]:
    """Of each number the chance that it is the largest; they add up to 1."""
    low = min(one.mean - _REACH * one.deviation for one in posteriors)
    high = max(one.mean + _REACH * one.deviation for one in posteriors)
    finest = min(one.deviation for one in posteriors) / _STEPS_PER_DEVIATION
    steps = min(_MOST_STEPS, math.ceil((high - low) / finest))
    grid = [low + (high - low) * (step + 0.5) / steps for step in range(steps)]
    masses = [_masses(one, grid) for one in posteriors]
    below = [_below(mass) for mass in masses]
    chances = [
        sum(mass * math.prod(other[at] for j, other in enumerate(below) if j != i) for at, mass in enumerate(masses[i]))
        for i in range(len(posteriors))
    ]
    whole = sum(chances)
    return [chance / whole for chance in chances]


def uplift_of_rates(control: tuple[int, int], variant: tuple[int, int]) -> Estimate | None:
    """By how much of the control's rate a variant's differs; each is (successes, trials), and None without successes.

    The logarithm of a Beta variable is close to normal, and so the quotient's to log-normal.
    """
    if not control[0] or not variant[0]:
        return None
    middle, spread = 0.0, 0.0
    for sign, (successes, trials) in ((-1, control), (1, variant)):
        a, b = successes + 1, trials - successes + 1
        middle += sign * (_digamma(a) - _digamma(a + b))
        spread += _trigamma(a) - _trigamma(a + b)
    observed = variant[0] * control[1] / (variant[1] * control[0])
    return _quotient(observed, middle, math.sqrt(spread))


def uplift_of_means(control: tuple[float, float, int], variant: tuple[float, float, int]) -> Estimate | None:
    """The same of means, each given as :func:`mean_posterior` takes it; None where one is not above zero or unsure."""
    if any(total <= 0 or not _error_of_mean(total, squares, count) for total, squares, count in (control, variant)):
        return None
    spread = math.hypot(*(_error_of_mean(*one) * one[2] / one[0] for one in (control, variant)))
    observed = (variant[0] / variant[2]) / (control[0] / control[2])
    return _quotient(observed, math.log(observed), spread)


def sample_ratio(observed: Sequence[int], weights: Sequence[int]) -> float:
    """How likely a split is that differs at least so much from the weights: the p-value of Pearson's χ² test."""
    visitors, whole = sum(observed), sum(weights)
    if not visitors:
        return 1.0
    expected = [visitors * weight / whole for weight in weights]
    distance = sum((seen - due) ** 2 / due for seen, due in zip(observed, expected, strict=True))
    return chi_square_tail(distance, len(weights) - 1)


def chi_square_tail(distance: float, freedom: int) -> float:
    """The chance that a χ² variable of so many degrees of freedom is larger."""
    half = distance / 2
    if freedom % 2:
        tail, term, start = math.erfc(math.sqrt(half)), math.sqrt(half / math.pi) * 2 * math.exp(-half), 3
    else:
        tail, term, start = math.exp(-half), half * math.exp(-half), 4
    for degrees in range(start, freedom + 1, 2):
        tail += term
        term *= 2 * half / degrees
    return tail


def visitors_needed(rate: float, effect: float) -> int | None:
    """Visitors of each of two variants to see a relative effect on a rate, with 80 % power at 5 % significance.

    None where the rate is zero, or would be one.
    """
    other = rate * (1 + effect)
    if not 0 < rate < 1 or not 0 < other < 1:
        return None
    middle = (rate + other) / 2
    spread = _INTERVAL * math.sqrt(2 * middle * (1 - middle))
    spread += _POWER * math.sqrt(rate * (1 - rate) + other * (1 - other))
    return math.ceil((spread / (other - rate)) ** 2)


def _quotient(observed: float, middle: float, spread: float) -> Estimate:
    reach = _INTERVAL * spread
    return Estimate(observed - 1, math.exp(middle - reach) - 1, math.exp(middle + reach) - 1)


def _error_of_mean(total: float, squares: float, count: int) -> float:
    if count < 2:  # noqa: PLR2004 - one value says nothing of their spread
        return 0.0
    variance = max(0.0, squares - total * total / count) / (count - 1)
    return math.sqrt(variance / count)


def _masses(posterior: Posterior, grid: Sequence[float]) -> list[float]:
    logs = [posterior.log_density(at) for at in grid]
    peak = max(logs)
    densities = [math.exp(one - peak) for one in logs]
    whole = sum(densities)
    return [density / whole for density in densities]


def _below(masses: Sequence[float]) -> list[float]:
    """At each step the chance of less, half of the step's own included."""
    found, total = [], 0.0
    for mass in masses:
        found.append(total + mass / 2)
        total += mass
    return found


def _digamma(x: float) -> float:
    less = 0.0
    while x < _ASYMPTOTIC:
        less += 1 / x
        x += 1
    square = 1 / (x * x)
    return math.log(x) - 1 / (2 * x) - square * (1 / 12 - square * (1 / 120 - square / 252)) - less


def _trigamma(x: float) -> float:
    more = 0.0
    while x < _ASYMPTOTIC:
        more += 1 / (x * x)
        x += 1
    square = 1 / (x * x)
    return more + 1 / x + square / 2 + square / x * (1 / 6 - square * (1 / 30 - square / 42))
