"""Every example learns what it is there to show."""

from __future__ import annotations

import pytest

from studio.data import open_source
from studio.document.analysis import analyse
from studio.document.settings import setting
from studio.examples import examples, load_example
from studio.run.trainer import TrainingRun, evaluate

SCORES = {
    "digits": {"val_accuracy": (">", 0.95)},
    "digits-two-inputs": {
        "val_digit_accuracy": (">", 0.93),
        "val_parity_accuracy": (">", 0.93),
    },
    "headlines": {
        "val_main_output_accuracy": (">", 0.85),
        "val_aux_output_accuracy": (">", 0.9),
    },
    "iris": {"val_accuracy": (">", 0.9)},
    # "The same as last month" has 0.28 on the standardised series.
    "el-nino": {"val_loss": ("<", 0.1)},
}


def test_every_example_has_a_score() -> None:
    assert set(SCORES) == {e.name for e in examples()}


@pytest.mark.parametrize("name", SCORES)
def test_example_reaches_its_score(name: str) -> None:
    document = load_example(name)
    dataset = open_source(setting(document, "source"))
    assert not analyse(document, dataset.fields).problems
    run = TrainingRun.create(document, dataset, None, "Run 1")
    state = run.run()
    assert run.record.status == "done", run.record.error
    assert state is not None
    best = {key: [row.values[key] for row in run.record.epochs] for key in SCORES[name]}
    for key, (sign, limit) in SCORES[name].items():
        last = best[key][-1]
        assert last > limit if sign == ">" else last < limit, (key, last)
    judged = evaluate(document, dataset, state, "validation")
    assert judged["loss"] == pytest.approx(
        run.record.epochs[-1].values["val_loss"], 1e-4
    )
    assert run.record.seconds < 60
