"""Columns to arrays: shapes, scales, classes, new rows, and errors before training."""

import json

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from studio.data import (
    Binding,
    Column,
    DataError,
    Dataset,
    Split,
    Transforms,
    apply,
    builtin_sets,
    check_labels,
    generated_sets,
    open_source,
    prepare,
    propose_input,
    propose_output,
)

IRIS = {"kind": "builtin", "name": "iris"}
MEASURES = (
    *("sepal length (cm)", "sepal width (cm)"),
    *("petal length (cm)", "petal width (cm)"),
)


@pytest.fixture
def iris():
    return open_source(IRIS)


def made(**columns):
    """Data set of columns given as arrays, or `Column`s."""
    return Dataset(
        "made",
        "Made up",
        {
            name: values if isinstance(values, Column) else Column(np.asarray(values))
            for name, values in columns.items()
        },
    )


def texts(*values):
    return Column(np.array(values, dtype=object), "text")


def classes(names, *codes):
    return Column(np.array(codes, np.int32), "category", tuple(names))


def only(dataset, inputs, outputs=None, **split):
    """Prepare without validation, in file order."""
    split = {"validation": 0.0, "shuffle": False} | split
    y = outputs or Binding(("y",))
    return prepare(dataset, {"in": inputs}, {"out": y}, Split(**split))


def test_a_table(iris):
    prepared = prepare(
        iris,
        {"flower": Binding(MEASURES, scale="standardize")},
        {"species": Binding(("species",))},
        Split(seed=3),
    )
    train, validation = prepared.train, prepared.validation
    assert (len(train), len(validation), len(prepared.test)) == (120, 30, 0)
    assert train.x["flower"].shape == (120, 4)
    assert train.x["flower"].dtype == np.float32
    np.testing.assert_allclose(train.x["flower"].mean(axis=0), 0, atol=1e-5)
    np.testing.assert_allclose(train.x["flower"].std(axis=0), 1, rtol=1e-5)
    assert abs(validation.x["flower"].mean(axis=0)).max() > 1e-3
    assert train.y["species"].shape == (120, 1)
    assert train.y["species"].dtype == np.int32
    np.testing.assert_array_equal(
        train.y["species"][:, 0], iris.column("species")[train.rows]
    )
    assert prepared.classes == {"species": ("setosa", "versicolor", "virginica")}
    assert prepared.fingerprint == iris.fingerprint()


def test_scales_are_learned_from_training_rows_only():
    data = made(x=np.array([0.0, 2.0, 4.0, 1000.0]), y=np.zeros(4))
    for scale, expected in (("standardize", 611.1477), ("minmax", 250.0)):
        prepared = only(data, Binding(("x",), scale), validation=0.25, method="last")
        assert prepared.train.x["in"].max() < 1.3
        assert prepared.validation.x["in"][0, 0] == pytest.approx(expected, rel=1e-5)


def test_scales_of_images_and_sequences_are_by_channel():
    rng = np.random.default_rng(0)
    image = rng.normal(size=(50, 4, 5, 2)) * [1, 10] + [0, 100]
    data = made(image=Column(image, "image"), y=np.zeros(50))
    x = only(data, Binding(("image",), "standardize")).train.x["in"]
    assert x.shape == (50, 4, 5, 2)
    np.testing.assert_allclose(x.mean(axis=(0, 1, 2)), 0, atol=1e-4)
    np.testing.assert_allclose(x.std(axis=(0, 1, 2)), 1, rtol=1e-4)


def test_constant_columns_do_not_divide_by_zero():
    data = made(x=np.full(5, 7.3), y=np.zeros(5))
    for scale in ("standardize", "minmax"):
        np.testing.assert_allclose(
            only(data, Binding(("x",), scale)).train.x["in"], 0, atol=1e-6
        )


def test_one_hot_numbers_and_vectors_are_joined_in_order():
    data = made(
        n=[1.0, 2.0],
        v=np.array([[10.0, 20.0], [30.0, 40.0]]),
        c=classes("abc", 2, 0),
        y=[0.0, 1.0],
    )
    x = only(data, Binding(("c", "n", "v"))).train.x["in"]
    assert x.tolist() == [[0, 0, 1, 1, 10, 20], [1, 0, 0, 2, 30, 40]]
    assert x.dtype == np.float32


def test_scaling_leaves_classes_alone():
    data = made(n=[1.0, 3.0], c=classes("ab", 0, 1), y=[0.0, 1.0])
    x = only(data, Binding(("n", "c"), "standardize")).train.x["in"]
    assert x.tolist() == [[-1, 1, 0], [1, 0, 1]]


def test_index_gives_numbers_for_an_embedding():
    data = made(c=classes("abc", 2, 0), y=[0.0, 1.0])
    x = only(data, Binding(("c",), encoding="index")).train.x["in"]
    assert (x.tolist(), x.dtype) == ([[2], [0]], np.int32)


def test_numbers_and_texts_can_be_classes():
    data = made(n=[7.0, 3.0, 7.0], f=[0.5, 0.25, 0.5], t=texts("b", "a", "b"))
    for column, names in (("n", ("3", "7")), ("f", ("0.25", "0.5")), ("t", ("a", "b"))):
        prepared = only(data, Binding(("n",)), Binding((column,), encoding="index"))
        assert prepared.train.y["out"].tolist() == [[1], [0], [1]]
        assert prepared.classes["out"] == names
    one_hot = only(data, Binding(("t",), encoding="one_hot"), Binding(("n",)))
    assert one_hot.train.x["in"].tolist() == [[0, 1], [1, 0], [0, 1]]


def test_tokens_stay_whole_numbers():
    data = open_source({"kind": "generated", "name": "headlines", "rows": 50})
    prepared = prepare(
        data,
        {"main_input": Binding(("tokens",)), "aux_input": Binding(("aux",))},
        {
            "main_output": Binding(("main_label",)),
            "aux_output": Binding(("aux_label",)),
        },
    )
    assert {n: (a.shape, str(a.dtype)) for n, a in prepared.train.x.items()} == {
        "main_input": ((40, 100), "int32"),
        "aux_input": ((40, 5), "float32"),
    }
    assert {n: (a.shape, str(a.dtype)) for n, a in prepared.train.y.items()} == {
        "main_output": ((40, 1), "int32"),
        "aux_output": ((40, 1), "int32"),
    }


def test_integer_labels_stay_integers_and_bytes_become_float():
    data = made(pixels=np.full((3, 4), 255, np.uint8), y=np.array([1, 0, 2]))
    prepared = only(data, Binding(("pixels",), "minmax"))
    assert prepared.train.y["out"].dtype == np.int32
    prepared = only(data, Binding(("pixels",)))
    assert prepared.train.x["in"].dtype == np.float32
    assert prepared.train.x["in"].max() == 255


def test_every_field_can_be_an_input_of_the_proposed_shape():
    for info in (*builtin_sets(), *generated_sets()):
        spec = info.spec() | ({"rows": 40} if "rows" in info.spec() else {})
        data = open_source(spec)
        for name in data.names:
            proposal = propose_input(data, name)
            binding = Binding((name,), proposal["scale"], proposal["encoding"])
            x = prepare(data, {"x": binding}, {"y": Binding((name,))}).train.x["x"]
            assert x.shape[1:] == proposal["shape"], (info.name, name)
            assert str(x.dtype) == proposal["dtype"], (info.name, name)


# ------------------------------------------------------------------- new rows


def test_new_rows_go_through_the_stored_transforms(iris, tmp_path):
    prepared = prepare(
        iris,
        {"x": Binding((*MEASURES, "species"), "standardize")},
        {"y": Binding(("species",)), "size": Binding(MEASURES[:2], "minmax")},
    )
    stored = json.loads(json.dumps(prepared.transforms.to_json()))
    transforms = Transforms.from_json(stored)
    assert transforms == prepared.transforms
    whole = apply(iris, transforms)
    np.testing.assert_array_equal(
        whole.x["x"][prepared.train.rows], prepared.train.x["x"]
    )
    np.testing.assert_array_equal(
        whole.y["size"][prepared.train.rows], prepared.train.y["size"]
    )
    # A table of one row, columns in another order, one class, no other label.
    (tmp_path / "new.csv").write_text(
        "species," + ",".join(reversed(MEASURES)) + "\nvirginica,2.1,5.9,3.0,7.1\n"
    )
    new = apply(open_source({"kind": "csv", "path": "new.csv"}, tmp_path), transforms)
    row = int(np.flatnonzero(iris.column(MEASURES[0]) == 7.1)[0])
    np.testing.assert_allclose(new.x["x"][0], whole.x["x"][row], rtol=1e-6)
    assert new.y["y"].tolist() == [[2]]


def test_new_rows_may_come_without_labels(iris, tmp_path):
    prepared = prepare(iris, {"x": Binding(MEASURES)}, {"y": Binding(("species",))})
    (tmp_path / "new.csv").write_text(",".join(MEASURES) + "\n5,3,1,0.2\n6,3,4,1\n")
    new = open_source({"kind": "csv", "path": "new.csv"}, tmp_path)
    part = apply(new, prepared.transforms)
    assert part.y == {}
    assert part.x["x"].tolist() == np.float32([[5, 3, 1, 0.2], [6, 3, 4, 1]]).tolist()
    with pytest.raises(DataError, match='Output "y": the new data'):
        apply(new, prepared.transforms, labels=True)
    assert apply(iris, prepared.transforms, labels=False).y == {}


def test_new_rows_with_gaps_in_the_labels_can_be_predicted():
    data = made(x=[1.0, 2.0], y=[0.0, 1.0])
    transforms = only(data, Binding(("x",))).transforms
    new = made(x=[1.0, 2.0], y=[np.nan, 1.0])
    assert apply(new, transforms).y == {}
    with pytest.raises(DataError, match="no value in 1 of 2 rows"):
        apply(new, transforms, labels=True)


def test_an_unknown_class_in_new_rows_is_named():
    transforms = only(
        made(c=classes("ab", 0, 1), y=[0.0, 1.0]), Binding(("c",))
    ).transforms
    with pytest.raises(DataError) as caught:
        apply(made(c=texts("b", "zebra")), transforms)
    assert str(caught.value) == (
        'Input "in": column "c" has the class "zebra" in row 2, which the model does '
        'not know. It knows "a", "b".'
    )
    # A class that is declared but not used does no harm.
    unused = classes(("b", "zebra"), 0)
    assert apply(made(c=unused), transforms).x["in"].tolist() == [[0, 1]]


def test_another_shape_and_text_in_new_rows_are_refused():
    transforms = only(made(x=np.ones((2, 3)), y=[0.0, 1.0]), Binding(("x",))).transforms
    with pytest.raises(DataError, match=r"has shape \(4,\) a row, but .* \(3,\)"):
        apply(made(x=np.ones((2, 4))), transforms)
    transforms = only(made(x=[1.0, 2.0], y=[0.0, 1.0]), Binding(("x",))).transforms
    with pytest.raises(DataError, match='holds text, not numbers: "two" in row 2'):
        apply(made(x=texts("1", "two")), transforms)


def test_predictions_are_read_back():
    data = made(
        x=[1.0, 2.0, 3.0],
        y=classes("abc", 0, 1, 2),
        b=classes(("no", "yes"), 0, 1, 0),
        f=classes(("off", "on"), 1, 1, 0),
        v=[10.0, 20.0, 30.0],
    )
    ends = {
        "y": Binding(("y",)),
        "hot": Binding(("y",), encoding="one_hot"),
        "b": Binding(("b",)),
        "flags": Binding(("b", "f")),
        "v": Binding(("v",), "standardize"),
    }
    prepared = prepare(data, {"x": Binding(("x",))}, ends, Split(0.0, shuffle=False))
    outputs = prepared.transforms.outputs
    scores = np.array([[0.1, 0.7, 0.2], [0.9, 0.0, 0.1]], np.float32)
    assert outputs["y"].decode(scores).tolist() == ["b", "a"]
    assert outputs["hot"].decode(scores).tolist() == ["b", "a"]
    assert outputs["b"].decode(np.array([[0.2], [0.8]])).tolist() == ["no", "yes"]
    assert outputs["flags"].decode(np.array([[0.2, 0.8]])).tolist() == [["no", "on"]]
    np.testing.assert_allclose(
        outputs["v"].decode(prepared.train.y["v"]), [[10], [20], [30]], rtol=1e-6
    )


@settings(max_examples=40, deadline=None)
@given(
    st.lists(st.floats(-1e6, 1e6), min_size=4, max_size=20),
    st.sampled_from(["none", "standardize", "minmax"]),
)
def test_scaled_targets_come_back(values, scale):
    data = made(x=np.array(values), y=np.array(values))
    prepared = only(data, Binding(("x",)), Binding(("y",), scale))
    back = prepared.transforms.outputs["out"].decode(prepared.train.y["out"])
    span = max(abs(v) for v in values) + 1
    np.testing.assert_allclose(back[:, 0], values, atol=2e-6 * span)


@pytest.mark.parametrize(
    "change",
    [
        {"mode": "eval"},
        {"dtype": "object"},
        {"shape": [-1]},
        {"shape": "x"},
        {"shift": [1.0]},
        {"shift": [1.0], "factor": [0.0]},
        {"shift": [float("nan")], "factor": [1.0]},
        {"shift": [1.0, 2.0], "factor": [1.0, 2.0]},
        {"classes": ["a"]},
        {"mode": "index", "classes": []},
    ],
)
def test_damaged_transforms_are_refused(change):
    good = only(made(x=[1.0, 2.0], y=[0.0, 1.0]), Binding(("x",))).transforms.to_json()
    good["inputs"]["in"][0].update(change)
    with pytest.raises(DataError, match="transforms are damaged"):
        Transforms.from_json(good)


@pytest.mark.parametrize("data", [None, {}, [], {"inputs": [], "outputs": {}}])
def test_other_json_is_no_transforms(data):
    with pytest.raises(DataError, match="transforms are damaged"):
        Transforms.from_json(data)


# --------------------------------------------------------------------- errors


@pytest.mark.parametrize(
    ("data", "x", "y", "text"),
    [
        (
            made(weight=[1.0, 2.0], y=[0.0, 1.0]),
            Binding(("wieght",)),
            Binding(("y",)),
            'Input "in": data "Made up" has no column "wieght". Did you mean "weight"?',
        ),
        (
            made(a=[1.0, 2.0], y=[0.0, 1.0]),
            Binding(("qqq",)),
            Binding(("y",)),
            'It has "a", "y"; bind one of these.',
        ),
        (
            made(a=[1.0, 2.0], y=[0.0, 1.0]),
            Binding(()),
            Binding(("y",)),
            'Input "in": no data is bound. Drag a column onto the node.',
        ),
        (
            made(a=texts("1.5", "x=1"), y=[0.0, 1.0]),
            Binding(("a",)),
            Binding(("y",)),
            'Input "in": column "a" holds text, not numbers: "x=1" in row 2.',
        ),
        (
            made(a=[1.0, 2.0], y=texts("long", "texts")),
            Binding(("a",)),
            Binding(("y",)),
            'Output "out": column "y" holds text, not numbers: "long" in row 1.',
        ),
        (
            made(a=[1.0, np.nan, np.nan], y=[0.0, 1.0, 2.0]),
            Binding(("a",)),
            Binding(("y",)),
            'Input "in": column "a" has no value in 2 of 3 rows (first: row 2).',
        ),
        (
            made(a=[1.0, 2.0], y=classes("ab", 0, -1)),
            Binding(("a",)),
            Binding(("y",)),
            'Output "out": column "y" has no value in 1 of 2 rows (first: row 2).',
        ),
        (
            made(a=[1.0, 2.0], y=texts(None, "b")),
            Binding(("a",)),
            Binding(("y",), encoding="index"),
            "no value in 1 of 2 rows (first: row 1)",
        ),
        (
            made(a=[1.0, np.inf], y=[0.0, 1.0]),
            Binding(("a",)),
            Binding(("y",)),
            "infinite or huge values (first in row 2)",
        ),
        (
            made(a=[1.0, -1e300], y=[0.0, 1.0]),
            Binding(("a",)),
            Binding(("y",)),
            "infinite or huge values (first in row 2)",
        ),
        (
            made(a=[1.0, np.inf], y=[0.0, 1.0]),
            Binding(("a",), "standardize"),
            Binding(("y",)),
            "infinite or huge values",
        ),
        (
            made(a=[1.0, 2.0], y=np.array([2**31, 0])),
            Binding(("a",)),
            Binding(("y",)),
            "whole numbers beyond 2147483647",
        ),
        (
            made(a=[1.0, 2.0], y=classes("a", 0, 0)),
            Binding(("a",)),
            Binding(("y",)),
            "has one class only",
        ),
        (
            made(a=np.arange(2000.0), y=np.arange(2000.0)),
            Binding(("a",)),
            Binding(("y",), encoding="index"),
            "2000 different values, at most 1000 can be classes",
        ),
        (
            made(a=np.ones((2, 3)), y=[0.0, 1.0]),
            Binding(("a",), encoding="one_hot"),
            Binding(("y",)),
            "cannot be a column of classes",
        ),
        (
            made(a=Column(np.ones((2, 3, 3)), "sequence"), b=[1.0, 2.0], y=[0.0, 1.0]),
            Binding(("a", "b")),
            Binding(("y",)),
            'column "a" has shape (3, 3) a row and cannot be joined',
        ),
        (
            made(t=Column(np.ones((2, 3), np.int32), "tokens"), y=[0.0, 1.0]),
            Binding(("t",), "standardize"),
            Binding(("y",)),
            "numbers of words, which scaling would spoil",
        ),
        (
            made(a=[1.0, 2.0], y=classes("abc", 0, 1), z=classes("ab", 0, 1)),
            Binding(("a",)),
            Binding(("y", "z")),
            "has 3 classes and cannot share an output",
        ),
    ],
)
def test_data_that_cannot_be_used(data, x, y, text):
    with pytest.raises(DataError) as caught:
        only(data, x, y)
    error = caught.value
    assert text in str(error)
    assert error.template.format(**error.values) == str(error)


def test_too_few_rows_and_no_nodes():
    data = made(x=[1.0, 2.0], y=[0.0, 1.0])
    with pytest.raises(DataError, match="zero rows are left for validation"):
        only(data, Binding(("x",)), validation=0.2)
    with pytest.raises(DataError, match="no Input"):
        prepare(data, {}, {"y": Binding(("y",))})
    with pytest.raises(DataError, match="no Output"):
        prepare(data, {"x": Binding(("x",))}, {})


@pytest.mark.parametrize(
    ("column", "encoding", "units", "loss", "text"),
    [
        ("c", "auto", 3, "sparse_categorical_crossentropy", None),
        ("c", "one_hot", 3, "categorical_crossentropy", None),
        ("b", "auto", 1, "binary_crossentropy", None),
        ("n", "auto", 1, "mse", None),
        ("n", "auto", 9, "some_other_loss", None),
        (
            "c",
            "auto",
            2,
            "sparse_categorical_crossentropy",
            'label 2 of column "c" is out of range: 2 units take labels from 0 to 1',
        ),
        ("n", "auto", 3, "sparse_categorical_crossentropy", "label -1.5 of column"),
        ("c", "auto", 1, "binary_crossentropy", "label 2 of column"),
        ("b", "auto", 2, "binary_crossentropy", "1 numbers a row, but the last layer"),
        (
            "c",
            "auto",
            3,
            "categorical_crossentropy",
            "Set its encoding to one_hot, or the loss to",
        ),
        ("c", "one_hot", 4, "categorical_crossentropy", "3 classes for 4 units"),
        ("n", "auto", 2, "mean_squared_error", "Give the last layer 1 units"),
    ],
)
def test_labels_are_checked_against_units_and_loss(column, encoding, units, loss, text):
    data = made(
        x=np.arange(6.0),
        c=classes("abc", 0, 1, 2, 0, 1, 2),
        b=classes("ab", 0, 1, 0, 1, 0, 1),
        n=[-1.5, 0.0, 1.0, 2.0, 3.0, 4.0],
    )
    prepared = only(data, Binding(("x",)), Binding((column,), encoding=encoding))
    end = prepared.transforms.outputs["out"]
    if text is None:
        check_labels(end, prepared.train.y["out"], units, loss)
        return
    with pytest.raises(DataError) as caught:
        check_labels(end, prepared.train.y["out"], units, loss)
    assert text in str(caught.value)
    assert str(caught.value).startswith('Output "out":')


# ------------------------------------------------------------------ proposals


@pytest.mark.parametrize(
    ("name", "columns", "shape", "dtype", "scale"),
    [
        ("iris", MEASURES, (4,), "float32", "standardize"),
        ("iris", "species", (3,), "float32", "none"),
        ("digits", "pixels", (64,), "float32", "none"),
        ("digits", "rows", (8, 8), "float32", "none"),
        ("digits", ("pixels", "features"), (90,), "float32", "none"),
        ("diabetes", ("age", "bmi"), (2,), "float32", "standardize"),
    ],
)
def test_proposed_inputs(name, columns, shape, dtype, scale):
    data = open_source({"kind": "builtin", "name": name})
    assert propose_input(data, columns) == {
        "shape": shape,
        "dtype": dtype,
        "scale": scale,
        "encoding": "auto",
    }


def test_proposed_inputs_of_tokens_and_bytes():
    data = made(
        t=Column(np.arange(200).reshape(2, 100).astype(np.int32), "tokens"),
        p=np.full((2, 9), 200, np.uint8),
    )
    assert propose_input(data, "t")["dtype"] == "int32"
    assert propose_input(data, "t")["scale"] == "none"
    assert propose_input(data, "p")["scale"] == "minmax"


def proposal(*args):
    found = propose_output(*args)
    return (found["units"], found["activation"], found["loss"], found["encoding"])


def test_proposed_outputs():
    rng = np.random.default_rng(0)
    hot = np.eye(4)[rng.integers(4, size=50)]
    flags = rng.integers(2, size=(50, 3)).astype(np.float32)
    data = made(
        two=classes("ab", *rng.integers(2, size=50)),
        also=classes("ab", *rng.integers(2, size=50)),
        five=classes("abcde", *rng.integers(5, size=50)),
        bits=rng.integers(2, size=50),
        grades=rng.integers(1, 7, size=50).astype(float),
        price=rng.normal(size=50) * 100,
        small=rng.normal(size=50),
        hot=hot,
        flags=flags,
        vector=rng.normal(size=(50, 6)),
    )
    sparse = "sparse_categorical_crossentropy"
    assert proposal(data, "two") == (1, "sigmoid", "binary_crossentropy", "index")
    assert proposal(data, "bits") == (1, "sigmoid", "binary_crossentropy", "index")
    assert proposal(data, ["two", "also"]) == (
        *(2, "sigmoid", "binary_crossentropy", "index"),
    )
    assert proposal(data, "five") == (5, "softmax", sparse, "index")
    assert proposal(data, "grades")[1:] == ("softmax", sparse, "index")
    assert proposal(data, "hot") == (4, "softmax", "categorical_crossentropy", "auto")
    assert proposal(data, "flags") == (3, "sigmoid", "binary_crossentropy", "auto")
    assert proposal(data, "small") == (1, "linear", "mse", "auto")
    assert proposal(data, ("price", "small")) == (2, "linear", "mse", "auto")
    assert proposal(data, "vector") == (6, "linear", "mse", "auto")
    assert propose_output(data, "price")["scale"] == "standardize"
    assert propose_output(data, "price")["metrics"] == ["mae"]
    assert propose_output(data, "two")["metrics"] == ["accuracy"]
    with pytest.raises(DataError, match="cannot share an output"):
        propose_output(data, ["five", "small"])
    with pytest.raises(DataError, match="cannot share an output"):
        propose_output(data, ["two", "small"])
    with pytest.raises(DataError, match='Did you mean "price"'):
        propose_output(data, "prize")


def test_proposals_pass_the_check_of_labels():
    for info in builtin_sets():
        data = open_source(info.spec())
        for name, field in data.fields.items():
            if len(field.shape) > 1:
                continue
            found = propose_output(data, name)
            binding = Binding((name,), found["scale"], found["encoding"])
            prepared = only(data, Binding((name,)), binding)
            end = prepared.transforms.outputs["out"]
            check_labels(end, prepared.train.y["out"], found["units"], found["loss"])


def test_proposals_name_what_cannot_be_used():
    data = made(t=texts("a", "b"), gap=[1.0, np.nan])
    with pytest.raises(DataError, match="holds text"):
        propose_input(data, "t")
    with pytest.raises(DataError, match="no value in 1 of 2 rows"):
        propose_output(data, "gap")
