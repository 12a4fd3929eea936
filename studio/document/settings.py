"""Settings of a document: optimizer, training, data source and split.

`Document.settings` holds plain values by key; this module says which keys there are,
their defaults, and which declared options they are made of.

=============  ==========================================================
key            value
=============  ==========================================================
optimizer      ``{"class_name": "RMSprop", "config": {changed options}}``
training       changed options of `TrainingSettings`
callbacks      list of ``{"class_name": ..., "config": {...}}``
source         spec of a data source (`studio.data.open_source`), or None
split          changed options of a split (`studio.data.Split`)
title          title of the project
direction      where the graph flows on the canvas, ``"right"`` or ``"down"``
=============  ==========================================================
"""

from __future__ import annotations

from engine.options import Configurable, option
from engine.types import Json
from studio.document.model import Document


class TrainingSettings(Configurable):
    """How a run goes through the data."""

    batch_size: int = option(
        default=32, doc="Samples in one step of the optimizer.", min=1
    )
    epochs: int = option(default=10, doc="Passes over the training data.", min=1)
    shuffle: bool = option(
        default=True, doc="Mix the training rows anew at each epoch.", advanced=True
    )
    seed: int = option(
        default=0,
        doc="One number that fixes first weights, order of rows and dropout.",
        min=0,
        max=2**31 - 1,
        advanced=True,
    )


DEFAULTS: dict[str, Json] = {
    "optimizer": {"class_name": "Adam", "config": {}},
    "training": {},
    "callbacks": [],
    "source": None,
    "split": {},
    "title": "",
    "direction": "right",
}


def setting(document: Document, key: str) -> Json:
    """Return a setting, or its default."""
    return document.settings.get(key, DEFAULTS[key])


def training_settings(document: Document) -> TrainingSettings:
    """Return the training settings of a document."""
    return TrainingSettings(**setting(document, "training"))
