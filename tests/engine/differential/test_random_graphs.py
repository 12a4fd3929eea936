"""Random graphs give the numbers, names, configs and files of real Keras."""

from __future__ import annotations

from pathlib import Path

import pytest
from differential import Case, Twins
from random_graphs import random_model

OPTIMIZERS = (
    lambda k: k.optimizers.SGD(0.05, momentum=0.5),
    lambda k: k.optimizers.RMSprop(0.003),
    lambda k: k.optimizers.Adam(0.003),
)
IN_EVERY_RUN = 6
IN_THE_LONG_MODE = 300


@pytest.mark.parametrize("seed", range(IN_EVERY_RUN))
def test_random_graph(seed: int, tmp_path: Path) -> None:
    check(seed, tmp_path)


@pytest.mark.slow
@pytest.mark.parametrize("seed", range(IN_EVERY_RUN, IN_THE_LONG_MODE))
def test_many_random_graphs(seed: int, tmp_path: Path) -> None:
    check(seed, tmp_path)


def check(seed: int, folder: Path) -> None:
    """Build the graph of a seed with both, and compare everything."""
    optimizer = OPTIMIZERS[seed % len(OPTIMIZERS)]
    case = Case(random_model(seed), optimizer=optimizer, padded=True, rtol=5e-4)
    Twins(case, seed).check(folder)
