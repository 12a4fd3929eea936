"""One training run from a document to a trained state; also evaluation, prediction.

`TrainingRun.run` works in whatever thread calls it: the window gives it one of its own,
the command line its only one. It touches nothing but its own copies.
"""

from __future__ import annotations

import logging
import os
import uuid
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

import numpy as np
from threadpoolctl import threadpool_limits

from engine.callbacks import Callback
from engine.errors import EngineError, NumericsError, Text
from engine.random import isolated_seeds
from engine.registry import CALLBACKS
from engine.types import Array, Json
from studio.data import (
    Binding,
    DataError,
    Dataset,
    EndTransform,
    Part,
    Prepared,
    Split,
    Transforms,
    check_labels,
    prepare,
)
from studio.data import apply as apply_transforms
from studio.document.build import BuiltModel, build_model, compile_model
from studio.document.errors import DocumentError
from studio.document.model import Document
from studio.document.nodes import INPUT, OUTPUT, OutputNode
from studio.document.outputs import output_names
from studio.document.settings import setting, training_settings
from studio.run.mailbox import Control, Mailbox
from studio.run.record import RunRecord
from studio.run.state import TrainedState
from studio.run.watch import Watch

log = logging.getLogger(__name__)


def copy_document(document: Document) -> Document:
    """Return an independent copy; records are immutable, so this is cheap."""
    copy = Document()
    copy.nodes = dict(document.nodes)
    copy.links = dict(document.links)
    copy.settings = dict(document.settings)
    return copy


def bindings_of(
    document: Document,
) -> tuple[dict[str, Binding], dict[str, Binding]]:
    """Return the bindings of all inputs and outputs by the model's names.

    Raises
    ------
    DocumentError
        If one has no data.
    """
    names = output_names(document)
    found: dict[str, dict[str, Binding]] = {INPUT: {}, OUTPUT: {}}
    for node in document:
        if node.type not in found:
            continue
        if not node.binding or not node.binding.get("columns"):
            raise DocumentError(
                '{type} "{name}": no data is bound to it. Drag a column from the '
                "Data panel onto it.",
                type=node.type,
                name=node.name,
            )
        name = names[node.id].name if node.type == OUTPUT else node.name
        found[node.type][name] = Binding.from_json(node.binding)
    return found[INPUT], found[OUTPUT]


def prepare_data(document: Document, dataset: Dataset | None) -> Prepared:
    """Return the arrays of a run.

    Raises
    ------
    DataError, DocumentError
        If data are missing or do not fit.
    """
    if dataset is None:
        raise DocumentError(
            "There is no data. Choose a data source in the Data panel and bind its "
            "columns to the inputs and outputs."
        )
    inputs, outputs = bindings_of(document)
    split = Split.from_json(dict(setting(document, "split")))
    return prepare(dataset, inputs, outputs, split)


@dataclass
class TrainingRun:
    """A run that can be started once.

    Attributes
    ----------
    document : Document
        A copy that nobody changes.
    dataset : Dataset
        The data.
    state : TrainedState or None
        Where to go on from; None starts with fresh weights.
    record : RunRecord
        Filled while running.
    mailbox, control : Mailbox, Control
        The doors to other threads.
    error : EngineError, DataError or None
        Why it failed, for those who show texts in other languages.
    """

    document: Document
    dataset: Dataset | None
    state: TrainedState | None
    record: RunRecord
    mailbox: Mailbox
    control: Control
    folder: Path | None = None
    error: EngineError | DataError | None = None

    @classmethod
    def create(
        cls,
        document: Document,
        dataset: Dataset | None,
        state: TrainedState | None,
        title: str,
        folder: Path | None = None,
    ) -> TrainingRun:
        """Return a new run of a copy of `document`.

        Parameters
        ----------
        document : Document
            What to train.
        dataset : Dataset or None
            The data.
        state : TrainedState or None
            Where to go on from.
        title : str
            Name of the run.
        folder : Path, optional
            Folder of the project, where callbacks write; None before it is saved.
        """
        record = RunRecord(
            id=uuid.uuid4().hex,
            title=title,
            started=datetime.now().astimezone().isoformat(timespec="seconds"),
            settings=dict(document.settings),
            first_epoch=state.epochs if state else 0,
        )
        return cls(
            copy_document(document),
            dataset,
            state,
            record,
            Mailbox(),
            Control(),
            folder,
        )

    def run(self, callbacks: Sequence[Callback] = ()) -> TrainedState | None:
        """Train; the record says how it ended.

        Returns
        -------
        TrainedState or None
            The new state; None if nothing was trained. After NaN it holds the weights
            of the last good epoch.
        """
        # One core stays free for the window.
        limit = max(1, (os.cpu_count() or 2) - 1)
        try:
            with threadpool_limits(limits=limit, user_api="blas"):
                return self._run(callbacks)
        except MemoryError:
            self._fail(
                Text("There is not enough memory. Use a smaller batch or model.")
            )
        except (EngineError, DataError) as error:
            self.error = error
            self._fail(str(error))
        except OSError as error:
            reason = Text("A file could not be read or written: {reason}", reason=error)
            self._fail(reason)
        return None

    def _fail(self, text: str) -> None:
        self.record.status = "failed"
        self.record.error = text

    def _run(self, callbacks: Sequence[Callback]) -> TrainedState | None:
        settings = training_settings(self.document)
        done = self.state.epochs if self.state else 0
        prepared = prepare_data(self.document, self.dataset)
        with isolated_seeds(settings.seed + done):
            built, left_out = restored_model(self.document, self.state)
            if left_out:
                log.info("fresh weights for %s", ", ".join(left_out))
            self.record.outputs = list(built.outputs)
            watch = Watch()
            epochs = done + settings.epochs
            rows = len(prepared.train)
            watch.attach(
                self.record,
                self.mailbox,
                self.control,
                rows,
                settings.batch_size,
                epochs,
            )
            validation = prepared.validation
            hooks = [
                *make_callbacks(
                    self.document,
                    has_validation=len(validation) > 0,
                    folder=self.folder,
                ),
                *callbacks,
                watch,
            ]
            _check_labels(self.document, built, prepared)
            failure: NumericsError | None = None
            try:
                with np.errstate(over="ignore", invalid="ignore"):
                    built.model.fit(
                        prepared.train.x,
                        prepared.train.y,
                        batch_size=settings.batch_size,
                        epochs=epochs,
                        initial_epoch=done,
                        shuffle=settings.shuffle,
                        verbose=0,
                        validation_data=(validation.x, validation.y)
                        if len(validation)
                        else None,
                        callbacks=hooks,
                    )
            except NumericsError as error:
                failure = error
            if failure is not None:
                self.error = failure
                self._fail(str(failure))
                if watch.last_weights is None:
                    return None
                built.model.set_weights(watch.last_weights)
            else:
                stopped = self.control.is_stopped
                self.record.status = "stopped" if stopped else "done"
        return self._state(built, watch, prepared, failed=failure is not None)

    def _state(
        self, built: BuiltModel, watch: Watch, prepared: Prepared, *, failed: bool
    ) -> TrainedState:
        last = self.record.epochs[-1].epoch if self.record.epochs else 0
        done = last or (self.state.epochs if self.state else 0)
        weights = built.weights()
        best: dict[str, list[Array]] = {}
        if watch.best_weights is not None and self.record.best_epoch != last:
            built.model.set_weights(watch.best_weights)
            best = built.weights()
        optimizer = built.model.optimizer
        assert optimizer is not None
        return TrainedState(
            weights=weights,
            # After NaN the optimizer's means are spoilt: it starts anew.
            optimizer={} if failed else optimizer.get_state(),
            optimizer_class=type(optimizer).__name__,
            epochs=done,
            transforms=prepared.transforms.to_json(),
            fingerprint=prepared.fingerprint,
            best_weights=best,
            best_epoch=self.record.best_epoch,
        )


def _check_labels(document: Document, built: BuiltModel, prepared: Prepared) -> None:
    """Raise if labels do not fit the units and the loss of their output."""
    names = output_names(document)
    for node in document.nodes_of_type(OUTPUT):
        name = names[node.id].name
        if name not in built.outputs:
            continue
        units = built.model.outputs[built.outputs.index(name)].shape[-1]
        loss = OutputNode(**node.options).loss
        for part in (prepared.train, prepared.validation):
            if len(part) and units is not None:
                end = prepared.transforms.outputs[name]
                check_labels(end, part.y[name], units, loss)


def restored_model(
    document: Document, state: TrainedState | None
) -> tuple[BuiltModel, list[str]]:
    """Build and compile the model of a document, with trained weights where they fit.

    Returns
    -------
    BuiltModel
        The model.
    list of str
        Names of layers whose weights are new.
    """
    built = build_model(document)
    compile_model(document, built)
    left_out: list[str] = []
    if state is not None:
        left_out = built.set_weights(state.weights)
        optimizer = built.model.optimizer
        assert optimizer is not None
        if (
            not left_out
            and state.optimizer
            and state.optimizer_class == type(optimizer).__name__
        ):
            rate = float(optimizer.learning_rate)
            optimizer.build(built.model.trainable_variables)
            optimizer.set_state(dict(state.optimizer))
            if optimizer.has_fixed_rate:
                optimizer.learning_rate = rate  # the document's, if changed since
    return built, left_out


def make_callbacks(
    document: Document, *, has_validation: bool, folder: Path | None = None
) -> list[Callback]:
    """Return the callbacks that the settings ask for.

    Parameters
    ----------
    document : Document
        The document.
    has_validation : bool
        Whether there will be ``val_`` values.
    folder : Path, optional
        Where files with relative paths are written.

    Raises
    ------
    DocumentError
        If one watches validation values and there are none.
    """
    made: list[Callback] = []
    for entry in setting(document, "callbacks"):
        config = dict(entry.get("config") or {})
        path = config.get("filepath")
        if isinstance(path, str) and not Path(path).is_absolute():
            if folder is None:
                raise DocumentError(
                    "{callback} writes {path} beside the project, which has no folder "
                    "yet. Save the project first.",
                    callback=entry["class_name"],
                    path=path,
                )
            config["filepath"] = str(folder / path)
        callback: Callback = CALLBACKS.get(str(entry["class_name"])).from_config(config)
        monitor = str(getattr(callback, "monitor", ""))
        if monitor.startswith("val_") and not has_validation:
            raise DocumentError(
                "{callback} watches {monitor}, but no data is kept for validation. "
                "Set a validation share, or watch {plain}.",
                callback=type(callback).__name__,
                monitor=monitor,
                plain=monitor.removeprefix("val_"),
            )
        made.append(callback)
    return made


# ------------------------------------------------------- evaluate and predict


def evaluate(
    document: Document,
    dataset: Dataset | None,
    state: TrainedState,
    split: str = "validation",
) -> dict[str, float]:
    """Return loss and metrics of a trained model.

    Parameters
    ----------
    document : Document
        The document.
    dataset : Dataset or None
        The data.
    state : TrainedState
        What training left.
    split : {"train", "validation", "test", "all"}
        Which rows.

    Raises
    ------
    DocumentError
        If the split has no rows.
    """
    with isolated_seeds(0):
        built, _ = restored_model(document, state)
    part = _part(document, dataset, state, split)
    if not len(part):
        raise DocumentError(
            'The split "{split}" has no rows. Give it a share in the Data panel, or '
            "evaluate another one.",
            split=split,
        )
    logs: dict[str, float] = built.model.evaluate(
        part.x, part.y, verbose=0, return_dict=True, batch_size=256
    )
    return logs


def _part(
    document: Document, dataset: Dataset | None, state: TrainedState, split: str
) -> Part:
    if split == "all":
        if dataset is None:
            raise DocumentError("There is no data to evaluate on.")
        return apply_transforms(dataset, _transforms(document, dataset, state), True)
    prepared = prepare_data(document, dataset)
    parts: Mapping[str, Part] = {
        "train": prepared.train,
        "validation": prepared.validation,
        "test": prepared.test,
    }
    if split not in parts:
        raise DocumentError(
            'There is no split "{split}". Use train, validation, test or all.',
            split=split,
        )
    return parts[split]


def predict(
    document: Document,
    dataset: Dataset,
    state: TrainedState,
    progress: Callable[[int], None] | None = None,
) -> dict[str, Array]:
    """Return the outputs by name for all rows of a data set, in the data's own units.

    Parameters
    ----------
    document : Document
        The document.
    dataset : Dataset
        Rows with the columns of the inputs; labels are not needed.
    state : TrainedState
        What training left.
    progress : callable, optional
        Called with the number of rows done.
    """
    with isolated_seeds(0):
        built, _ = restored_model(document, state)
    transforms = _transforms(document, dataset, state)
    part = apply_transforms(dataset, transforms, False)
    result: Any = built.model.predict(part.x, verbose=0, batch_size=256)
    if progress is not None:
        progress(len(part))
    results = result if isinstance(result, list) else [result]
    return {
        name: _unscaled(transforms.outputs.get(name), array)
        for name, array in zip(built.outputs, results, strict=True)
    }


def _unscaled(end: EndTransform | None, array: Array) -> Array:
    """Return predicted numbers without the scaling; probabilities as they are."""
    if end is None or any(column.mode != "number" for column in end.columns):
        return array
    return end.decode(array)


def _transforms(
    document: Document, dataset: Dataset, state: TrainedState
) -> Transforms:
    if state.transforms is not None:
        return Transforms.from_json(state.transforms)
    return prepare_data(document, dataset).transforms


def class_names(state: TrainedState, output: str) -> tuple[str, ...]:
    """Return the names of the classes an output tells apart; empty for numbers."""
    if state.transforms is None:
        return ()
    end = Transforms.from_json(state.transforms).outputs.get(output)
    return () if end is None else tuple(end.classes)


__all__: list[Json] = [
    "TrainingRun",
    "bindings_of",
    "class_names",
    "copy_document",
    "evaluate",
    "make_callbacks",
    "predict",
    "prepare_data",
    "restored_model",
]
