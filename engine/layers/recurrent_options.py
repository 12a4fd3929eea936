"""Options that recurrent layers and their cells declare alike.

Each class lists them in Keras' order; what an option means is said here once.
"""

from __future__ import annotations

from typing import Any

from engine.options import option

UNITS: Any = option(
    doc="Size of output and state.", min=1, suggest=32, formerly=("output_dim",)
)
ACTIVATION: Any = option(
    default="tanh", doc="Function of the state, or of what is to be added to it."
)
RECURRENT_ACTIVATION: Any = option(
    default="sigmoid", doc="Function of the gates.", formerly=("inner_activation",)
)
USE_BIAS: Any = option(default=True, doc="Add a bias vector.", advanced=True)
KERNEL_INITIALIZER: Any = option(
    default="glorot_uniform",
    doc="First values of the weights of the input.",
    formerly=("init",),
)
RECURRENT_INITIALIZER: Any = option(
    default="orthogonal",
    doc="First values of the weights of the state.",
    advanced=True,
    formerly=("inner_init",),
)
BIAS_INITIALIZER: Any = option(
    default="zeros", doc="First values of the bias.", advanced=True
)
KERNEL_REGULARIZER: Any = option(
    default=None,
    doc="Penalty on the weights of the input.",
    advanced=True,
    formerly=("W_regularizer",),
)
RECURRENT_REGULARIZER: Any = option(
    default=None,
    doc="Penalty on the weights of the state.",
    advanced=True,
    formerly=("U_regularizer",),
)
BIAS_REGULARIZER: Any = option(
    default=None, doc="Penalty on the bias.", advanced=True, formerly=("b_regularizer",)
)
ACTIVITY_REGULARIZER: Any = option(
    default=None, doc="Penalty on the output, for each sample.", advanced=True
)
KERNEL_CONSTRAINT: Any = option(
    default=None,
    doc="What the weights of the input are brought back to after each step.",
    advanced=True,
)
RECURRENT_CONSTRAINT: Any = option(
    default=None,
    doc="What the weights of the state are brought back to after each step.",
    advanced=True,
)
BIAS_CONSTRAINT: Any = option(
    default=None,
    doc="What the bias is brought back to after each step.",
    advanced=True,
)
DROPOUT: Any = option(
    default=0.0,
    doc="Share of the features that become zero in training, at all steps alike.",
    min=0.0,
    max=1.0,
    formerly=("dropout_W",),
)
RECURRENT_DROPOUT: Any = option(
    default=0.0,
    doc="Share of the state that becomes zero on its way to the next step.",
    min=0.0,
    max=1.0,
    formerly=("dropout_U",),
)
SEED_DOC = "Seed of the dropout of this layer alone."
SEED: Any = option(default=None, doc=SEED_DOC, min=0, advanced=True)
