"""Layers: one class a file."""

from engine.layers.activation import Activation as Activation
from engine.layers.add import Add as Add
from engine.layers.add import add as add
from engine.layers.average import Average as Average
from engine.layers.average import average as average
from engine.layers.batch_normalization import BatchNormalization as BatchNormalization
from engine.layers.concatenate import Concatenate as Concatenate
from engine.layers.concatenate import concatenate as concatenate
from engine.layers.dense import Dense as Dense
from engine.layers.dropout import Dropout as Dropout
from engine.layers.embedding import Embedding as Embedding
from engine.layers.flatten import Flatten as Flatten
from engine.layers.group_normalization import GroupNormalization as GroupNormalization
from engine.layers.input_layer import Input as Input
from engine.layers.input_layer import InputLayer as InputLayer
from engine.layers.layer import Example as Example
from engine.layers.layer import Layer as Layer
from engine.layers.layer_normalization import LayerNormalization as LayerNormalization
from engine.layers.lstm import LSTM as LSTM
from engine.layers.masking import Masking as Masking
from engine.layers.multiply import Multiply as Multiply
from engine.layers.multiply import multiply as multiply
from engine.layers.normalization import Normalization as Normalization
from engine.layers.reshape import Reshape as Reshape
from engine.layers.rms_normalization import RMSNormalization as RMSNormalization
from engine.layers.unit_normalization import UnitNormalization as UnitNormalization
