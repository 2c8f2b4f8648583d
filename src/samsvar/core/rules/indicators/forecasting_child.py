"""The child process of `forecasting`: reads series as JSON, writes what is expected of each, and knows no more.

It reckons for hours where all is new, and gives way to whoever opens a page meanwhile.
"""

import json
import math
import os
import resource
import sys
import warnings
from typing import Any

if __name__ == "__main__":
    os.nice(19)
for name in ("OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS", "MKL_NUM_THREADS"):
    os.environ[name] = "1"  # read when numpy is imported: each thread would reserve memory of its own

from pandas import Series  # noqa: E402  the environment must be set before
from statsmodels.tsa.exponential_smoothing.ets import ETSModel  # noqa: E402  as above

MOST_ITERATIONS = 500


def main() -> None:
    """Forecast every ordered series under the ordered limits; one without a fit is null."""
    order = json.load(sys.stdin)
    resource.setrlimit(resource.RLIMIT_AS, (order["memory_bytes"], order["memory_bytes"]))
    resource.setrlimit(resource.RLIMIT_CPU, (order["seconds"], order["seconds"]))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    warnings.simplefilter("ignore")
    json.dump([forecast(each, order["alpha"]) for each in order["series"]], sys.stdout)


def forecast(series: dict[str, Any], alpha: float) -> list[list[float]] | None:
    """Value, low and high of each step; None where the model finds no fit."""
    values, steps = series["values"], series["steps"]
    if len(set(values)) == 1:  # nothing varies: nothing to fit
        return [[values[0]] * 3] * steps
    scale = max(abs(value) for value in values)
    try:
        model = ETSModel(Series([value / scale for value in values]), error="add", trend="add", damped_trend=True)
        fitted = model.fit(disp=False, maxiter=MOST_ITERATIONS)
        found = fitted.get_prediction(start=len(values), end=len(values) + steps - 1).summary_frame(alpha=alpha)
    except (ValueError, FloatingPointError, ArithmeticError):
        return None
    columns = (found["mean"], found["pi_lower"], found["pi_upper"])
    steps_found = [[float(number) * scale for number in step] for step in zip(*columns, strict=True)]
    return steps_found if all(math.isfinite(number) for step in steps_found for number in step) else None


if __name__ == "__main__":
    main()
