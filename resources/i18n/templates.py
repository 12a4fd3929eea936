"""Reads the templates of errors, problems, fixes and texts out of the sources."""

from __future__ import annotations

import ast
from collections.abc import Iterable, Iterator
from pathlib import Path

ROOTS = frozenset({"EngineError", "DataError", "Problem", "Fix", "Text", "_Result"})
"""Classes made of a template; their subclasses are found."""
HANDED_ON = frozenset({"template", "doc"})
"""Attributes that hold a text that was read elsewhere."""
REASONS = ("must be ",)
"""How the texts of a ValueError begin that an option shows as its reason."""


def templated_classes(trees: Iterable[ast.Module]) -> frozenset[str]:
    """Return the names of all classes that are made of a template.

    Parameters
    ----------
    trees : iterable of ast.Module
        All sources.
    """
    bases = {
        node.name: {ast.unparse(base).rpartition(".")[2] for base in node.bases}
        for tree in trees
        for node in ast.walk(tree)
        if isinstance(node, ast.ClassDef)
    }
    known = set(ROOTS)
    while found := {name for name in bases if bases[name] & known} - known:
        known |= found
    return frozenset(known)


class TemplateReader(ast.NodeVisitor):
    """Collects the templates of one source.

    Parameters
    ----------
    path : Path
        The source.
    classes : frozenset of str
        Names of the classes that are made of a template.

    Attributes
    ----------
    found : set of str
        All templates.
    unread : list of str
        Places whose template is put together when the program runs. Such a text
        cannot be translated: it is a mistake.
    """

    def __init__(self, path: Path, classes: frozenset[str]) -> None:
        self.found: set[str] = set()
        self.unread: list[str] = []
        self._path = path
        self._classes = classes
        self._scopes: list[ast.AST] = []

    def visit_Module(self, node: ast.Module) -> None:
        """Read the whole source."""
        self._visit_scope(node)

    def visit_FunctionDef(self, node: ast.FunctionDef) -> None:
        """Read a function."""
        self._visit_scope(node)

    def visit_Call(self, node: ast.Call) -> None:
        """Read a call that makes a text."""
        name = getattr(node.func, "id", getattr(node.func, "attr", ""))
        if name == "ValueError" and node.args:
            self.found |= {
                t for t in self._texts(node.args[0]) if t.startswith(REASONS)
            }
        elif name in self._classes:
            # A result of the analysis has its template, if any, behind the node's info.
            place = 1 if name == "_Result" else 0
            if len(node.args) > place:
                self._read(node.args[place])
        self.generic_visit(node)

    def _visit_scope(self, node: ast.AST) -> None:
        self._scopes.append(node)
        self.generic_visit(node)
        self._scopes.pop()

    def _read(self, argument: ast.expr) -> None:
        # Somebody's template or doc, handed on: it is read where it is written.
        if isinstance(argument, ast.Attribute) and argument.attr in HANDED_ON:
            return
        texts = set(self._texts(argument))
        if texts:
            self.found |= texts
        else:
            place = f"{self._path}:{argument.lineno}"
            self.unread.append(f"{place}: {ast.unparse(argument)}")

    def _texts(self, node: ast.expr) -> Iterator[str]:
        """Yield all values that an expression can have, if they stand in the source."""
        match node:
            case ast.Constant(value=str(text)):
                yield text
            case ast.IfExp(body=one, orelse=other):
                yield from self._texts(one)
                yield from self._texts(other)
            case ast.BoolOp(values=values):
                for value in values:
                    yield from self._texts(value)
            case ast.BinOp(left=left, op=ast.Add(), right=right):
                ends = list(self._texts(right))
                yield from (a + b for a in self._texts(left) for b in ends)
            case ast.Name(id=name):
                for scope in reversed(self._scopes):
                    values = list(_assigned(scope, name))
                    if values:
                        for value in values:
                            yield from self._texts(value)
                        return


def _assigned(scope: ast.AST, name: str) -> Iterator[ast.expr]:
    """Yield what is assigned to a name in a function or module."""
    for node in ast.walk(scope):
        match node:
            case ast.Assign(targets=[ast.Name(id=found)], value=value):
                if found == name:
                    yield value
            case ast.AnnAssign(target=ast.Name(id=found), value=ast.expr() as value):
                if found == name:
                    yield value
