"""Python source text from values, laid out as ``ruff format`` does.

Text from a document enters source only through `quote` (a string literal) or `comment`
(one line of harmless letters): nothing here can turn a name into code.
"""

from __future__ import annotations

import ast
import builtins
import keyword
import re
import textwrap
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

WIDTH = 88
INDENT = "    "


@dataclass(frozen=True, slots=True)
class Atom:
    """Source text that is never broken."""

    text: str


@dataclass(frozen=True, slots=True)
class Items:
    """A list, tuple, dict or the arguments of a call: items between brackets."""

    left: str
    items: tuple[Expression, ...]
    right: str
    is_tuple: bool = False
    is_open: bool = False
    """Whether it always gets one item a line."""


@dataclass(frozen=True, slots=True)
class Call:
    """A call; `function` can be a call itself, as in ``Dense(3)(x)``."""

    function: Expression
    arguments: tuple[Expression, ...] = ()

    @property
    def brackets(self) -> Items:
        """The arguments with their brackets."""
        return Items("(", self.arguments, ")")


@dataclass(frozen=True, slots=True)
class Prefixed:
    """``name=value`` of a call, or ``key: value`` of a dict."""

    prefix: str
    value: Expression


Expression = Atom | Items | Call | Prefixed


def quote(text: str) -> str:
    """Return a string literal for any text, in the quotes that ruff prefers."""
    literal = repr(text)
    body = literal[1:-1]
    if text.count('"') > text.count("'"):
        return literal  # repr chose single quotes, which need fewer escapes
    if literal[0] == "'":
        body = body.replace("\\'", "'").replace('"', '\\"')
    return f'"{body}"'


def comment(text: str) -> str:
    """Return a text as part of one comment line or docstring: harmless letters only."""
    kept = (c if c.isprintable() and c not in '"\\' else " " for c in text)
    return " ".join("".join(kept).split())


def wrapped_comment(text: str, indent: str = "") -> list[str]:
    """Return comment lines for a text of any length."""
    return [
        f"{indent}# {line}"
        for line in textwrap.wrap(
            comment(text), WIDTH - len(indent) - 2, break_on_hyphens=False
        )
    ]


def literal(value: object) -> Expression:
    """Return the expression of plain data: numbers, texts, lists, tuples, dicts."""
    if isinstance(value, str):
        return Atom(quote(value))
    if isinstance(value, list):
        return Items("[", tuple(literal(v) for v in value), "]")
    if isinstance(value, tuple):
        return Items("(", tuple(literal(v) for v in value), ")", is_tuple=True)
    if isinstance(value, dict):
        return dictionary((str(key), literal(v)) for key, v in value.items())
    return Atom(repr(value))


def dictionary(
    pairs: Iterable[tuple[str, Expression]], *, is_open: bool = False
) -> Items:
    """Return a dict with texts as keys; an open one gets one item a line."""
    items = tuple(Prefixed(f"{quote(key)}: ", value) for key, value in pairs)
    return Items("{", items, "}", is_open=is_open)


def listing(items: Iterable[Expression]) -> Items:
    """Return a list."""
    return Items("[", tuple(items), "]")


def call(
    function: str | Expression, *arguments: Expression, **options: Expression
) -> Call:
    """Return a call."""
    named = tuple(Prefixed(f"{name}=", value) for name, value in options.items())
    target = Atom(function) if isinstance(function, str) else function
    return Call(target, (*arguments, *named))


def parse(source: str) -> Expression:
    """Return the expression of source text that a declared option gave.

    Parameters
    ----------
    source : str
        A call, a literal or a name; nothing else is accepted.

    Raises
    ------
    ValueError
        If it is something else.
    """
    try:
        return _converted(ast.parse(source, mode="eval").body)
    except SyntaxError as error:
        raise ValueError(f"not an expression: {source!r}") from error


def _converted(node: ast.expr) -> Expression:
    if isinstance(node, ast.Constant):
        return literal(node.value)
    if isinstance(node, ast.Name | ast.Attribute):
        return Atom(ast.unparse(node))
    if isinstance(node, ast.UnaryOp) and isinstance(node.operand, ast.Constant):
        return Atom(ast.unparse(node))
    if isinstance(node, ast.List):
        return Items("[", tuple(_converted(e) for e in node.elts), "]")
    if isinstance(node, ast.Tuple):
        return Items("(", tuple(map(_converted, node.elts)), ")", is_tuple=True)
    if isinstance(node, ast.Call):
        return Call(
            _converted(node.func),
            (
                *(_converted(argument) for argument in node.args),
                *(Prefixed(f"{k.arg}=", _converted(k.value)) for k in node.keywords),
            ),
        )
    if isinstance(node, ast.Dict) and all(node.keys):
        return Items(
            "{",
            tuple(
                Prefixed(f"{flat(_converted(key))}: ", _converted(value))
                for key, value in zip(node.keys, node.values, strict=True)
                if key is not None
            ),
            "}",
        )
    raise ValueError(f"not a call or a literal: {ast.unparse(node)!r}")


# ------------------------------------------------------------------ layout


def flat(expression: Expression) -> str:
    """Return an expression on one line."""
    match expression:
        case Atom(text):
            return text
        case Prefixed(prefix, value):
            return prefix + flat(value)
        case Call(function, _):
            return flat(function) + flat(expression.brackets)
        case Items(left, items, right, is_tuple):
            comma = "," if is_tuple and len(items) == 1 else ""
            return left + ", ".join(flat(item) for item in items) + comma + right


def layout(
    expression: Expression, indent: str = "", before: int = 0, after: int = 0
) -> list[str]:
    """Return an expression as lines.

    What does not fit on its line gets one item a line with a comma behind the last,
    which ruff then leaves as it is.

    Parameters
    ----------
    expression : Expression
        What to write.
    indent : str
        Indent of the line that it starts on; further lines start with it.
    before, after : int
        Letters that stand before it on its first line and behind it on its last,
        without the indent.
    """
    line = flat(expression)
    if len(indent) + before + len(line) + after <= WIDTH and not _has_open(expression):
        return [line]
    match expression:
        case Atom():
            return [line]
        case Prefixed(prefix, value):
            return _prepended(
                prefix, layout(value, indent, before + len(prefix), after)
            )
        case Items():
            return _exploded(expression, indent)
        case Call(function, arguments):
            return _layout_call(
                function, arguments, expression.brackets, indent, before, after
            )


def _has_open(expression: Expression) -> bool:
    match expression:
        case Atom():
            return False
        case Prefixed(_, value):
            return _has_open(value)
        case Call(function, _):
            return _has_open(function) or _has_open(expression.brackets)
        case Items(_, items, _):
            return expression.is_open or any(map(_has_open, items))


def _layout_call(
    function: Expression,
    arguments: tuple[Expression, ...],
    brackets: Items,
    indent: str,
    before: int,
    after: int,
) -> list[str]:
    tail = flat(brackets)
    if isinstance(function, Call) and function.arguments:
        # Layer(options)(inputs): break the options, keep the inputs behind them.
        head = layout(Call(function.function), indent, before)
        head[-1] = head[-1].removesuffix("()")
        middle = _exploded(function.brackets, indent)
        if len(indent) + len(")") + len(tail) + after <= WIDTH:
            lines = [*head[:-1], head[-1] + middle[0], *middle[1:]]
            return [*lines[:-1], lines[-1] + tail]
    head = layout(function, indent, before, after=len("("))
    if not arguments:
        return [*head[:-1], head[-1] + tail]
    exploded = _exploded(brackets, indent)
    return [*head[:-1], head[-1] + exploded[0], *exploded[1:]]


def _exploded(items: Items, indent: str) -> list[str]:
    if not items.items:
        return [items.left + items.right]
    inner = indent + INDENT
    lines = [items.left]
    for item in items.items:
        block = layout(item, inner, after=len(","))
        lines += [inner + block[0], *block[1:]]
        lines[-1] += ","
    return [*lines, indent + items.right]


def _prepended(prefix: str, lines: Sequence[str]) -> list[str]:
    return [prefix + lines[0], *lines[1:]]


def assignment(target: str, value: Expression, indent: str = "") -> list[str]:
    """Return the lines of ``target = value``."""
    head = f"{target} = "
    lines = layout(value, indent, before=len(head))
    inner = indent + INDENT
    if (
        isinstance(value, Atom)
        and len(indent + head + lines[0]) > WIDTH
        and len(inner + lines[0]) <= WIDTH
    ):
        return [f"{indent}{head}(", inner + lines[0], f"{indent})"]
    return [indent + head + lines[0], *lines[1:]]


def statement(value: Expression, indent: str = "") -> list[str]:
    """Return the lines of an expression that stands alone."""
    lines = layout(value, indent)
    return [indent + lines[0], *lines[1:]]


# ------------------------------------------------------------- identifiers


class Identifiers:
    """Gives out variable names that mean nothing else in the script.

    Parameters
    ----------
    reserved : iterable of str
        Names that the script uses itself.
    """

    LONGEST = 40

    def __init__(self, reserved: Iterable[str] = ()) -> None:
        self._reserved = {
            *keyword.kwlist,
            *keyword.softkwlist,
            *dir(builtins),
            *reserved,
        }
        self._given: set[str] = set()

    def new(self, wanted: str, fallback: str) -> str:
        """Return a new variable name.

        Parameters
        ----------
        wanted : str
            Any text; what cannot stand in a name becomes ``_``.
        fallback : str
            Name to take when nothing readable is left of it.
        """
        stem = self._stem(wanted) or self._stem(fallback) or "node"
        name = f"{stem}_" if stem in self._reserved else stem
        count = 1
        while name in self._given or name in self._reserved:
            count += 1
            name = f"{stem}_{count}"
        self._given.add(name)
        return name

    def _stem(self, text: str) -> str:
        # Letters of other scripts would be allowed, but look-alikes are one name to
        # Python and two to the reader.
        if not text.isascii():
            return ""
        stem = re.sub(r"[^0-9a-z]+", "_", text.lower()).strip("_")[: self.LONGEST]
        stem = stem.strip("_")
        return f"x_{stem}" if stem[:1].isdigit() else stem
