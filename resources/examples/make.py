"""Writes the examples: each a document as JSON, with its data bound.

Run ``python -m resources.examples.make`` after a change here; a test checks that the
files are what this script writes.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

FOLDER = Path(__file__).parent
STEP_X, STEP_Y = 176, 96
NARROW = 152
"""Step of examples whose cards are narrow."""


class Sketch:
    """Collects nodes and wires of one example.

    Parameters
    ----------
    name, title, summary : str
        File name, title and one line for the list of examples.
    source : dict
        Data source.
    optimizer : dict
        Optimizer with the options that differ from its defaults.
    training, split : dict
        Settings that differ from their defaults.
    step : int
        Distance between columns of the grid, in scene units.
    """

    def __init__(
        self,
        name: str,
        title: str,
        summary: str,
        *,
        source: dict[str, Any],
        optimizer: dict[str, Any],
        training: dict[str, Any],
        split: dict[str, Any] | None = None,
        step: int = STEP_X,
    ) -> None:
        self._step = step
        self.name, self.title, self.summary = name, title, summary
        self.settings: dict[str, Any] = {
            "title": name,
            "source": source,
            "optimizer": optimizer,
            "training": training,
        }
        if split:
            self.settings["split"] = split
        self.nodes: list[dict[str, Any]] = []
        self.links: list[dict[str, Any]] = []

    def node(
        self,
        kind: str,
        name: str,
        column: float,
        row: float,
        *sources: str,
        bind: dict[str, Any] | None = None,
        **options: Any,
    ) -> str:
        """Add a node at a place of the grid, wired from `sources`; return its id."""
        entry: dict[str, Any] = {
            "id": name,
            "type": kind,
            "name": name,
            "options": options,
            "position": [column * self._step, row * STEP_Y],
        }
        if bind:
            entry["binding"] = {"scale": "none", "encoding": "auto", **bind}
        self.nodes.append(entry)
        for port, source in enumerate(sources):
            self.links.append(
                {
                    "id": f"{source}-{name}",
                    "source": [source, 0],
                    "target": [name, port],
                }
            )
        return name

    def data(self) -> dict[str, Any]:
        """Return what goes to the file."""
        return {
            "format": 1,
            "title": self.title,
            "summary": self.summary,
            "document": {
                "nodes": self.nodes,
                "links": self.links,
                "settings": self.settings,
            },
        }


def adam(rate: float | None = None) -> dict[str, Any]:
    """Return the setting for Adam."""
    config = {} if rate is None else {"learning_rate": rate}
    return {"class_name": "Adam", "config": config}


def digits() -> Sketch:
    """Classify 8x8 pictures by their pixels."""
    s = Sketch(
        "digits",
        "Handwritten digits",
        "64 pixels, two hidden layers, ten classes: the first model to train.",
        source={"kind": "builtin", "name": "digits"},
        optimizer=adam(),
        training={"epochs": 60},
    )
    x = s.node("Input", "pixels", 0, 1, shape=[64], bind={"columns": ["pixels"]})
    x = s.node("Dense", "hidden_1", 1, 1, x, units=64, activation="relu")
    x = s.node("Dropout", "dropout", 2, 1, x, rate=0.2)
    x = s.node("Dense", "hidden_2", 3, 1, x, units=64, activation="relu")
    x = s.node("Dense", "scores", 4, 1, x, units=10, activation="softmax")
    s.node(
        "Output", "digit", 5, 1, x,
        loss="sparse_categorical_crossentropy", metrics=["accuracy"],
        bind={"columns": ["digit"]},
    )  # fmt: skip
    return s


def digits_two_inputs() -> Sketch:
    """Read digits row by row, with hand-made features beside; two outputs."""
    s = Sketch(
        "digits-two-inputs",
        "Digits by rows and features",
        "An LSTM reads the picture row by row; a second input has hand-made features; "
        "outputs tell the digit and whether it is even.",
        source={"kind": "builtin", "name": "digits"},
        optimizer=adam(0.002),
        training={"epochs": 25},
    )
    rows = s.node("Input", "rows", 0, 0, shape=[8, 8], bind={"columns": ["rows"]})
    lstm = s.node("LSTM", "lstm", 1, 0, rows, units=64)
    features = s.node(
        "Input", "features", 0, 1.5, shape=[26],
        bind={"columns": ["features"], "scale": "standardize"},
    )  # fmt: skip
    dense = s.node("Dense", "hand_made", 1, 1.5, features, units=32, activation="relu")
    both = s.node("Concatenate", "both", 2, 0.75, lstm, dense)
    x = s.node("Dense", "common", 3, 0.75, both, units=64, activation="relu")
    x = s.node("Dropout", "dropout", 4, 0.75, x, rate=0.2)
    a = s.node("Dense", "digit_scores", 5, 0.25, x, units=10, activation="softmax")
    s.node(
        "Output", "digit", 6, 0.25, a,
        loss="sparse_categorical_crossentropy", metrics=["accuracy"],
        bind={"columns": ["digit"]},
    )  # fmt: skip
    b = s.node("Dense", "parity_score", 5, 1.25, x, units=1, activation="sigmoid")
    s.node(
        "Output", "parity", 6, 1.25, b, loss="binary_crossentropy", loss_weight=0.5,
        metrics=["accuracy"], bind={"columns": ["parity"]},
    )  # fmt: skip
    return s


def headlines() -> Sketch:
    """Read headlines: the model of Keras' guide to multi-input, multi-output models."""
    s = Sketch(
        "headlines",
        "News headlines",
        "Embedding and LSTM read 100 words; a second input joins behind them; two "
        "outputs with loss weights 1 and 0.2.",
        source={"kind": "generated", "name": "headlines", "rows": 2000, "seed": 0},
        optimizer={"class_name": "RMSprop", "config": {}},
        training={"epochs": 8},
        step=NARROW,
    )
    words = s.node(
        "Input", "main_input", 0, 0, shape=[100], dtype="int32",
        bind={"columns": ["tokens"]},
    )  # fmt: skip
    x = s.node("Embedding", "embedding", 1, 0, words, input_dim=10000, output_dim=512)
    lstm = s.node("LSTM", "lstm", 2, 0, x, units=32)
    aux = s.node("Input", "aux_input", 2, 1.65, shape=[5], bind={"columns": ["aux"]})
    x = s.node("Concatenate", "concatenate", 3, 1.15, lstm, aux)
    for index in (1, 2, 3):
        x = s.node(
            "Dense", f"dense_{index}", 3 + index, 1.15, x, units=64, activation="relu"
        )
    x = s.node("Dense", "main_score", 7, 1.15, x, units=1, activation="sigmoid")
    s.node(
        "Output", "main_output", 8, 1.15, x, loss="binary_crossentropy",
        metrics=["accuracy"], bind={"columns": ["main_label"]},
    )  # fmt: skip
    y = s.node("Dense", "aux_score", 7, 0, lstm, units=1, activation="sigmoid")
    s.node(
        "Output", "aux_output", 8, 0, y, loss="binary_crossentropy", loss_weight=0.2,
        metrics=["accuracy"], bind={"columns": ["aux_label"]},
    )  # fmt: skip
    return s


def iris() -> Sketch:
    """Tell three species by a table of four columns."""
    s = Sketch(
        "iris",
        "Iris flowers",
        "A table with four columns; the species is told by a small network.",
        source={"kind": "builtin", "name": "iris"},
        optimizer=adam(0.01),
        training={"epochs": 60, "batch_size": 16},
    )
    x = s.node(
        "Input", "measurements", 0, 0, shape=[4],
        bind={
            "columns": [
                "sepal length (cm)", "sepal width (cm)",
                "petal length (cm)", "petal width (cm)",
            ],
            "scale": "standardize",
        },
    )  # fmt: skip
    x = s.node("Dense", "hidden", 1, 0, x, units=16, activation="relu")
    x = s.node("Dense", "scores", 2, 0, x, units=3, activation="softmax")
    s.node(
        "Output", "species", 3, 0, x,
        loss="sparse_categorical_crossentropy", metrics=["accuracy"],
        bind={"columns": ["species"]},
    )  # fmt: skip
    return s


def elnino() -> Sketch:
    """Predict the next month of a series."""
    s = Sketch(
        "el-nino",
        "El Niño temperatures",
        "An LSTM reads two years of sea temperature and predicts the next month.",
        source={"kind": "builtin", "name": "elnino", "window": 24},
        optimizer=adam(0.003),
        training={"epochs": 40},
        split={"method": "last"},
    )
    x = s.node("Input", "window", 0, 0, shape=[24, 1], bind={"columns": ["window"]})
    x = s.node("LSTM", "lstm", 1, 0, x, units=24)
    x = s.node("Dense", "forecast", 2, 0, x, units=1)
    s.node(
        "Output", "next", 3, 0, x, loss="mean_squared_error",
        metrics=["mean_absolute_error"], bind={"columns": ["next"]},
    )  # fmt: skip
    return s


EXAMPLES = (digits, digits_two_inputs, headlines, iris, elnino)


def write(folder: Path = FOLDER) -> None:
    """Write all examples to a folder."""
    for number, make in enumerate(EXAMPLES, 1):
        sketch = make()
        text = json.dumps(sketch.data(), indent=1, ensure_ascii=False) + "\n"
        path = folder / f"{number}-{sketch.name}.json"
        path.write_text(text, encoding="utf-8")


if __name__ == "__main__":
    write()
