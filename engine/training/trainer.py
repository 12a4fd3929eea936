"""The training loop: compile, fit, evaluate, predict and their one-batch forms."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Sequence
from typing import Any

import numpy as np

from engine import optimizers
from engine.callbacks.callback import Callback
from engine.callbacks.callback_list import CallbackList
from engine.callbacks.history import History
from engine.errors import DataError, UnsupportedError
from engine.graph.context import Gradients
from engine.graph.network import Network
from engine.graph.plan import Plan
from engine.graph.structure import pack_as
from engine.optimizers import Optimizer
from engine.parameters import FlatParameters, Variable
from engine.random import SeedSource, generator
from engine.training.arrays import (
    Batches,
    BatchReader,
    check_lengths,
    prepare_inputs,
    prepare_targets,
    split_validation,
)
from engine.training.compiled import Compiled
from engine.types import Array, Json


class Trainer:
    """What a `Model` can do beyond being a layer: train, judge, predict.

    One run of ``fit`` calls the hooks of its callbacks in this order; ``stop_training``
    ends it after the present batch (then the epoch's validation and end hooks still
    run), an exception ends it without ``on_train_end``:

    ``train_begin (epoch_begin (train_batch_begin train_batch_end)* [test_begin
    (test_batch_begin test_batch_end)* test_end] epoch_end)* train_end``
    """

    network: Network
    input_names: list[str]
    output_names: list[str]

    def _init_training(self) -> None:
        self.optimizer: Optimizer | None = None
        self.compiled_losses: Compiled | None = None
        self.stop_training = False
        self.history = History()
        self._flat: FlatParameters | None = None
        self._flat_key: list[int] = []
        self._train_plan: Plan | None = None
        self._infer_plan: Plan | None = None
        self._compile_args: dict[str, Any] = {}
        # A stream of its own: plans made for evaluation do not shift the training's.
        self._seeds: SeedSource | None = None

    # ------------------------------------------------------------- compile

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
        weighted_metrics : optional
            Not supported.
        run_eagerly, steps_per_execution, jit_compile, auto_scale_loss
            Accepted for Keras' sake; the engine has nothing to do for them.
        """
        del run_eagerly, steps_per_execution, jit_compile, auto_scale_loss
        if weighted_metrics:
            raise UnsupportedError(
                "compile: weighted_metrics are not supported. Use metrics."
            )
        self.optimizer = optimizers.get(optimizer)
        self.compiled_losses = Compiled(loss, loss_weights, metrics, self.output_names)
        self._compile_args = {
            "loss": loss,
            "loss_weights": loss_weights,
            "metrics": metrics,
        }
        self._train_plan = None

    @property
    def compiled(self) -> bool:
        """Whether `compile` has been called."""
        return self.compiled_losses is not None

    def get_compile_config(self) -> dict[str, Json] | None:
        """Return what `compile` was given, as Keras writes it to files."""
        if self.optimizer is None:
            return None
        return {
            "optimizer": optimizers.serialize(self.optimizer),
            "loss": _serialize_loss(self._compile_args["loss"]),
            "loss_weights": self._compile_args["loss_weights"],
            "metrics": _serialize_metrics(self._compile_args["metrics"]),
            "weighted_metrics": None,
            "run_eagerly": False,
            "steps_per_execution": 1,
            "jit_compile": "auto",
        }

    def _require_compiled(self, what: str) -> tuple[Optimizer, Compiled]:
        if self.optimizer is None or self.compiled_losses is None:
            raise DataError(
                "{what}: the model is not compiled. Call "
                "model.compile(optimizer=..., loss=...) first.",
                what=what,
            )
        return self.optimizer, self.compiled_losses

    # -------------------------------------------------------------- plans

    @property
    def trainable_variables(self) -> list[Variable]:
        """Weights that training changes."""
        raise NotImplementedError

    def _training_plan(self) -> tuple[Plan, FlatParameters]:
        variables = self.trainable_variables
        key = [id(v) for v in variables]
        if self._train_plan is None or self._flat is None or self._flat_key != key:
            assert self.optimizer is not None
            if self._flat is None or self._flat_key != key:
                self._flat = FlatParameters(variables)
                self._flat_key = key
            else:
                self._flat.bind()
            gradients = Gradients(variables, self._flat.gradient_views)
            self._train_plan = Plan(
                self.network, gradients, training=True, seed=self._next_seed()
            )
        assert self.optimizer is not None
        if not self.optimizer.is_built:
            self.optimizer.build(variables)
        return self._train_plan, self._flat

    def _inference_plan(self) -> Plan:
        if self._infer_plan is None:
            self._infer_plan = Plan(self.network, seed=0)
        return self._infer_plan

    def _next_seed(self) -> int:
        if self._seeds is None:
            from engine.random import next_seed

            self._seeds = SeedSource(next_seed())
        return self._seeds.next_seed()

    # --------------------------------------------------------------- steps

    def _train_step(
        self, plan: Plan, flat: FlatParameters, compiled: Compiled, batch: Batches
    ) -> None:
        predictions = plan.forward(batch.x)
        penalty = self._penalty()
        _, gradients = compiled.compute(
            batch.y, predictions, batch.sample_weight, plan.output_masks, penalty
        )
        assert plan.gradients is not None
        assert self.optimizer is not None
        plan.gradients.begin()
        plan.backward(gradients)
        plan.gradients.finish()
        for variable in plan.gradients.variables:
            if variable.regularizer is not None:
                target = plan.gradients[variable]
                np.add(
                    target, variable.regularizer.gradient(variable.value), out=target
                )
        self.optimizer.update(flat)

    def _test_step(self, plan: Plan, compiled: Compiled, batch: Batches) -> None:
        predictions = plan.forward(batch.x)
        compiled.compute(
            batch.y,
            predictions,
            batch.sample_weight,
            plan.output_masks,
            self._penalty(),
        )

    def _penalty(self) -> float:
        return sum(
            variable.regularizer(variable.value)
            for variable in self.trainable_variables
            if variable.regularizer is not None
        )

    # ----------------------------------------------------------------- fit

    def fit(
        self,
        x: Any = None,
        y: Any = None,
        batch_size: int | None = None,
        epochs: int = 1,
        verbose: int | str = "auto",
        callbacks: Iterable[Callback] | Callback | None = None,
        validation_split: float = 0.0,
        validation_data: Any = None,
        shuffle: bool = True,
        class_weight: Any = None,
        sample_weight: Any = None,
        initial_epoch: int = 0,
        steps_per_epoch: int | None = None,
        validation_steps: int | None = None,
        validation_batch_size: int | None = None,
        validation_freq: int = 1,
    ) -> History:
        """Train the model.

        Parameters
        ----------
        x, y : ndarray, list or dict of ndarray
            Inputs and targets, in the model's order or by name.
        batch_size : int, default=32
            Samples in a step.
        epochs : int, default=1
            Epoch number at which to stop, counted from 0 at the first `fit`.
        verbose : {0, 1, 2, "auto"}, default="auto"
            Nothing, a bar, or one line an epoch.
        callbacks : list of Callback
            Hooks.
        validation_split : float, default=0.0
            Share of the samples, from the end, kept for validation.
        validation_data : tuple (x, y)
            Samples for validation.
        shuffle : bool, default=True
            Whether samples come in a new order at each epoch.
        class_weight, steps_per_epoch, validation_steps
            Not supported; must keep their default.
        sample_weight : ndarray, optional
            Weight of each sample in the loss.
        initial_epoch : int, default=0
            Epoch to begin with.
        validation_batch_size : int, optional
            Batch size of validation.
        validation_freq : int, default=1
            Validate every so many epochs.

        Returns
        -------
        History
            Logs of the epochs.

        Raises
        ------
        DataError
            If arrays do not fit the model or each other.
        """
        _, compiled = self._require_compiled("fit")
        if class_weight or steps_per_epoch or validation_steps:
            raise UnsupportedError(
                "fit: class_weight, steps_per_epoch and validation_steps are not "
                "supported. Leave them out."
            )
        if validation_freq < 1 or epochs < 0:
            raise DataError(
                "fit: epochs must be at least 0 and validation_freq at least 1."
            )
        data = self._prepare(x, y, sample_weight)
        validation: Batches | None = None
        if validation_data is not None:
            validation = self._prepare(*validation_data)
        elif validation_split:
            data, validation = split_validation(data, validation_split)
        size = _batch_size(batch_size)
        plan, flat = self._training_plan()
        reader = BatchReader(data, size)
        hooks = CallbackList(
            callbacks,
            self,  # type: ignore[arg-type]
            add_history=True,
            add_progbar=verbose != 0,
            verbose=verbose,
            epochs=epochs,
            steps=reader.steps,
        )
        order = generator(self._next_seed())
        self.stop_training = False
        logs: dict[str, float] = {}
        hooks.begin("train")
        listened = hooks.has_batch_hooks("train")
        for epoch in range(initial_epoch, epochs):
            compiled.reset()
            hooks.epoch_begin(epoch)
            rows = order.permutation(data.rows) if shuffle else None
            for step, batch in enumerate(reader.read(rows)):
                if listened:
                    hooks.batch_begin("train", step)
                self._train_step(plan, flat, compiled, batch)
                if listened:
                    hooks.batch_end("train", step, compiled.results())
                if self.stop_training:
                    break
            logs = compiled.results()
            if validation is not None and (epoch + 1) % validation_freq == 0:
                val_logs = self._evaluate(
                    validation, _batch_size(validation_batch_size or batch_size), hooks
                )
                logs.update({f"val_{name}": v for name, v in val_logs.items()})
            hooks.epoch_end(epoch, logs)
            if self.stop_training:
                break
        hooks.end("train", logs)
        return self.history

    def train_on_batch(
        self,
        x: Any,
        y: Any = None,
        sample_weight: Any = None,
        class_weight: Any = None,
        return_dict: bool = False,
    ) -> Any:
        """Do one step on one batch; returns loss and metrics of the batch.

        Parameters
        ----------
        x, y : ndarray, list or dict of ndarray
            One batch.
        sample_weight : ndarray, optional
            Weight of each sample.
        class_weight : None
            Not supported.
        return_dict : bool, default=False
            Whether to return a dict instead of a list.
        """
        if class_weight:
            raise UnsupportedError("train_on_batch: class_weight is not supported.")
        _, compiled = self._require_compiled("train_on_batch")
        batch = self._prepare(x, y, sample_weight)
        plan, flat = self._training_plan()
        compiled.reset()
        self._train_step(plan, flat, compiled, batch)
        return _as_result(compiled.results(), return_dict)

    # ------------------------------------------------------------ evaluate

    def evaluate(
        self,
        x: Any = None,
        y: Any = None,
        batch_size: int | None = None,
        verbose: int | str = "auto",
        sample_weight: Any = None,
        steps: int | None = None,
        callbacks: Any = None,
        return_dict: bool = False,
    ) -> Any:
        """Return loss and metrics over data.

        Parameters
        ----------
        x, y : ndarray, list or dict of ndarray
            Inputs and targets.
        batch_size : int, default=32
            Samples in a step.
        verbose : {0, 1, 2, "auto"}
            Progress.
        sample_weight : ndarray, optional
            Weight of each sample.
        steps : None
            Not supported.
        callbacks : list of Callback
            Hooks.
        return_dict : bool, default=False
            Whether to return a dict by name instead of a list.

        Returns
        -------
        float, list of float, or dict
            The loss alone if there is nothing else.
        """
        if steps is not None:
            raise UnsupportedError("evaluate: steps is not supported. Leave it out.")
        self._require_compiled("evaluate")
        data = self._prepare(x, y, sample_weight)
        size = _batch_size(batch_size)
        hooks = CallbackList(
            callbacks,
            self,  # type: ignore[arg-type]
            add_progbar=verbose != 0,
            verbose=verbose,
            epochs=1,
            steps=-(-data.rows // size),
        )
        return _as_result(self._evaluate(data, size, hooks), return_dict)

    def _evaluate(
        self, data: Batches, batch_size: int, hooks: CallbackList
    ) -> dict[str, float]:
        _, compiled = self._require_compiled("evaluate")
        plan = self._inference_plan()
        compiled.reset()
        hooks.begin("test")
        listened = hooks.has_batch_hooks("test")
        for step, batch in enumerate(BatchReader(data, batch_size).read()):
            if listened:
                hooks.batch_begin("test", step)
            self._test_step(plan, compiled, batch)
            if listened:
                hooks.batch_end("test", step, compiled.results())
        logs = compiled.results()
        hooks.end("test", logs)
        return logs

    def test_on_batch(
        self,
        x: Any,
        y: Any = None,
        sample_weight: Any = None,
        return_dict: bool = False,
    ) -> Any:
        """Return loss and metrics of one batch."""
        _, compiled = self._require_compiled("test_on_batch")
        batch = self._prepare(x, y, sample_weight)
        compiled.reset()
        self._test_step(self._inference_plan(), compiled, batch)
        return _as_result(compiled.results(), return_dict)

    # ------------------------------------------------------------- predict

    def predict(
        self,
        x: Any,
        batch_size: int | None = None,
        verbose: int | str = "auto",
        steps: int | None = None,
        callbacks: Any = None,
    ) -> Any:
        """Return the outputs for data.

        Parameters
        ----------
        x : ndarray, list or dict of ndarray
            Inputs.
        batch_size : int, default=32
            Samples in a step.
        verbose : {0, 1, 2, "auto"}
            Progress.
        steps : None
            Not supported.
        callbacks : list of Callback
            Hooks.

        Returns
        -------
        ndarray, or list or dict of ndarray
            In the structure of the model's outputs.
        """
        if steps is not None:
            raise UnsupportedError("predict: steps is not supported. Leave it out.")
        inputs = prepare_inputs(x, self.network.inputs, self.input_names)
        check_lengths(inputs, self.input_names)
        size = _batch_size(batch_size)
        data = Batches(inputs, [])
        hooks = CallbackList(
            callbacks,
            self,  # type: ignore[arg-type]
            add_progbar=verbose != 0,
            verbose=verbose,
            epochs=1,
            steps=-(-data.rows // size),
        )
        plan = self._inference_plan()
        outputs: list[Array] = []
        hooks.begin("predict")
        start = 0
        for step, batch in enumerate(BatchReader(data, size).read()):
            hooks.batch_begin("predict", step)
            results = plan.forward(batch.x)
            if not outputs:
                outputs = [
                    np.empty((data.rows, *r.shape[1:]), r.dtype) for r in results
                ]
            for target, result in zip(outputs, results, strict=True):
                target[start : start + len(result)] = result
            start += batch.rows
            hooks.batch_end("predict", step, None)
        hooks.end("predict")
        return pack_as(self.network.output_structure, outputs)

    def predict_on_batch(self, x: Any) -> Any:
        """Return the outputs for one batch."""
        inputs = prepare_inputs(x, self.network.inputs, self.input_names)
        check_lengths(inputs, self.input_names)
        results = [r.copy() for r in self._inference_plan().forward(inputs)]
        return pack_as(self.network.output_structure, results)

    # --------------------------------------------------------------- data

    def _prepare(self, x: Any, y: Any = None, sample_weight: Any = None) -> Batches:
        _, compiled = self._require_compiled("fit")
        inputs = prepare_inputs(x, self.network.inputs, self.input_names)
        targets = prepare_targets(y, self.output_names, compiled.has_loss)
        weights = self._sample_weights(sample_weight)
        check_lengths([*inputs, *targets], [*self.input_names, *self.output_names])
        compiled.check(targets, [t.shape for t in self.network.outputs])
        return Batches(inputs, targets, weights)

    def _sample_weights(self, given: Any) -> list[Array | None] | None:
        if given is None:
            return None
        if isinstance(given, dict):
            return [
                None if given.get(n) is None else np.asarray(given[n], np.float32)
                for n in self.output_names
            ]
        if isinstance(given, list | tuple) and len(self.output_names) > 1:
            return [None if w is None else np.asarray(w, np.float32) for w in given]
        return [np.asarray(given, np.float32)] * len(self.output_names)

    def write(self, text: str) -> None:
        """Write progress to standard output, if there is one."""
        if sys.stdout is not None:
            sys.stdout.write(text)
            sys.stdout.flush()


def _batch_size(value: int | None) -> int:
    size = 32 if value is None else int(value)
    if size < 1:
        raise DataError("batch_size must be at least 1. Received {size}.", size=size)
    return size


def _as_result(logs: dict[str, float], return_dict: bool) -> Any:
    if return_dict:
        return logs
    values = list(logs.values())
    return values[0] if len(values) == 1 else values


def _serialize_loss(loss: Any) -> Json:
    from engine import losses

    if isinstance(loss, losses.Loss):
        return losses.serialize(loss)
    if isinstance(loss, dict):
        return {k: _serialize_loss(v) for k, v in loss.items()}
    if isinstance(loss, list | tuple):
        return [_serialize_loss(v) for v in loss]
    return loss


def _serialize_metrics(wanted: Any) -> Json:
    from engine import metrics

    if isinstance(wanted, metrics.Metric):
        return metrics.serialize(wanted)
    if isinstance(wanted, dict):
        return {k: _serialize_metrics(v) for k, v in wanted.items()}
    if isinstance(wanted, list | tuple):
        return [_serialize_metrics(v) for v in wanted]
    return wanted


__all__: Sequence[str] = ["Trainer"]
