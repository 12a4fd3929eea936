"""The training loop: compile, fit, evaluate, predict and their one-batch forms."""

from __future__ import annotations

import itertools
import math
import sys
from collections.abc import Callable, Iterable, Iterator
from typing import TYPE_CHECKING, Any, cast

import numpy as np

from engine import optimizers
from engine.callbacks.callback import Callback
from engine.callbacks.callback_list import CallbackList
from engine.callbacks.history import History
from engine.errors import DataError, OptionError, UnsupportedError
from engine.former_names import knows_former_names
from engine.graph.network import Network
from engine.graph.structure import pack_as, unpack_single
from engine.metrics import Metric
from engine.optimizers import Optimizer
from engine.parameters import Variable
from engine.random import SeedSource, generator, seed_source
from engine.training.arrays import (
    check_lengths,
    prepare_inputs,
    prepare_targets,
    prepare_weights,
    weights_of_classes,
)
from engine.training.batches import Batches, split_validation
from engine.training.compiled import Compiled, Direction, as_config
from engine.training.ends import Ends
from engine.training.feeds import (
    ArrayFeed,
    DatasetFeed,
    Feed,
    GeneratorFeed,
    Prepare,
    Schedule,
)
from engine.training.py_dataset import PyDataset
from engine.training.steps import InferenceStep, TrainingStep, penalty_of
from engine.types import Array, Json

if TYPE_CHECKING:
    from engine.models import Model


KEPT_ROWS = 256
"""Memory of predictions in larger batches is given back, not kept for the next."""


class Trainer:
    """What a `Model` can do beyond being a layer: train, judge, predict.

    One run of ``fit`` calls the hooks of its callbacks in this order; ``stop_training``
    ends it after the present batch (then the epoch's validation and end hooks still
    run), an exception ends it without ``on_train_end``. With ``steps_per_execution``
    the hooks of a batch run before and after so many batches:

    ``train_begin (epoch_begin (train_batch_begin train_batch_end)* [test_begin
    (test_batch_begin test_batch_end)* test_end] epoch_end)* train_end``
    """

    built: bool

    def _init_training(self) -> None:
        self.optimizer: Optimizer | None = None
        self.loss: Any = None
        self.history = History()
        self.stop_training = False
        self.stop_evaluating = False
        self.stop_predicting = False
        self.resumed_epoch: int | None = None
        """Epoch that a callback lets `fit` begin with, set in ``on_train_begin``."""
        self.steps_per_execution = 1
        self._compiled: Compiled | None = None
        self._compile_arguments: dict[str, Any] = {}
        self._training: TrainingStep | None = None
        self._inference: InferenceStep | None = None
        # A stream of its own, so that only training moves it; see `_next_seed`.
        self._seed_source: SeedSource | None = None
        self._seeds = SeedSource(0)

    # ------------------------------------------------------- to be written

    @property
    def network(self) -> Network:
        """The graph."""
        raise NotImplementedError

    @property
    def input_ends(self) -> Ends:
        """Names and order of the inputs."""
        raise NotImplementedError

    @property
    def output_ends(self) -> Ends:
        """Names and order of the outputs."""
        raise NotImplementedError

    @property
    def trainable_variables(self) -> list[Variable]:
        """Weights that training changes."""
        raise NotImplementedError

    @property
    def output_keys(self) -> list[str]:
        """Names of the outputs for losses and metrics; known before shapes are."""
        return self.output_ends.keys

    def ensure_network(self, x: Any) -> None:
        """Work out shapes from the first data, if that has not happened."""

    # ------------------------------------------------------------- compile

    @knows_former_names("compile", {})
    def compile(
        self,
        optimizer: Any = "rmsprop",
        loss: Any = None,
        loss_weights: Any = None,
        metrics: Any = None,
        weighted_metrics: Any = None,
        run_eagerly: bool = False,
        steps_per_execution: int = 1,
        jit_compile: Any = "auto",
        auto_scale_loss: bool = True,
    ) -> None:
        """Set optimizer, losses and metrics.

        Which weights are trained is settled here, too: change ``trainable`` before.

        Parameters
        ----------
        optimizer : str or Optimizer, default="rmsprop"
            What changes the weights.
        loss : str, Loss, list or dict
            Loss of each output; one for all, a list in order, or a dict by name.
        loss_weights : list or dict of float, optional
            Factors of the losses in the total.
        metrics : list or dict, optional
            Metrics of each output.
        weighted_metrics : list or dict, optional
            Metrics that take sample weights in.
        steps_per_execution : int, default=1
            Batches between two calls of the hooks of callbacks.
        run_eagerly, jit_compile, auto_scale_loss
            Accepted for Keras' sake; they make no difference here.

        Raises
        ------
        OptionError, UnsupportedError
            If a name is unknown, or the number of entries is wrong.
        """
        del auto_scale_loss
        for name in ("train_step", "test_step", "predict_step", "compute_loss"):
            if getattr(type(self), name, None) is not getattr(Trainer, name, None):
                raise UnsupportedError(
                    "{cls}: a method {name} of your own is not called by fit, evaluate "
                    "and predict here. Write a Loss, a Metric or a Callback, or a loop "
                    "of train_on_batch.",
                    cls=type(self).__name__,
                    name=name,
                )
        arguments = {
            "loss": loss,
            "loss_weights": loss_weights,
            "metrics": metrics,
            "weighted_metrics": weighted_metrics,
            "run_eagerly": bool(run_eagerly),
            "steps_per_execution": _whole(
                "compile", "steps_per_execution", steps_per_execution, 1
            ),
            "jit_compile": jit_compile,
        }
        compiled = self._make_compiled(arguments)
        self.optimizer = optimizers.get(optimizer)
        self.loss = loss
        self.steps_per_execution = arguments["steps_per_execution"]
        self._compile_arguments = arguments
        self._compiled = compiled
        self._training = None

    def _make_compiled(self, arguments: dict[str, Any]) -> Compiled:
        return Compiled(
            arguments["loss"],
            arguments["loss_weights"],
            arguments["metrics"],
            arguments["weighted_metrics"],
            self.output_keys,
            is_keyed=self._has_keyed_outputs,
            nesting=self._nesting,
        )

    @property
    def _has_keyed_outputs(self) -> bool:
        return self.output_ends.is_keyed

    @property
    def _nesting(self) -> Any:
        """Positions of the outputs, if they are in lists or dicts within others."""
        return self.output_ends.nesting

    @property
    def compiled(self) -> bool:
        """Whether `compile` has been called."""
        return self._compiled is not None

    @property
    def metrics(self) -> list[Metric]:
        """Metrics that compile was given, once the shapes of targets are known."""
        return [] if self._compiled is None else self._compiled.metrics

    @property
    def metrics_names(self) -> list[str]:
        """Names of the values in the list that `evaluate` returns."""
        return [] if self._compiled is None else self._compiled.value_names

    def metric_direction(self, name: str) -> Direction | None:
        """Return where better values of a log lie.

        Parameters
        ----------
        name : str
            Name in the logs, such as ``"val_accuracy"``.

        Returns
        -------
        {"up", "down"} or None
            None for values that are not the model's, or do not know.
        """
        return None if self._compiled is None else self._compiled.direction(name)

    @property
    def compile_arguments(self) -> dict[str, Any]:
        """What `compile` was given, but for the optimizer."""
        return dict(self._compile_arguments)

    def get_compile_config(self) -> dict[str, Json] | None:
        """Return what `compile` was given, as Keras writes it to files."""
        if self.optimizer is None:
            return None
        return {
            "optimizer": optimizers.serialize(self.optimizer),
            "loss": as_config(self._compile_arguments["loss"]),
            "loss_weights": self._compile_arguments["loss_weights"],
            "metrics": as_config(self._compile_arguments["metrics"]),
            "weighted_metrics": as_config(self._compile_arguments["weighted_metrics"]),
            **{
                name: self._compile_arguments[name]
                for name in ("run_eagerly", "steps_per_execution", "jit_compile")
            },
        }

    def compute_loss(
        self,
        x: Any = None,
        y: Any = None,
        y_pred: Any = None,
        sample_weight: Any = None,
        training: bool = True,
    ) -> float:
        """Return the total loss of predictions, with the penalties on weights.

        Parameters
        ----------
        x : object
            For Keras' sake.
        y, y_pred : ndarray, list or dict of ndarray
            Targets and predictions, in the model's order or by name.
        sample_weight : ndarray, list or dict of ndarray, optional
            Weight of each sample.
        training : bool
            For Keras' sake.
        """
        del x, training
        compiled = self._require_compiled("compute_loss")
        ends = self.output_ends
        targets = prepare_targets(y, ends, compiled.needed)
        weights = prepare_weights(sample_weight, ends)
        predictions = [np.asarray(given) for given in ends.arrange(y_pred)]
        compiled.check(targets, [prediction.shape for prediction in predictions])
        penalty = penalty_of(self.trainable_variables)
        return compiled.total_loss(targets, predictions, weights) + penalty

    def reset_metrics(self) -> None:
        """Let losses and metrics start anew."""
        if self._compiled is not None:
            self._compiled.reset()

    def get_metrics_result(self) -> dict[str, Any]:
        """Return losses and metrics of the batches since they were last reset."""
        return {} if self._compiled is None else self._compiled.results()

    def _require_compiled(self, what: str) -> Compiled:
        if self._compiled is None:
            raise DataError(
                "{what}: the model is not compiled. Call "
                "model.compile(optimizer=..., loss=...) first.",
                what=what,
            )
        if self._compiled.output_names != self.output_keys:
            # Layers were added, or shapes worked out, since compile was called.
            self._compiled = self._make_compiled(self._compile_arguments)
        return self._compiled

    # --------------------------------------------------------------- steps

    def _next_seed(self) -> int:
        """Return a seed that predictions, and other models, have no influence on."""
        self._follow_seeds()
        return self._seeds.next_seed()

    def _follow_seeds(self) -> None:
        """Start anew after `set_random_seed`, and within `isolated_seeds`."""
        source = seed_source()
        if self._seed_source is not source:
            self._seed_source = source
            self._seeds = SeedSource(source.next_seed())
            self._training = None

    def _training_step(self) -> TrainingStep:
        assert self.optimizer is not None
        self._follow_seeds()
        variables = self.trainable_variables
        step = self._training
        if step is None or not step.fits(self.network, variables, self.optimizer):
            step = TrainingStep(
                self.network, variables, self.optimizer, self._next_seed()
            )
            self._training = step
        step.begin()
        return step

    def _inference_step(self, rows: int) -> InferenceStep:
        """Return what runs batches of up to so many samples."""
        if rows > KEPT_ROWS:
            return InferenceStep(self.network)
        if self._inference is None or not self._inference.fits(self.network):
            self._inference = InferenceStep(self.network)
        return self._inference

    # ----------------------------------------------------------------- fit

    @knows_former_names("fit", {"nb_epoch": "epochs"})
    def fit(
        self,
        x: Any = None,
        y: Any = None,
        batch_size: int | None = None,
        epochs: int = 1,
        verbose: int | str = "auto",
        callbacks: Iterable[Callback] | Callback | CallbackList | None = None,
        validation_split: float = 0.0,
        validation_data: Any = None,
        shuffle: bool | str = True,
        class_weight: Any = None,
        sample_weight: Any = None,
        initial_epoch: int = 0,
        steps_per_epoch: int | None = None,
        validation_steps: int | None = None,
        validation_batch_size: int | None = None,
        validation_freq: int | list[int] = 1,
    ) -> History:
        """Train the model.

        Parameters
        ----------
        x, y : ndarray, list or dict of ndarray
            Inputs and targets, in the model's order or by name. `x` may also be a
            generator (or another iterator) of ``(x, y)`` or ``(x, y,
            sample_weight)``, or a `PyDataset`; then `y` is left out.
        batch_size : int, default=32
            Samples in a step; how many a generator yields is up to it.
        epochs : int, default=1
            Epoch number at which to stop, counted from 0 at the first `fit`.
        verbose : {0, 1, 2, "auto"}, default="auto"
            Nothing, a bar, or one line an epoch.
        callbacks : list of Callback
            Hooks.
        validation_split : float, default=0.0
            Share of the samples, from the end, kept for validation.
        validation_data : tuple (x, y) or (x, y, sample_weight), iterator or PyDataset
            Samples for validation.
        shuffle : bool or "batch", default=True
            Whether samples come in a new order at each epoch; "batch" leaves each
            sample in its batch.
        class_weight : dict of int to float, optional
            Weight of the samples of each class in the loss.
        sample_weight : ndarray, list or dict of ndarray, optional
            Weight of each sample in the loss, for each output.
        initial_epoch : int, default=0
            Epoch to begin with.
        steps_per_epoch : int, optional
            Batches in an epoch, needed for a generator without end; the next epoch
            goes on where the last one stopped.
        validation_steps : int, optional
            Batches in a validation, needed for a generator without end.
        validation_batch_size : int, optional
            Batch size of validation.
        validation_freq : int or list of int, default=1
            Validate every so many epochs, or after these epochs, counted from 1.

        Returns
        -------
        History
            Logs of the epochs.

        Raises
        ------
        DataError
            If arrays do not fit the model or each other.
        """
        epochs = _whole("fit", "epochs", epochs, 0)
        initial_epoch = _whole("fit", "initial_epoch", initial_epoch, 0)
        steps = _optional("fit", "steps_per_epoch", steps_per_epoch)
        validation_steps = _optional("fit", "validation_steps", validation_steps)
        size = _optional("fit", "batch_size", batch_size)
        validation_size = _optional(
            "fit", "validation_batch_size", validation_batch_size
        )
        is_validated = _validation_rule(validation_freq)
        if isinstance(shuffle, str) and shuffle != "batch":
            raise OptionError(
                'fit: shuffle must be True, False or "batch". Received {shuffle!r}.',
                shuffle=shuffle,
            )
        feed = self._feed("fit", x, y, sample_weight, class_weight, size, steps)
        validation: Schedule | None = None
        if validation_data is not None:
            validation = self._validation(
                validation_data, validation_size or size, validation_steps
            )
        elif validation_split:
            if not isinstance(feed, ArrayFeed):
                raise DataError(
                    "fit: validation_split works with arrays only. Give "
                    "validation_data."
                )
            data, judged = split_validation(feed.data, validation_split)
            feed = ArrayFeed(data, _batch_size(size, steps, data.rows))
            rows = _batch_size(validation_size or size, validation_steps, judged.rows)
            validation = Schedule(ArrayFeed(judged, rows), validation_steps)
        compiled = self._require_compiled("fit")
        training = self._training_step()
        feed.shuffle(shuffle, generator(self._next_seed()))
        schedule = Schedule(feed, steps)
        schedule.reset()
        hooks = self._hooks(
            callbacks, verbose, schedule.steps, epochs, keeps_history=True
        )
        logs: dict[str, Any] = {}
        self.stop_training = False
        self.resumed_epoch = None
        hooks.on_train_begin()
        try:
            for epoch in range(self.resumed_epoch or initial_epoch, epochs):
                compiled.reset()
                hooks.on_epoch_begin(epoch)
                for _ in self._steps(
                    "train",
                    schedule,
                    hooks,
                    lambda batch: training.run(batch, compiled),
                    lambda: compiled.results(),
                ):
                    if self.stop_training:
                        break
                logs = compiled.results()
                if validation is not None and is_validated(epoch + 1):
                    values = self._evaluate(validation, hooks)
                    logs |= {f"val_{name}": value for name, value in values.items()}
                    logs = dict(sorted(logs.items()))
                hooks.on_epoch_end(epoch, logs)
                if self.stop_training:
                    break
        finally:  # as in Keras, also when training is interrupted
            if self.optimizer is not None and epochs:
                self.optimizer.finalize_variable_values(self.trainable_variables)
        hooks.on_train_end(logs)
        return self.history

    def _steps(
        self,
        phase: str,
        schedule: Schedule,
        hooks: CallbackList,
        run: Callable[[Batches], None],
        logs: Callable[[], Any],
    ) -> Iterator[None]:
        """Run the steps of an epoch with their hooks; yields after each."""
        size = self.steps_per_execution
        listens = hooks.has_batch_hooks(phase)
        for number, batches in schedule.epoch(size):
            if listens:
                hooks.batch_begin(phase, number)
            done = 0
            for batch in itertools.islice(batches, size):
                run(batch)
                done += 1
            if not done:
                schedule.ran_out()
                return
            if listens:
                hooks.batch_end(phase, number + size - 1, logs())
            yield

    @knows_former_names("train_on_batch", {})
    def train_on_batch(
        self,
        x: Any,
        y: Any = None,
        sample_weight: Any = None,
        class_weight: Any = None,
        return_dict: bool = False,
    ) -> Any:
        """Do one step on one batch; return loss and metrics of the batch.

        Parameters
        ----------
        x, y : ndarray, list or dict of ndarray
            One batch.
        sample_weight : ndarray, optional
            Weight of each sample.
        class_weight : dict of int to float, optional
            Weight of the samples of each class.
        return_dict : bool, default=False
            Whether to return a dict instead of a list.
        """
        batch = self._prepare("train_on_batch", x, y, sample_weight, class_weight)
        compiled = self._require_compiled("train_on_batch")
        training = self._training_step()
        compiled.reset()
        training.run(batch, compiled)
        logs = compiled.results()
        return logs if return_dict else compiled.as_list(logs)

    # ------------------------------------------------------------ evaluate

    @knows_former_names("evaluate", {})
    def evaluate(
        self,
        x: Any = None,
        y: Any = None,
        batch_size: int | None = None,
        verbose: int | str = "auto",
        sample_weight: Any = None,
        steps: int | None = None,
        callbacks: Iterable[Callback] | Callback | CallbackList | None = None,
        return_dict: bool = False,
    ) -> Any:
        """Return loss and metrics over data.

        Parameters
        ----------
        x, y : ndarray, list or dict of ndarray
            Inputs and targets; as in `fit`, also an iterator or a `PyDataset`.
        batch_size : int, default=32
            Samples in a step.
        verbose : {0, 1, 2, "auto"}
            Progress.
        sample_weight : ndarray, list or dict of ndarray, optional
            Weight of each sample.
        steps : int, optional
            Batches, needed for a generator without end.
        callbacks : list of Callback
            Hooks.
        return_dict : bool, default=False
            Whether to return a dict by name instead of a list.

        Returns
        -------
        float, list of float, or dict
            The loss alone if there is nothing else. A list holds the loss, the losses
            of the outputs, then the metrics; see `metrics_names`.
        """
        steps = _optional("evaluate", "steps", steps)
        size = _optional("evaluate", "batch_size", batch_size)
        feed = self._feed("evaluate", x, y, sample_weight, None, size, steps)
        schedule = Schedule(feed, steps)
        compiled = self._require_compiled("evaluate")
        hooks = self._hooks(callbacks, verbose, schedule.steps)
        logs = self._evaluate(schedule, hooks)
        return logs if return_dict else compiled.as_list(logs)

    def _evaluate(self, schedule: Schedule, hooks: CallbackList) -> dict[str, Any]:
        compiled = self._require_compiled("evaluate")
        schedule.reset()
        self.stop_evaluating = False
        hooks.on_test_begin()
        compiled.reset()
        penalty = penalty_of(self.trainable_variables)
        inference: InferenceStep | None = None

        def run(batch: Batches) -> None:
            nonlocal inference
            if inference is None:
                inference = self._inference_step(batch.rows)
            inference.evaluate(batch, compiled, penalty)

        for _ in self._steps("test", schedule, hooks, run, lambda: compiled.results()):
            if self.stop_evaluating:
                break
        logs = compiled.results()
        hooks.on_test_end(logs)
        return logs

    @knows_former_names("test_on_batch", {})
    def test_on_batch(
        self,
        x: Any,
        y: Any = None,
        sample_weight: Any = None,
        return_dict: bool = False,
    ) -> Any:
        """Return loss and metrics of one batch.

        Parameters
        ----------
        x, y : ndarray, list or dict of ndarray
            One batch.
        sample_weight : ndarray, optional
            Weight of each sample.
        return_dict : bool, default=False
            Whether to return a dict instead of a list.
        """
        batch = self._prepare("test_on_batch", x, y, sample_weight)
        compiled = self._require_compiled("test_on_batch")
        compiled.reset()
        penalty = penalty_of(self.trainable_variables)
        self._inference_step(batch.rows).evaluate(batch, compiled, penalty)
        logs = compiled.results()
        return logs if return_dict else compiled.as_list(logs)

    # ------------------------------------------------------------- predict

    @knows_former_names("predict", {})
    def predict(
        self,
        x: Any,
        batch_size: int | None = None,
        verbose: int | str = "auto",
        steps: int | None = None,
        callbacks: Iterable[Callback] | Callback | CallbackList | None = None,
    ) -> Any:
        """Return the outputs for data.

        Parameters
        ----------
        x : ndarray, list or dict of ndarray
            Inputs; also an iterator of ``(x,)`` or ``(x, y)``, or a `PyDataset`.
        batch_size : int, default=32
            Samples in a step.
        verbose : {0, 1, 2, "auto"}
            Progress.
        steps : int, optional
            Batches, needed for a generator without end.
        callbacks : list of Callback
            Hooks.

        Returns
        -------
        ndarray, or list, tuple or dict of ndarray
            In the structure of the model's outputs; an array for a list of one.
        """
        steps = _optional("predict", "steps", steps)
        size = _optional("predict", "batch_size", batch_size)

        def prepare(x: Any, y: Any, weights: Any) -> Batches:
            del y, weights
            return Batches(self._prepare_inputs(x), [])

        feed = _feed(x, prepare, size, steps)
        feed.first()
        schedule = Schedule(feed, steps)
        hooks = self._hooks(callbacks, verbose, schedule.steps)
        self.stop_predicting = False
        hooks.on_predict_begin()
        outputs = self._predict(schedule, hooks)
        hooks.on_predict_end()
        return self._packed(outputs)

    def _predict(self, schedule: Schedule, hooks: CallbackList) -> list[Array]:
        feed = schedule.feed
        rows = feed.data.rows if isinstance(feed, ArrayFeed) else 0
        inference: InferenceStep | None = None
        parts: list[list[Array]] = []
        outputs: list[Array] = []
        done = 0

        def run(batch: Batches) -> None:
            nonlocal inference, outputs, done
            if inference is None:
                inference = self._inference_step(batch.rows)
            results = inference.predict(batch.x)
            if not rows:
                parts.append([result.copy() for result in results])
                return
            if not outputs:
                outputs = [np.empty((rows, *r.shape[1:]), r.dtype) for r in results]
            part = slice(done, done + batch.rows)
            for target, result in zip(outputs, results, strict=True):
                target[part] = result
            parts.append([target[part] for target in outputs])
            done = part.stop

        def logs() -> dict[str, Any]:
            count = self.steps_per_execution
            latest = _joined(parts[-count:]) if count > 1 else parts[-1]
            return {"outputs": self._packed(latest)}

        for _ in self._steps("predict", schedule, hooks, run, logs):
            if self.stop_predicting:
                break
        return [output[:done] for output in outputs] if rows else _joined(parts)

    @knows_former_names("predict_on_batch", {})
    def predict_on_batch(self, x: Any) -> Any:
        """Return the outputs for one batch.

        Parameters
        ----------
        x : ndarray, list or dict of ndarray
            Inputs.
        """
        inputs = self._prepare_inputs(x)
        results = self._inference_step(len(inputs[0])).predict(inputs)
        return self._packed([result.copy() for result in results])

    def _packed(self, outputs: list[Array]) -> Any:
        return unpack_single(pack_as(self.output_ends.structure, outputs))

    # --------------------------------------------------------------- data

    def _prepare_inputs(self, x: Any) -> list[Array]:
        self.ensure_network(x)
        inputs = prepare_inputs(x, self.input_ends)
        check_lengths(zip(self.input_ends.keys, inputs, strict=True))
        return inputs

    def _prepare(
        self,
        what: str,
        x: Any,
        y: Any,
        sample_weight: Any = None,
        class_weight: Any = None,
    ) -> Batches:
        """Return checked arrays in the order of the model."""
        self._require_compiled(what)
        if sample_weight is not None and class_weight is not None:
            raise DataError(
                "{what}: give sample_weight or class_weight, not both.", what=what
            )
        self.ensure_network(x)
        compiled = self._require_compiled(what)
        ends = self.output_ends
        inputs = prepare_inputs(x, self.input_ends)
        targets = prepare_targets(y, ends, compiled.needed)
        if class_weight is not None:
            weights: list[Array | None] | None = [
                weights_of_classes(class_weight, targets)
            ]
        else:
            weights = prepare_weights(sample_weight, ends)
        check_lengths(
            [
                *zip(self.input_ends.keys, inputs, strict=True),
                *zip(ends.keys, targets, strict=True),
                *(("sample_weight", one) for one in weights or ()),
            ]
        )
        compiled.check(targets, [tensor.shape for tensor in ends.tensors])
        return Batches(inputs, targets, weights)

    def _feed(
        self,
        what: str,
        x: Any,
        y: Any,
        sample_weight: Any,
        class_weight: Any,
        batch_size: int | None,
        steps: int | None,
    ) -> Feed:
        """Return where batches come from; the shapes of the model are known then."""
        if isinstance(x, PyDataset | Iterator):
            for name, value in (("y", y), ("sample_weight", sample_weight)):
                if value is not None:
                    raise DataError(
                        "{what}: {name} must not be given along with a {source}, "
                        "which yields it itself, as in (x, y, sample_weight).",
                        what=what,
                        name=name,
                        source=type(x).__name__,
                    )
            self._require_compiled(what)
        feed = _feed(
            x,
            lambda x, y, w: self._prepare(what, x, y, w, class_weight),
            batch_size,
            steps,
            y,
            sample_weight,
        )
        if isinstance(feed, GeneratorFeed) or not self.built:
            feed.first()
        return feed

    def _validation(
        self, given: Any, batch_size: int | None, steps: int | None
    ) -> Schedule:
        if isinstance(given, list | tuple) and 2 <= len(given) <= 3:
            x, y, weights = [*given, None][:3]
        elif isinstance(given, PyDataset | Iterator):
            x, y, weights = given, None, None
        else:
            raise DataError(
                "fit: validation_data must be (x, y) or (x, y, sample_weight). "
                "Received {received}.",
                received=f"{type(given).__name__}({len(given)})"
                if isinstance(given, list | tuple)
                else type(given).__name__,
            )
        try:
            feed = self._feed("fit", x, y, weights, None, batch_size, steps)
        except DataError as error:
            raise DataError("validation_data: {reason}", reason=error) from error
        return Schedule(feed, steps)

    # ----------------------------------------------------------- callbacks

    def _hooks(
        self,
        callbacks: Iterable[Callback] | Callback | CallbackList | None,
        verbose: int | str,
        steps: int | None,
        epochs: int = 1,
        *,
        keeps_history: bool = False,
    ) -> CallbackList:
        if not isinstance(verbose, int) and verbose != "auto":
            raise OptionError(
                'verbose must be 0, 1, 2 or "auto". Received {verbose!r}.',
                verbose=verbose,
            )
        if isinstance(callbacks, CallbackList):
            return callbacks  # with all that it is to have, as in Keras
        return CallbackList(
            callbacks,
            add_history=keeps_history,
            add_progbar=verbose != 0,
            model=cast("Model", self),
            verbose=verbose,
            epochs=epochs,
            steps=steps,
        )

    def write(self, text: str) -> None:
        """Write progress to standard output, if there is one."""
        if sys.stdout is not None:
            sys.stdout.write(text)
            sys.stdout.flush()


def _feed(
    x: Any,
    prepare: Prepare,
    batch_size: int | None,
    steps: int | None,
    y: Any = None,
    sample_weight: Any = None,
) -> Feed:
    if isinstance(x, PyDataset):
        return DatasetFeed(x, prepare)
    if isinstance(x, Iterator):
        return GeneratorFeed(x, prepare)
    data = prepare(x, y, sample_weight)
    return ArrayFeed(data, _batch_size(batch_size, steps, data.rows))


def _batch_size(given: int | None, steps: int | None, rows: int) -> int:
    """Return the samples in a batch; without a size, steps share them, as in Keras."""
    if given is not None:
        return given
    return 32 if steps is None else math.ceil(rows / steps)


def _joined(parts: list[list[Array]]) -> list[Array]:
    """Return the outputs of several batches one after the other."""
    joined = []
    for arrays in zip(*parts, strict=True):
        if len({array.shape[1:] for array in arrays}) > 1:
            raise DataError(
                "predict: batches give outputs of different shapes ({first} and "
                "{other}), which cannot be put into one array. Use predict_on_batch.",
                first=arrays[0].shape[1:],
                other=next(
                    a.shape[1:] for a in arrays if a.shape[1:] != arrays[0].shape[1:]
                ),
            )
        joined.append(np.concatenate(arrays))
    return joined


def _optional(what: str, name: str, value: Any) -> int | None:
    return None if value is None else _whole(what, name, value, 1)


def _whole(what: str, name: str, value: Any, least: int) -> int:
    is_whole = isinstance(value, int | np.integer) and not isinstance(value, bool)
    if not is_whole or value < least:
        raise DataError(
            "{what}: {option} must be a whole number of at least {least}. "
            "Received {value!r}.",
            what=what,
            option=name,
            least=least,
            value=value,
        )
    return int(value)


def _validation_rule(frequency: Any) -> Callable[[int], bool]:
    """Return whether to validate after an epoch, counted from 1."""
    if isinstance(frequency, list | tuple | set):
        epochs = {_whole("fit", "validation_freq", epoch, 1) for epoch in frequency}
        return lambda epoch: epoch in epochs
    every = _whole("fit", "validation_freq", frequency, 1)
    return lambda epoch: epoch % every == 0
