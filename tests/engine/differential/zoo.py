"""Models of many kinds, each written once for both frameworks."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from differential import Case

ZOO: dict[str, Case] = {}


def case(**options: Any) -> Callable[[Callable[[Any], Any]], Callable[[Any], Any]]:
    """Enter a function that builds a model; options are those of a `Case`."""

    def enter(build: Callable[[Any], Any]) -> Callable[[Any], Any]:
        ZOO[build.__name__] = Case(build, **options)
        return build

    return enter


# ------------------------------------------------------------------ chains


@case(loss="sparse_categorical_crossentropy", classes=3, metrics=["accuracy"])
def classifier(k: Any) -> Any:
    return k.Sequential(
        [
            k.Input((6,)),
            k.layers.Dense(8, activation="relu", kernel_constraint="max_norm"),
            k.layers.BatchNormalization(),
            k.layers.Dropout(0.0),
            k.layers.Dense(3, activation="softmax"),
        ]
    )


@case(optimizer=lambda k: k.optimizers.AdamW(0.01), loss="huber", metrics=["mae"])
def penalties(k: Any) -> Any:
    """Of weights and of activity, in layers and by a layer of their own."""
    return k.Sequential(
        [
            k.Input((5,)),
            k.layers.Dense(6, "tanh", kernel_regularizer="l1", bias_regularizer="l2"),
            k.layers.ActivityRegularization(l1=0.01, l2=0.02),
            k.layers.Dense(4, "sigmoid", activity_regularizer="l2"),
            k.layers.Dense(2, kernel_regularizer=k.regularizers.L1L2(0.01, 0.03)),
        ]
    )


@case(optimizer=lambda k: k.optimizers.Nadam(0.01), loss="log_cosh")
def constraints(k: Any) -> Any:
    return k.Sequential(
        [
            k.Input((5,)),
            k.layers.Dense(
                6,
                "tanh",
                kernel_constraint=k.constraints.MaxNorm(0.8),
                bias_constraint="non_neg",
            ),
            k.layers.Dense(4, kernel_constraint=k.constraints.UnitNorm(axis=1)),
            k.layers.Dense(
                2, kernel_constraint=k.constraints.MinMaxNorm(0.1, 0.7, rate=0.5)
            ),
        ]
    )


@case(optimizer=lambda k: k.optimizers.SGD(0.01, momentum=0.9, nesterov=True))
def smooth_activations(k: Any) -> Any:
    names = ["exponential", "selu", "gelu", "silu", "mish", "softsign", "log_softmax"]
    layers = [k.layers.Dense(4, activation=name) for name in names]
    return k.Sequential([k.Input((4,)), *layers, k.layers.Dense(2)])


# ------------------------------------------------------------------ images


@case(loss="categorical_crossentropy", metrics=["categorical_accuracy"])
def lenet(k: Any) -> Any:
    return k.Sequential(
        [
            k.Input((10, 10, 1)),
            k.layers.Conv2D(3, 3, activation="tanh"),
            k.layers.MaxPooling2D(),
            k.layers.Conv2D(4, 2, padding="same", activation="tanh"),
            k.layers.AveragePooling2D(2),
            k.layers.Flatten(),
            k.layers.Dense(3, activation="softmax"),
        ]
    )


@case()
def residual_network(k: Any) -> Any:
    entry = k.Input((8, 8, 3))
    x = k.layers.Conv2D(4, 3, padding="same", use_bias=False)(entry)
    x = k.layers.BatchNormalization(momentum=0.9)(x)
    for strides in (1, 2):
        side = x
        y = k.layers.Conv2D(4, 3, strides=strides, padding="same")(x)
        y = k.layers.BatchNormalization()(y)
        y = k.layers.Activation("silu")(y)
        y = k.layers.Conv2D(4, 3, padding="same")(y)
        if strides > 1:
            side = k.layers.Conv2D(4, 1, strides=strides)(side)
        x = k.layers.add([y, side])
    x = k.layers.GlobalAveragePooling2D()(x)
    return k.Model(entry, k.layers.Dense(2)(x))


@case(loss="binary_crossentropy", optimizer=lambda k: k.optimizers.Adamax(0.01))
def u_net(k: Any) -> Any:
    entry = k.Input((8, 8, 2))
    down = k.layers.Conv2D(3, 3, padding="same", activation="elu")(entry)
    x = k.layers.MaxPooling2D()(down)
    x = k.layers.DepthwiseConv2D(3, padding="same", depth_multiplier=2)(x)
    x = k.layers.SeparableConv2D(4, 3, padding="same", activation="tanh")(x)
    x = k.layers.Conv2DTranspose(3, 2, strides=2)(x)
    x = k.layers.Concatenate()([x, down])
    x = k.layers.UpSampling2D(2, interpolation="bilinear")(x)
    x = k.layers.Cropping2D(((1, 2), (3, 4)))(x)
    x = k.layers.ZeroPadding2D((0, 1))(x)
    return k.Model(entry, k.layers.Conv2D(1, 1, activation="sigmoid")(x))


@case(optimizer=lambda k: k.optimizers.Adagrad(0.05))
def groups_and_dilation(k: Any) -> Any:
    entry = k.Input((9, 7, 4))
    x = k.layers.Conv2D(4, 3, groups=2, dilation_rate=2, padding="same")(entry)
    x = k.layers.GroupNormalization(2)(x)
    x = k.layers.SpatialDropout2D(0.0)(x)
    x = k.layers.LeakyReLU(0.3)(x)
    x = k.layers.PReLU(shared_axes=[1, 2])(x)
    x = k.layers.GlobalMaxPooling2D(keepdims=True)(x)
    return k.Model(entry, k.layers.Flatten()(x))


@case(optimizer=lambda k: k.optimizers.Lion(0.003))
def volumes(k: Any) -> Any:
    entry = k.Input((4, 5, 4, 2))
    x = k.layers.Conv3D(3, 2, activation="tanh")(entry)
    x = k.layers.AveragePooling3D(2, padding="same")(x)
    x = k.layers.GlobalAveragePooling3D()(x)
    return k.Model(entry, k.layers.Dense(2)(x))


# --------------------------------------------------------------- sequences


@case(padded=True, loss="binary_crossentropy", metrics=["accuracy"])
def masked_words(k: Any) -> Any:
    words = k.Input((6,), dtype="int32")
    x = k.layers.Embedding(12, 4, mask_zero=True)(words)
    x = k.layers.Bidirectional(k.layers.LSTM(3, return_sequences=True))(x)
    x = k.layers.TimeDistributed(k.layers.Dense(4, activation="tanh"))(x)
    x = k.layers.GRU(3)(x)
    return k.Model(words, k.layers.Dense(1, activation="sigmoid")(x))


@case(padded=True, loss="sparse_categorical_crossentropy", classes=3)
def tagger(k: Any) -> Any:
    """Gives an answer for each step; masked ones do not count."""
    words = k.Input((5,), dtype="int32")
    x = k.layers.Embedding(12, 4, mask_zero=True)(words)
    x = k.layers.SimpleRNN(5, return_sequences=True)(x)
    return k.Model(words, k.layers.Dense(3, activation="softmax")(x))


@case(optimizer=lambda k: k.optimizers.RMSprop(0.005, centered=True, momentum=0.3))
def encoder_and_decoder(k: Any) -> Any:
    source, target = k.Input((5, 3)), k.Input((4, 2))
    _, *state = k.layers.LSTM(4, return_state=True)(source)
    x = k.layers.LSTM(4, return_sequences=True)(target, initial_state=state)
    return k.Model([source, target], k.layers.TimeDistributed(k.layers.Dense(2))(x))


@case()
def stacked_cells(k: Any) -> Any:
    entry = k.Input((4, 3))
    cells = [k.layers.LSTMCell(3), k.layers.GRUCell(4), k.layers.SimpleRNNCell(2)]
    x = k.layers.RNN(cells, return_sequences=True)(entry)
    x = k.layers.RNN(k.layers.GRUCell(3, reset_after=False), go_backwards=True)(x)
    return k.Model(entry, k.layers.Dense(1)(x))


@case(optimizer=lambda k: k.optimizers.Adafactor(0.01))
def convolutions_over_time(k: Any) -> Any:
    entry = k.Input((12, 3))
    x = k.layers.Conv1D(4, 3, padding="causal", dilation_rate=2)(entry)
    x = k.layers.SeparableConv1D(4, 3, strides=2, activation="tanh")(x)
    x = k.layers.DepthwiseConv1D(2, depth_multiplier=2)(x)
    x = k.layers.UpSampling1D(2)(x)
    x = k.layers.Cropping1D((1, 2))(x)
    x = k.layers.ZeroPadding1D(1)(x)
    x = k.layers.Conv1DTranspose(3, 2, strides=2)(x)
    x = k.layers.MaxPooling1D(3, strides=2)(x)
    x = k.layers.AveragePooling1D(2)(x)
    return k.Model(entry, k.layers.GlobalMaxPooling1D()(x))


@case(loss="mae")
def frames(k: Any) -> Any:
    entry = k.Input((3, 5, 5, 2))
    x = k.layers.ConvLSTM2D(2, 3, return_sequences=True, padding="same")(entry)
    x = k.layers.TimeDistributed(k.layers.Conv2D(2, 2))(x)
    x = k.layers.ConvLSTM2D(2, 2)(x)
    return k.Model(entry, k.layers.GlobalAveragePooling2D()(x))


# --------------------------------------------------------------- attention


# Not Adam and the like: they blow up the noise in the gradient of the keys' bias,
# which is zero.
@case(padded=True, optimizer=lambda k: k.optimizers.SGD(0.05))
def transformer(k: Any) -> Any:
    words = k.Input((5,), dtype="int32")
    x = k.layers.Embedding(12, 6, mask_zero=True)(words)
    side = k.layers.MultiHeadAttention(2, 3)(x, x, use_causal_mask=True)
    x = k.layers.LayerNormalization()(k.layers.Add()([x, side]))
    side = k.layers.Dense(8, activation="gelu")(x)
    side = k.layers.EinsumDense("abc,cd->abd", (None, 6), bias_axes="d")(side)
    x = k.layers.LayerNormalization(epsilon=1e-5)(x + side)
    return k.Model(words, k.layers.Dense(2)(k.layers.GlobalAveragePooling1D()(x)))


@case()
def kinds_of_attention(k: Any) -> Any:
    query, value = k.Input((4, 3)), k.Input((5, 3))
    a = k.layers.Attention(use_scale=True)([query, value])
    b = k.layers.AdditiveAttention()([query, value])
    c = k.layers.MultiHeadAttention(2, 3, value_dim=3, output_shape=4)(query, value)
    x = k.layers.Concatenate()([a, b, c])
    return k.Model([query, value], k.layers.GlobalAveragePooling1D()(x))


# ------------------------------------------------------------------ graphs


@case(sample_weight=False)
def siamese(k: Any) -> Any:
    """One branch for two inputs, compared by arithmetic."""
    inner = k.Input((6,))
    branch = k.Model(inner, k.layers.Dense(4, "tanh")(inner), name="branch")
    a, b = k.Input((6,)), k.Input((6,))
    left, right = branch(a), branch(b)
    angle = k.layers.Dot(axes=1, normalize=True)([left, right])
    far = k.ops.sum((left - right) ** 2, axis=1, keepdims=True)
    return k.Model([a, b], k.layers.Concatenate()([angle, far, abs(left - right)]))


@case()
def merging(k: Any) -> Any:
    a, b = k.Input((4,)), k.Input((4,))
    layers = k.layers
    parts = [
        layers.add([a, b]),
        layers.subtract([a, b]),
        layers.multiply([a, b]),
        layers.average([a, b]),
        layers.maximum([a, b]),
        layers.minimum([a, b]),
        layers.dot([a, b], axes=1),
        layers.Concatenate(axis=-1)([a, b]),
    ]
    return k.Model([a, b], layers.Dense(2)(layers.concatenate(parts)))


@case()
def arithmetic(k: Any) -> Any:
    a, b = k.Input((4, 3)), k.Input((4, 3))
    x = (a * 2 + b) / (1.5 + abs(b)) - 0.5
    x = k.ops.exp(-(x**2)) @ k.ops.transpose(b, (0, 2, 1))
    x = x[:, 1:, ::2]
    x = k.ops.concatenate([x, k.ops.tanh(x) * x], axis=-1)
    x = k.ops.mean(x, axis=1)
    return k.Model([a, b], k.layers.Dense(2)(k.ops.softmax(x)))


@case(
    loss={"main": "binary_crossentropy", "aux": "binary_crossentropy"},
    metrics={"main": ["accuracy"], "aux": ["mae"]},
)
def two_inputs_two_outputs(k: Any) -> Any:
    words = k.Input((6,), dtype="int32", name="words")
    numbers = k.Input((3,), name="numbers")
    x = k.layers.LSTM(4)(k.layers.Embedding(12, 5)(words))
    aux = k.layers.Dense(1, activation="sigmoid", name="aux")(x)
    x = k.layers.concatenate([x, numbers])
    for _ in range(2):
        x = k.layers.Dense(6, activation="tanh")(x)
    main = k.layers.Dense(1, activation="sigmoid", name="main")(x)
    return k.Model([words, numbers], [main, aux])


@case(optimizer=lambda k: k.optimizers.Ftrl(0.05))
def nested_models(k: Any) -> Any:
    inner = k.Sequential([k.Input((4,)), k.layers.Dense(3, "tanh")], name="inner")
    entry = k.Input((4,))
    middle = k.Model(entry, k.layers.Dense(4)(inner(entry)), name="middle")
    a = k.Input((4,))
    return k.Model(a, k.layers.Add()([middle(a), middle(middle(a))]))


@case(optimizer=lambda k: k.optimizers.Adadelta(0.5))
def frozen_parts(k: Any) -> Any:
    entry = k.Input((5,))
    base = k.Sequential(
        [k.Input((5,)), k.layers.Dense(4, "tanh"), k.layers.BatchNormalization()]
    )
    base.trainable = False
    frozen = k.layers.Dense(4, "sigmoid", trainable=False)
    return k.Model(entry, k.layers.Dense(2)(frozen(base(entry))))


@case()
def model_cut_out_of_another(k: Any) -> Any:
    entry = k.Input((5,))
    x = k.layers.Dense(4, "tanh", name="first")(entry)
    x = k.layers.Dense(4, "tanh", name="second")(x)
    whole = k.Model(entry, k.layers.Dense(2, name="third")(x))
    return k.Model(whole.get_layer("first").output, whole.get_layer("third").output)


@case(
    loss="cosine_similarity", optimizer=lambda k: k.optimizers.Adam(0.01, amsgrad=True)
)
def reshaping(k: Any) -> Any:
    entry = k.Input((4, 6))
    x = k.layers.Permute((2, 1))(entry)
    x = k.layers.Reshape((3, 2, -1))(x)
    x = k.layers.Rescaling(2.0, offset=-0.5)(x)
    x = k.layers.Normalization(mean=0.1, variance=2.0)(x)
    x = k.layers.Flatten()(x)
    x = k.layers.RepeatVector(2)(x)
    x = k.layers.Identity()(x)
    x = k.layers.UnitNormalization()(x)
    x = k.layers.RMSNormalization()(x)
    x = k.layers.GaussianNoise(0.0)(x)
    x = k.layers.ReLU(max_value=0.7, negative_slope=0.1)(x)
    x = k.layers.ELU(0.5)(x)
    return k.Model(entry, k.layers.Softmax()(k.layers.GlobalAveragePooling1D()(x)))


@case(
    optimizer=lambda k: k.optimizers.SGD(
        k.optimizers.schedules.CosineDecay(0.1, 10), global_clipnorm=0.5, use_ema=True
    )
)
def time_distributed_model(k: Any) -> Any:
    inner = k.Sequential([k.Input((3,)), k.layers.Dense(4, "tanh"), k.layers.Dense(2)])
    entry = k.Input((5, 3))
    x = k.layers.TimeDistributed(inner)(entry)
    return k.Model(entry, k.layers.GlobalMaxPooling1D()(x))


@case(
    optimizer=lambda k: k.optimizers.Adam(
        0.01, gradient_accumulation_steps=3, weight_decay=0.01
    ),
    loss="poisson",
    sample_weight=True,
)
def accumulated_gradients(k: Any) -> Any:
    entry = k.Input((5,))
    x = k.layers.Dense(4, "softplus")(entry)
    return k.Model(entry, k.layers.Dense(2, "exponential")(x))
