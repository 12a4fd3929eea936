"""The examples that come with the program."""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import cache
from importlib import resources

from studio.document.errors import DocumentError
from studio.document.model import Document
from studio.formats.project import document_from_json


@dataclass(frozen=True)
class Example:
    """An example.

    Attributes
    ----------
    name : str
        Short name, for the command line.
    title, summary : str
        Text for people, English.
    layers : int
        Number of layers, without inputs and outputs.
    file : str
        Name of its file.
    """

    name: str
    title: str
    summary: str
    layers: int
    file: str


@cache
def examples() -> tuple[Example, ...]:
    """Return all examples, in the order of the menu."""
    found = []
    folder = resources.files("resources.examples")
    for entry in sorted(folder.iterdir(), key=lambda e: e.name):
        if entry.name.endswith(".json"):
            data = json.loads(entry.read_text(encoding="utf-8"))
            nodes = data["document"]["nodes"]
            found.append(
                Example(
                    entry.name.split("-", 1)[1].removesuffix(".json"),
                    data["title"],
                    data["summary"],
                    sum(n["type"] not in ("Input", "Output") for n in nodes),
                    entry.name,
                )
            )
    return tuple(found)


def load_example(name: str) -> Document:
    """Return a fresh document of an example.

    Raises
    ------
    DocumentError
        If there is no such example.
    """
    for example in examples():
        if example.name == name:
            file = resources.files("resources.examples") / example.file
            data = json.loads(file.read_text(encoding="utf-8"))
            return document_from_json(data["document"], example.file)
    raise DocumentError(
        'There is no template "{name}". Known: {names}.',
        name=name,
        names=", ".join(example.name for example in examples()),
    )
