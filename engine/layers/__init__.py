"""Layers: one class a file."""

from engine.layers.activation import Activation as Activation
from engine.layers.activity_regularization import (
    ActivityRegularization as ActivityRegularization,
)
from engine.layers.add import Add as Add
from engine.layers.add import add as add
from engine.layers.additive_attention import AdditiveAttention as AdditiveAttention
from engine.layers.alpha_dropout import AlphaDropout as AlphaDropout
from engine.layers.attention import Attention as Attention
from engine.layers.average import Average as Average
from engine.layers.average import average as average
from engine.layers.batch_normalization import BatchNormalization as BatchNormalization
from engine.layers.bidirectional import Bidirectional as Bidirectional
from engine.layers.concatenate import Concatenate as Concatenate
from engine.layers.concatenate import concatenate as concatenate
from engine.layers.dense import Dense as Dense
from engine.layers.dot import Dot as Dot
from engine.layers.dot import dot as dot
from engine.layers.dropout import Dropout as Dropout
from engine.layers.einsum_dense import EinsumDense as EinsumDense
from engine.layers.elu import ELU as ELU
from engine.layers.embedding import Embedding as Embedding
from engine.layers.flatten import Flatten as Flatten
from engine.layers.gaussian_dropout import GaussianDropout as GaussianDropout
from engine.layers.gaussian_noise import GaussianNoise as GaussianNoise
from engine.layers.group_normalization import GroupNormalization as GroupNormalization
from engine.layers.gru import GRU as GRU
from engine.layers.gru_cell import GRUCell as GRUCell
from engine.layers.group_query_attention import (
    GroupQueryAttention as GroupQueryAttention,
)
from engine.layers.identity import Identity as Identity
from engine.layers.input_layer import Input as Input
from engine.layers.input_layer import InputLayer as InputLayer
from engine.layers.layer import Example as Example
from engine.layers.layer import Layer as Layer
from engine.layers.layer_normalization import LayerNormalization as LayerNormalization
from engine.layers.leaky_relu import LeakyReLU as LeakyReLU
from engine.layers.lstm import LSTM as LSTM
from engine.layers.lstm_cell import LSTMCell as LSTMCell
from engine.layers.masking import Masking as Masking
from engine.layers.maximum import Maximum as Maximum
from engine.layers.maximum import maximum as maximum
from engine.layers.minimum import Minimum as Minimum
from engine.layers.minimum import minimum as minimum
from engine.layers.multi_head_attention import MultiHeadAttention as MultiHeadAttention
from engine.layers.multiply import Multiply as Multiply
from engine.layers.multiply import multiply as multiply
from engine.layers.normalization import Normalization as Normalization
from engine.layers.permute import Permute as Permute
from engine.layers.prelu import PReLU as PReLU
from engine.layers.relu import ReLU as ReLU
from engine.layers.repeat_vector import RepeatVector as RepeatVector
from engine.layers.rescaling import Rescaling as Rescaling
from engine.layers.reshape import Reshape as Reshape
from engine.layers.rms_normalization import RMSNormalization as RMSNormalization
from engine.layers.rnn import RNN as RNN
from engine.layers.simple_rnn import SimpleRNN as SimpleRNN
from engine.layers.simple_rnn_cell import SimpleRNNCell as SimpleRNNCell
from engine.layers.softmax import Softmax as Softmax
from engine.layers.spatial_dropout1d import SpatialDropout1D as SpatialDropout1D
from engine.layers.spatial_dropout2d import SpatialDropout2D as SpatialDropout2D
from engine.layers.spatial_dropout3d import SpatialDropout3D as SpatialDropout3D
from engine.layers.stacked_rnn_cells import StackedRNNCells as StackedRNNCells
from engine.layers.subtract import Subtract as Subtract
from engine.layers.subtract import subtract as subtract
from engine.layers.time_distributed import TimeDistributed as TimeDistributed
from engine.layers.unit_normalization import UnitNormalization as UnitNormalization
from engine.layers.wrapper import Wrapper as Wrapper
