"""Hand-written models give the numbers, names, configs and files of real Keras."""

from __future__ import annotations

from pathlib import Path

import pytest
from differential import Twins
from zoo import ZOO


@pytest.mark.parametrize("name", ZOO)
def test_model_of_the_zoo(name: str, tmp_path: Path) -> None:
    Twins(ZOO[name]).check(tmp_path)


@pytest.mark.slow
@pytest.mark.parametrize("name", ZOO)
def test_other_formats(name: str, tmp_path: Path) -> None:
    twins = Twins(ZOO[name], seed=1)
    before = twins.check_predictions(twins.ours, twins.theirs)
    for ending in (".keras", ".h5"):
        twins.check_files(tmp_path, ending, before)
