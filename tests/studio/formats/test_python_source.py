"""Literals, identifiers and layout of written source."""

from __future__ import annotations

import ast
import keyword

import pytest
from hypothesis import given
from hypothesis import strategies as st

from studio.formats.python_source import (
    Atom,
    Identifiers,
    assignment,
    call,
    comment,
    dictionary,
    flat,
    listing,
    literal,
    parse,
    quote,
    statement,
    wrapped_comment,
)

TEXTS = st.text(st.characters(), max_size=30) | st.sampled_from(
    ["\n__import__('os')", '"""', "'''", "\u2028x", "\ud800", "\\", '\\"', "a'b\"c", ""]
)


@given(TEXTS)
def test_a_literal_is_the_text_again_on_one_line(text: str) -> None:
    source = quote(text)
    assert ast.literal_eval(source) == text
    assert len(source.splitlines()) == 1
    source.encode("utf-8")


@pytest.mark.parametrize(
    ("text", "source"),
    [
        ("plain", '"plain"'),
        ("it's", '"it\'s"'),
        ('say "hi"', "'say \"hi\"'"),
        ("both ' and \"", '"both \' and \\""'),
        ("main_输入", '"main_输入"'),
        ("\u2028", '"\\u2028"'),
    ],
)
def test_quotes_are_those_that_ruff_prefers(text: str, source: str) -> None:
    assert quote(text) == source


@given(TEXTS)
def test_a_comment_stays_a_comment(text: str) -> None:
    line = f"# {comment(text)}"
    assert len(line.splitlines()) == 1
    assert ast.parse(line).body == []
    assert ast.get_docstring(ast.parse(f'"""{comment(text)}."""')) is not None
    for wrapped in wrapped_comment(text * 10):
        assert wrapped.startswith("# ")


@given(TEXTS, TEXTS)
def test_identifiers_are_new_and_plain(first: str, second: str) -> None:
    names = Identifiers(["model", "x"])
    made = [names.new(first, "dense"), names.new(second, "dense"), names.new("x", "x")]
    assert len(set(made)) == 3
    for name in made:
        assert name.isidentifier()
        assert name.isascii()
        assert not keyword.iskeyword(name)
        assert name not in ("model", "x", "print", "len")


@pytest.mark.parametrize(
    ("wanted", "name"),
    [
        ("main_input", "main_input"),
        ("Main Input", "main_input"),
        ("lambda", "lambda_"),
        ("model", "model_"),
        ("list", "list_"),
        ("3rd layer", "x_3rd_layer"),
        ("主输入", "dense"),
        ("__import__('os')", "import_os"),
        ("", "dense"),
    ],
)
def test_identifiers_come_from_names(wanted: str, name: str) -> None:
    assert Identifiers(["model"]).new(wanted, "dense") == name


def test_an_identifier_taken_twice_gets_a_number() -> None:
    names = Identifiers()
    assert [names.new("dense", "dense") for _ in range(3)] == [
        "dense",
        "dense_2",
        "dense_3",
    ]


def test_what_fits_stays_on_one_line() -> None:
    value = call("layers.Dense", literal(64), activation=literal("relu"))
    assert assignment("x", value) == ['x = layers.Dense(64, activation="relu")']


def test_a_long_layer_call_breaks_its_options() -> None:
    layer = call(
        "layers.Dense",
        literal(64),
        activation=literal("relu"),
        kernel_initializer=call("keras.initializers.RandomNormal", stddev=literal(0.1)),
        name=literal("hidden"),
    )
    assert assignment("hidden", call(layer, Atom("inputs"))) == [
        "hidden = layers.Dense(",
        "    64,",
        '    activation="relu",',
        "    kernel_initializer=keras.initializers.RandomNormal(stddev=0.1),",
        '    name="hidden",',
        ")(inputs)",
    ]


def test_an_open_dict_has_one_item_a_line() -> None:
    value = dictionary([("a", literal(1))], is_open=True)
    assert statement(call("f", loss=value)) == [
        "f(",
        "    loss={",
        '        "a": 1,',
        "    },",
        ")",
    ]


def test_a_long_text_gets_brackets_where_they_help() -> None:
    text = "x" * 75
    assert assignment("a_long_name", literal(text)) == [
        "a_long_name = (",
        f'    "{text}"',
        ")",
    ]


@pytest.mark.parametrize(
    "source",
    [
        'layers.Dense(3, activation="relu", name="a")',
        "keras.regularizers.L1L2(l1=0.01, l2=-0.5)",
        "layers.Reshape((-1, 2))",
        "layers.Reshape((4,))",
        'f([1, 2.5, None, True], {"a": (1, 2)})',
    ],
)
def test_parsed_source_is_written_the_same(source: str) -> None:
    assert flat(parse(source)) == source


@pytest.mark.parametrize(
    "source", ["a + b", "lambda: 1", "[x for x in y]", "1 +", "a;b"]
)
def test_other_source_is_refused(source: str) -> None:
    with pytest.raises(ValueError):
        parse(source)


def test_lists_nest() -> None:
    long = listing(literal("item number " + str(i)) for i in range(8))
    lines = assignment("columns", long)
    assert lines[0] == "columns = ["
    assert lines[1] == '    "item number 0",'
    assert lines[-1] == "]"
