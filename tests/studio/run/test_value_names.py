"""Log names: taken apart, put in order, and numbers written short."""

from __future__ import annotations

import math

import pytest

from studio.run.value_names import (
    ValueName,
    format_value,
    in_order,
    parse,
    readable,
    short_outputs,
)

TWO = ["main_output", "aux_output"]


@pytest.mark.parametrize(
    ("name", "outputs", "expected"),
    [
        ("loss", TWO, ValueName("loss")),
        ("val_loss", TWO, ValueName("loss", "", True)),
        ("aux_output_loss", TWO, ValueName("loss", "aux_output")),
        (
            "val_main_output_accuracy",
            TWO,
            ValueName("accuracy", "main_output", True),
        ),
        ("val_accuracy", ["digit"], ValueName("accuracy", "digit", True)),
        ("digit_accuracy", ["digit"], ValueName("accuracy", "digit")),
        # One name begins with another: the longer one is meant.
        ("a_b_loss", ["a", "a_b"], ValueName("loss", "a_b")),
        ("a_loss", ["a", "a_b"], ValueName("loss", "a")),
        ("learning_rate", ["learning"], ValueName("learning_rate")),
    ],
)
def test_a_name_is_taken_apart(
    name: str, outputs: list[str], expected: ValueName
) -> None:
    assert parse(name, outputs) == expected


def test_all_accuracies_are_one_kind_and_short_names_mean_the_long_ones() -> None:
    assert ValueName("sparse_categorical_accuracy").kind == "accuracy"
    assert ValueName("mae").kind == ValueName("mean_absolute_error").kind
    assert ValueName("mae").kind != ValueName("mse").kind


def test_outputs_lose_an_ending_that_all_of_them_have() -> None:
    assert list(short_outputs(TWO).values()) == ["main", "aux"]
    assert list(short_outputs(["main_output", "digit"]).values()) == [
        "main_output",
        "digit",
    ]
    assert short_outputs(["_output"]) == {"_output": "_output"}


def test_losses_come_first_and_validation_behind_its_training() -> None:
    names = [
        "val_aux_output_accuracy",
        "aux_output_accuracy",
        "learning_rate",
        "val_loss",
        "aux_output_loss",
        "main_output_loss",
        "loss",
    ]
    assert in_order(names, TWO) == [
        "loss",
        "val_loss",
        "main_output_loss",
        "aux_output_loss",
        "aux_output_accuracy",
        "val_aux_output_accuracy",
        "learning_rate",
    ]


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (0.21472, "0.2147"),
        (12.3456, "12.346"),
        (123.456, "123.46"),
        (12345.6, "12345.6"),
        (1234567.0, "1.23e6"),
        (0.000123, "1.23e-4"),
        (0.0, "0"),
        (math.nan, "NaN"),
        (math.inf, "∞"),
        (None, "–"),
    ],
)
def test_values_are_written_short(value: float | None, text: str) -> None:
    assert format_value(value) == text


def test_a_metric_reads_like_a_sentence() -> None:
    assert readable("mean_absolute_error") == "Mean absolute error"
