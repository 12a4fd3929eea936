"""Layers: one class a file."""

from engine.layers.dense import Dense as Dense
from engine.layers.input_layer import Input as Input
from engine.layers.input_layer import InputLayer as InputLayer
from engine.layers.layer import Example as Example
from engine.layers.layer import Layer as Layer
