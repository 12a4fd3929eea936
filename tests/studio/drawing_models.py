"""Models whose diagrams are hard to lay out."""

from __future__ import annotations

from engine import Input, Model, Sequential, layers


def branches() -> Model:
    """Two inputs, a shared layer that feeds itself, two outputs."""
    a, b = Input((4,), name="a"), Input((4,), name="b")
    dense = layers.Dense(4, activation="relu", name="shared")
    x = layers.Concatenate(name="join")([dense(a), dense(dense(b))])
    x = layers.Dropout(0.5, name="dropout")(x)
    frozen = layers.Dense(1, name="frozen", trainable=False)
    return Model([a, b], [frozen(x), layers.Dense(2, name="out")(x)], name="m")


def nested() -> Model:
    """Models in a model; one of them has two outputs."""
    s = Input((4,), name="p")
    outputs = {"z": layers.Dense(2, name="z")(s), "y": layers.Dense(3, name="y")(s)}
    inner = Model({"p": s}, outputs, name="inner")
    chain = [Input((2,)), layers.Dense(3, name="one")]
    a = Input((4,), name="a")
    found = inner({"p": a})
    named = Sequential(chain, name="内部 <chain>")
    x = layers.Add(name="add")([named(found["z"]), found["y"]])
    return Model(a, x, name="outer")


def residual(blocks: int = 4) -> Model:
    """Blocks with a way around them."""
    x = entry = Input((8,), name="图像")
    for i in range(blocks):
        y = layers.Dense(8, activation="relu", name=f"层_{i}_a")(x)
        x = layers.Add(name=f"add_{i}")([x, layers.Dense(8, name=f"层_{i}_b")(y)])
    return Model(entry, layers.Dense(3, name="end")(x), name="residual")


def u_shape(depth: int = 4) -> Model:
    """Ways from each step down to the same step up."""
    x = entry = Input((64,), name="x")
    kept = []
    for i in range(depth):
        x = layers.Dense(8, name=f"down_{i}")(x)
        kept.append(x)
    for i in reversed(range(depth)):
        x = layers.Concatenate(name=f"join_{i}")([kept[i], x])
        x = layers.Dense(8, name=f"up_{i}")(x)
    return Model(entry, x, name="u")


def dense_blocks(count: int = 4) -> Model:
    """Every layer sees all before it."""
    x = Input((8,), name="x")
    seen = [x, layers.Dense(8, name="dense_0")(x)]
    for i in range(1, count):
        joined = layers.Concatenate(name=f"join_{i}")(seen)
        seen.append(layers.Dense(8, name=f"dense_{i}")(joined))
    return Model(x, layers.Concatenate(name="end")(seen), name="dense")


def many() -> Model:
    """Six inputs and six outputs."""
    entries = [Input((i + 1,), name=f"input_{i}") for i in range(6)]
    coded = [layers.Dense(4, name=f"coded_{i}")(x) for i, x in enumerate(entries)]
    x = layers.Dense(16, name="trunk")(layers.Concatenate(name="all")(coded))
    return Model(entries, [layers.Dense(2, name=f"out_{i}")(x) for i in range(6)])


def crossing() -> Model:
    """Arrows that cannot but cross."""
    a, b, c = (Input((4,), name=name) for name in "abc")
    groups = [[a, b], [b, c], [a, c], [a, b, c]]
    joined = [layers.Concatenate(name=f"j{i}")(g) for i, g in enumerate(groups)]
    return Model([a, b, c], joined)


MODELS = (branches, nested, residual, u_shape, dense_blocks, many, crossing)
