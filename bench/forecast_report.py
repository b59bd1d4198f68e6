"""Prints what the forecast bench found, as tables of Markdown."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date, timedelta
from functools import partial
from time import process_time

from bench.forecast_measures import (
    Measure,
    Sums,
    Tally,
    bootstrap,
    brier,
    brier_of_week,
    calibration_error,
    covered,
    crps,
    log_loss,
)
from bench.forecast_series import TOTAL, WEEKS, Window
from plumbline.engine.documents.choices import MetricKind
from plumbline.engine.forecast import covariance
from plumbline.engine.forecast.history import History
from plumbline.engine.forecast.key_results import key_result_forecast

SHOWN_WEEKS = (3, 5, 7, 10)
START = date(2026, 1, 1)
TIMED = 400


def figures_print(title: str, forecast: str, tallies: Mapping[str, Tally]) -> None:
    """Print one table: the forecast and each rival."""
    measures = _measures(forecast, tallies)
    spans = bootstrap(tallies, measures)
    print(f"### {title}\n")
    weeks = " / ".join(map(str, SHOWN_WEEKS))
    print(f"| | Brier | log loss | calibration error | skill of the forecast | week {weeks} |")
    print("|---|---|---|---|---|---|")
    for name, tally in tallies.items():
        skill = _with_span(measures, spans, tallies, f"against {name}") if name != forecast else ""
        by_week = " / ".join(f"{tally.mean(brier_of_week(week)):.3f}" for week in SHOWN_WEEKS)
        print(
            f"| {name} | {_with_span(measures, spans, tallies, name)} "
            f"| {tally.mean(log_loss):.3f} | {tally.mean(calibration_error):.3f} "
            f"| {skill} | {by_week} |"
        )
    print()
    for name in ("calibration", "crps", "covered"):
        if name in measures:
            print(f"{name}: {_with_span(measures, spans, tallies, name)}")
    by_stratum = tallies[forecast].by_stratum(brier)
    print("Brier:", ", ".join(f"{name} {value:.4f}" for name, value in by_stratum.items()))


def _measures(forecast: str, tallies: Mapping[str, Tally]) -> dict[str, Measure]:
    """What gets an interval: by the name of a method its Brier score, and what is compared."""
    measures: dict[str, Measure] = {}
    for name in tallies:
        measures[name] = partial(_mean_of, name, brier)
        if name != forecast:
            measures[f"against {name}"] = partial(_skill, forecast, name)
    measures["calibration"] = partial(_mean_of, forecast, calibration_error)
    if tallies[forecast].mean(crps):
        measures["crps"] = partial(_mean_of, forecast, crps)
    measures["covered"] = partial(_mean_of, forecast, covered)
    return measures


def _mean_of(
    name: str, what: Callable[[Iterable[Sums]], float], tallies: Mapping[str, Tally]
) -> float:
    return tallies[name].mean(what)


def _skill(forecast: str, rival: str, tallies: Mapping[str, Tally]) -> float:
    return 1 - tallies[forecast].mean(brier) / tallies[rival].mean(brier)


def _with_span(
    measures: Mapping[str, Measure],
    spans: Mapping[str, tuple[float, float]],
    tallies: Mapping[str, Tally],
    name: str,
) -> str:
    low, high = spans[name]
    return f"{measures[name](tallies):.4f} [{low:.4f}, {high:.4f}]"


def coverage_line(tally: Tally) -> str:
    """The 80 % interval by stratum."""
    shares = tally.by_stratum(covered)
    return "80 % interval: " + ", ".join(f"{name} {share:.3f}" for name, share in shares.items())


def timing_print(windows: Sequence[Window]) -> None:
    """Time whole forecasts, chance and fan, in this process's own time."""
    histories = [_history(each) for each in windows[:: max(1, len(windows) // TIMED)]]
    today = START + timedelta(days=70)
    taken = {}
    for name in ("first of its pattern of days", "pattern seen before"):
        begun = process_time()
        for history in histories:
            if name.startswith("first"):
                covariance.factor.cache_clear()
                covariance.view.cache_clear()
            key_result_forecast(history, today=today)
        taken[name] = 1000 * (process_time() - begun) / len(histories)
    print("One forecast with ten readings:", end=" ")
    print(", ".join(f"{value:.2f} ms {name}" for name, value in taken.items()) + "\n")


def _history(window: Window) -> History:
    target = window.targets[0]
    return History(
        kind=MetricKind.INCREASE if window.rises else MetricKind.DECREASE,
        start=START,
        end=START + timedelta(days=7 * WEEKS),
        baseline=window.values[0],
        target=target,
        accumulates=window.kind == TOTAL,
        readings=[
            (START + timedelta(days=7 * week), window.values[week]) for week in range(1, WEEKS)
        ],
    )
