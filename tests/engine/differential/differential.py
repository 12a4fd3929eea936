"""A function builds a model with either framework; all about both is compared."""

from __future__ import annotations

import json
import re
import warnings
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import keras
import numpy as np

import engine
from engine.graph.structure import flatten

Build = Callable[[Any], Any]

ROWS = 8
STEPS = 10


@dataclass(frozen=True)
class Case:
    """A model and how it is trained.

    Attributes
    ----------
    build : callable
        Takes `engine` or `keras` and returns the model, not compiled.
    optimizer : callable
        Takes the framework, returns the optimizer.
    loss : str, list or dict
        Loss, or None to train on nothing but penalties.
    integers : int
        How many different whole numbers inputs of integer dtype hold.
    classes : bool
        Whether targets are class numbers.
    padded : bool
        Whether integer inputs end in zeros, so that masks differ from row to row.
    rtol : float
        Allowed relative difference in training.
    """

    build: Build
    optimizer: Callable[[Any], Any] = lambda k: k.optimizers.Adam(0.01)
    loss: Any = "mse"
    metrics: Any = None
    integers: int = 12
    classes: int = 0
    padded: bool = False
    rtol: float = 1e-4
    sample_weight: bool = False
    custom_objects: dict[str, Any] = field(default_factory=dict)


def quiet(run: Callable[[], Any]) -> Any:
    """Run without Keras' warnings about masks and structures."""
    with warnings.catch_warnings():
        warnings.filterwarnings("ignore", "The structure of `inputs`")
        warnings.filterwarnings("ignore", ".* does not support masking")
        warnings.filterwarnings("ignore", ".*was passed an input with a mask")
        warnings.filterwarnings("ignore", ".*HDF5 file via `model.save")
        return run()


class Twins:
    """The same model in both frameworks, with the same weights.

    Parameters
    ----------
    case : Case
        How to build it.
    seed : int, default=0
        Of weights and data.
    """

    def __init__(self, case: Case, seed: int = 0) -> None:
        self.case = case
        self.rng = np.random.default_rng(seed)
        self.ours = self._made(engine)
        self.theirs = self._made(keras)
        self.theirs.set_weights([self._weight(w) for w in self.theirs.weights])
        self.ours.set_weights(self.theirs.get_weights())
        self.x = self._inputs()

    def _made(self, k: Any) -> Any:
        k.utils.clear_session()
        return quiet(lambda: self.case.build(k))

    def _weight(self, variable: Any) -> Any:
        value = np.asarray(variable)
        if value.dtype.kind != "f":
            return value
        noise = self.rng.normal(0, 0.4, value.shape)
        if "variance" in variable.name:
            return np.abs(value + noise) + 0.2
        return value * 0.5 + noise

    def _inputs(self) -> Any:
        arrays = []
        for tensor in self.theirs.inputs:
            shape = (ROWS, *[5 if d is None else d for d in tensor.shape[1:]])
            if str(tensor.dtype).startswith("int"):
                array = self.rng.integers(1, self.case.integers, shape)
                if self.case.padded and len(shape) > 1:
                    kept = self.rng.integers(1, shape[1] + 1, ROWS)
                    array[np.arange(shape[1]) >= kept[:, None]] = 0
                arrays.append(array.astype("int32"))
            else:
                arrays.append(self.rng.normal(size=shape).astype("float32"))
        return arrays if len(arrays) > 1 else arrays[0]

    # ------------------------------------------------------------ comparisons

    def check(self, folder: Path, *, formats: tuple[str, ...] = (".keras",)) -> None:
        """Compare structure, numbers, configs, files and training."""
        self.check_structure(self.ours, self.theirs)
        before = self.check_predictions(self.ours, self.theirs)
        self.check_configs(before)
        for ending in formats:
            self.check_files(folder, ending, before)
        self.check_training()

    def check_structure(self, ours: Any, theirs: Any) -> None:
        """Compare layers, shapes, weights and their names."""
        assert ours.name == theirs.name
        assert plain([layer.name for layer in ours.layers]) == plain(
            [layer.name for layer in theirs.layers]
        )
        assert [tuple(t.shape) for t in ours.outputs] == [
            tuple(t.shape) for t in theirs.outputs
        ]
        assert [t.dtype for t in ours.outputs] == [t.dtype for t in theirs.outputs]
        assert ours.count_params() == theirs.count_params()
        assert [(w.name, tuple(w.shape)) for w in ours.weights] == [
            (w.name, tuple(w.shape)) for w in theirs.weights
        ]
        assert [w.name for w in ours.trainable_weights] == [
            w.name for w in theirs.trainable_weights
        ]

    def check_predictions(self, ours: Any, theirs: Any) -> list[Any]:
        """Compare predictions, and return them."""
        mine = flatten(ours.predict_on_batch(self.x))
        given = quiet(lambda: theirs.predict_on_batch(self.x))
        real = [np.asarray(y) for y in flatten(given)]
        assert len(mine) == len(real)
        for y, expected in zip(mine, real, strict=True):
            assert y.shape == expected.shape
            # Relative to the size of the numbers: sums of many cancel.
            scale = max(1e-3, float(np.abs(expected).max()))
            np.testing.assert_allclose(y, expected, rtol=1e-5, atol=2e-6 * scale)
        return mine

    def check_configs(self, before: list[Any]) -> None:
        """Each reads the config of the other, and writes it again unchanged."""
        config = self.ours.get_config()
        custom = self.case.custom_objects
        for maker, source in ((engine, self.theirs), (keras, self.ours)):
            cls = maker.Sequential if is_chain(source) else maker.Model
            twin = quiet(
                lambda cls=cls, source=source: cls.from_config(
                    source.get_config(), custom_objects=custom
                )
            )
            twin.set_weights(self.ours.get_weights())
            self._same(twin, before)
            if maker is engine:
                assert plain(twin.get_config()) == plain(config)

    def check_files(self, folder: Path, ending: str, before: list[Any]) -> None:
        """Each reads the files of the other."""
        mine, real = folder / f"ours{ending}", folder / f"theirs{ending}"
        quiet(lambda: self.ours.save(mine))
        quiet(lambda: self.theirs.save(real))
        custom = self.case.custom_objects
        loaded = quiet(lambda: keras.models.load_model(mine, custom_objects=custom))
        self._same(loaded, before)
        loaded = quiet(lambda: engine.models.load_model(real, custom_objects=custom))
        self._same(loaded, before)

    def _same(self, model: Any, before: list[Any]) -> None:
        after = flatten(quiet(lambda: model.predict_on_batch(self.x)))
        for y, expected in zip(after, before, strict=True):
            scale = max(1e-3, float(np.abs(expected).max()))
            np.testing.assert_allclose(y, expected, rtol=1e-5, atol=2e-6 * scale)

    def check_training(self) -> None:
        """Compare losses, metrics and weights over some steps."""
        case = self.case
        targets = [self._target(y) for y in self.ours.outputs]
        y = targets if len(targets) > 1 else targets[0]
        weight = self.rng.random(ROWS).astype("float32") if case.sample_weight else None
        logs: dict[str, list[dict[str, float]]] = {"ours": [], "theirs": []}
        for name, model, k in (
            ("ours", self.ours, engine),
            ("theirs", self.theirs, keras),
        ):
            model.compile(case.optimizer(k), case.loss, metrics=case.metrics)
            for _ in range(STEPS):
                log = quiet(
                    lambda model=model: model.train_on_batch(
                        self.x, y, sample_weight=weight, return_dict=True
                    )
                )
                logs[name].append({key: float(value) for key, value in log.items()})
        for mine, real in zip(logs["ours"], logs["theirs"], strict=True):
            assert list(mine) == list(real)
            np.testing.assert_allclose(
                list(mine.values()), list(real.values()), rtol=case.rtol, atol=1e-5
            )
        for ours, theirs in zip(self.ours.weights, self.theirs.weights, strict=True):
            np.testing.assert_allclose(
                ours.numpy(),
                np.asarray(theirs),
                rtol=10 * case.rtol,
                atol=10 * case.rtol,
                err_msg=ours.path,
            )
        self.check_predictions_loosely()

    def check_predictions_loosely(self) -> None:
        """Compare predictions after training, where rounding has added up."""
        mine = flatten(self.ours.predict_on_batch(self.x))
        real = flatten(quiet(lambda: self.theirs.predict_on_batch(self.x)))
        for y, expected in zip(mine, real, strict=True):
            np.testing.assert_allclose(y, np.asarray(expected), rtol=5e-3, atol=5e-3)

    def _target(self, tensor: Any) -> Any:
        shape = (ROWS, *[5 if d is None else d for d in tensor.shape[1:]])
        if self.case.classes:
            return self.rng.integers(0, self.case.classes, shape[:-1]).astype("int32")
        return self.rng.random(shape).astype("float32")


def plain(config: Any) -> str:
    """Return a config as text, without the numbers of tensors and operations."""
    text = json.dumps(config, default=str, sort_keys=True)
    text = re.sub(r"keras_tensor\w*CLONE", "keras_tensorCLONE", text)
    return re.sub(r'"(not_equal|any|logical_or)_\d+"', r'"\1"', text)


def is_chain(model: Any) -> bool:
    """Whether a model of either framework is a Sequential."""
    return isinstance(model, engine.Sequential | keras.Sequential)
