"""Made-up headlines with two labels, for the model with two inputs and two outputs."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated, ClassVar

import numpy as np

from studio.data.fields import Column
from studio.data.generated_set import GeneratedSet, Seed, class_labels, float32
from studio.data.options import Setting

LENGTH = 100
VOCABULARY = 10_000
"""Word numbers are 1..9999, so an Embedding needs ``input_dim=10000``."""

TOPIC_WORDS = 100
"""Words that tell a topic; each of the two topics has its own."""

TOPIC_SHARE = 0.15
"""Part of the words of a headline that belong to its topic."""

STRAY_SHARE = 0.03
"""Part of the words that belong to the other topic."""


@dataclass(frozen=True)
class Headlines(GeneratedSet):
    """Headlines of 100 word numbers and five numbers about their publication.

    Every headline has one of two topics. Its words come from a long-tailed
    distribution (the n-th most common word has probability ~ 1/n), except that about
    15 % are words of its topic and 3 % words of the other one.

    ``aux_label`` is the topic: the words tell it. ``main_label`` says whether people
    read the headline: topic and publication count together, ``± 1`` for the topic plus
    a weighted sum of the five numbers with deviation 1. The words alone
    get at most 84 % of them right, the numbers alone 66 %, both together 98 %, because
    2 % of the labels are wrong on purpose.
    """

    name: ClassVar[str] = "headlines"
    title: ClassVar[str] = "Headlines with two labels"
    description: ClassVar[str] = (
        "100 words and five numbers about each headline. The main label needs words "
        "and numbers, the auxiliary label only the words: for a model with two inputs "
        "and two outputs."
    )

    rows: Annotated[int, Setting("Number of headlines.", 10, 200_000)] = 2000
    seed: Seed = 0

    def columns(self) -> dict[str, Column]:
        """Draw the headlines."""
        rng = np.random.default_rng(self.seed)
        words = rng.permutation(np.arange(1, VOCABULARY))
        topic_words = words[: 2 * TOPIC_WORDS].reshape(2, TOPIC_WORDS)
        common = words[2 * TOPIC_WORDS :]
        share = 1 / np.arange(1, len(common) + 1)

        topic = rng.integers(2, size=self.rows)
        shape = (self.rows, LENGTH)
        tokens = rng.choice(common, size=shape, p=share / share.sum())
        chance = rng.random(shape)
        word = rng.integers(TOPIC_WORDS, size=shape)
        own, other = (
            topic_words[topic[:, None], word],
            topic_words[1 - topic[:, None], word],
        )
        tokens = np.where(chance < TOPIC_SHARE, own, tokens)
        tokens = np.where(chance > 1 - STRAY_SHARE, other, tokens)

        about = rng.normal(size=(self.rows, 5))
        weights = np.array([0.7, -0.5, 0.4, 0.3, 0.1])
        appeal = 2 * topic - 1 + about @ weights
        wrong = rng.random((2, self.rows)) < 0.02
        main = (appeal > 0) ^ wrong[0]
        aux = (topic == 1) ^ wrong[1]
        return {
            "tokens": Column(
                tokens.astype(np.int32),
                "tokens",
                doc="Numbers of 100 words, 1 to 9999.",
            ),
            "aux": Column(float32(about), doc="Five numbers about the publication."),
            "main_label": class_labels(
                main, ("ignored", "read"), "Needs the words and the five numbers."
            ),
            "aux_label": class_labels(
                aux, ("sports", "politics"), "Topic; needs the words only."
            ),
        }
