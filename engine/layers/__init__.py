"""Layers: one class a file."""

from engine.former_names import missing_layer
from engine.layers import as_activation as _as_activation  # noqa: F401
from engine.layers.activation import Activation as Activation
from engine.layers.activity_regularization import (
    ActivityRegularization as ActivityRegularization,
)
from engine.layers.adaptive_average_pooling1d import (
    AdaptiveAveragePooling1D as AdaptiveAveragePooling1D,
)
from engine.layers.adaptive_average_pooling2d import (
    AdaptiveAveragePooling2D as AdaptiveAveragePooling2D,
)
from engine.layers.adaptive_average_pooling3d import (
    AdaptiveAveragePooling3D as AdaptiveAveragePooling3D,
)
from engine.layers.adaptive_max_pooling1d import (
    AdaptiveMaxPooling1D as AdaptiveMaxPooling1D,
)
from engine.layers.adaptive_max_pooling2d import (
    AdaptiveMaxPooling2D as AdaptiveMaxPooling2D,
)
from engine.layers.adaptive_max_pooling3d import (
    AdaptiveMaxPooling3D as AdaptiveMaxPooling3D,
)
from engine.layers.add import Add as Add
from engine.layers.add import add as add
from engine.layers.additive_attention import AdditiveAttention as AdditiveAttention
from engine.layers.alpha_dropout import AlphaDropout as AlphaDropout
from engine.layers.attention import Attention as Attention
from engine.layers.average import Average as Average
from engine.layers.average import average as average
from engine.layers.average_pooling1d import AveragePooling1D as AveragePooling1D
from engine.layers.average_pooling2d import AveragePooling2D as AveragePooling2D
from engine.layers.average_pooling3d import AveragePooling3D as AveragePooling3D
from engine.layers.batch_normalization import BatchNormalization as BatchNormalization
from engine.layers.bidirectional import Bidirectional as Bidirectional
from engine.layers.concatenate import Concatenate as Concatenate
from engine.layers.concatenate import concatenate as concatenate
from engine.layers.conv1d import Conv1D as Conv1D
from engine.layers.conv1d_transpose import Conv1DTranspose as Conv1DTranspose
from engine.layers.conv2d import Conv2D as Conv2D
from engine.layers.conv2d_transpose import Conv2DTranspose as Conv2DTranspose
from engine.layers.conv3d import Conv3D as Conv3D
from engine.layers.conv3d_transpose import Conv3DTranspose as Conv3DTranspose
from engine.layers.conv_lstm1d import ConvLSTM1D as ConvLSTM1D
from engine.layers.conv_lstm2d import ConvLSTM2D as ConvLSTM2D
from engine.layers.conv_lstm3d import ConvLSTM3D as ConvLSTM3D
from engine.layers.cropping1d import Cropping1D as Cropping1D
from engine.layers.cropping2d import Cropping2D as Cropping2D
from engine.layers.cropping3d import Cropping3D as Cropping3D
from engine.layers.dense import Dense as Dense
from engine.layers.depthwise_conv1d import DepthwiseConv1D as DepthwiseConv1D
from engine.layers.depthwise_conv2d import DepthwiseConv2D as DepthwiseConv2D
from engine.layers.deserialization import deserialize as deserialize
from engine.layers.dot import Dot as Dot
from engine.layers.dot import dot as dot
from engine.layers.dropout import Dropout as Dropout
from engine.layers.einsum_dense import EinsumDense as EinsumDense
from engine.layers.elu import ELU as ELU
from engine.layers.embedding import Embedding as Embedding
from engine.layers.flatten import Flatten as Flatten
from engine.layers.gaussian_dropout import GaussianDropout as GaussianDropout
from engine.layers.gaussian_noise import GaussianNoise as GaussianNoise
from engine.layers.global_average_pooling1d import (
    GlobalAveragePooling1D as GlobalAveragePooling1D,
)
from engine.layers.global_average_pooling2d import (
    GlobalAveragePooling2D as GlobalAveragePooling2D,
)
from engine.layers.global_average_pooling3d import (
    GlobalAveragePooling3D as GlobalAveragePooling3D,
)
from engine.layers.global_max_pooling1d import GlobalMaxPooling1D as GlobalMaxPooling1D
from engine.layers.global_max_pooling2d import GlobalMaxPooling2D as GlobalMaxPooling2D
from engine.layers.global_max_pooling3d import GlobalMaxPooling3D as GlobalMaxPooling3D
from engine.layers.group_normalization import GroupNormalization as GroupNormalization
from engine.layers.group_query_attention import (
    GroupQueryAttention as GroupQueryAttention,
)
from engine.layers.gru import GRU as GRU
from engine.layers.gru_cell import GRUCell as GRUCell
from engine.layers.identity import Identity as Identity
from engine.layers.input_layer import Input as Input
from engine.layers.input_layer import InputLayer as InputLayer
from engine.layers.layer import Example as Example
from engine.layers.layer import Layer as Layer
from engine.layers.layer import serialize as serialize
from engine.layers.layer_normalization import LayerNormalization as LayerNormalization
from engine.layers.leaky_relu import LeakyReLU as LeakyReLU
from engine.layers.lstm import LSTM as LSTM
from engine.layers.lstm_cell import LSTMCell as LSTMCell
from engine.layers.masking import Masking as Masking
from engine.layers.max_pooling1d import MaxPooling1D as MaxPooling1D
from engine.layers.max_pooling2d import MaxPooling2D as MaxPooling2D
from engine.layers.max_pooling3d import MaxPooling3D as MaxPooling3D
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
from engine.layers.separable_conv1d import SeparableConv1D as SeparableConv1D
from engine.layers.separable_conv2d import SeparableConv2D as SeparableConv2D
from engine.layers.simple_rnn import SimpleRNN as SimpleRNN
from engine.layers.simple_rnn_cell import SimpleRNNCell as SimpleRNNCell
from engine.layers.softmax import Softmax as Softmax
from engine.layers.spatial_dropout1d import SpatialDropout1D as SpatialDropout1D
from engine.layers.spatial_dropout2d import SpatialDropout2D as SpatialDropout2D
from engine.layers.spatial_dropout3d import SpatialDropout3D as SpatialDropout3D
from engine.layers.spectral_normalization import (
    SpectralNormalization as SpectralNormalization,
)
from engine.layers.stacked_rnn_cells import StackedRNNCells as StackedRNNCells
from engine.layers.subtract import Subtract as Subtract
from engine.layers.subtract import subtract as subtract
from engine.layers.time_distributed import TimeDistributed as TimeDistributed
from engine.layers.unit_normalization import UnitNormalization as UnitNormalization
from engine.layers.up_sampling1d import UpSampling1D as UpSampling1D
from engine.layers.up_sampling2d import UpSampling2D as UpSampling2D
from engine.layers.up_sampling3d import UpSampling3D as UpSampling3D
from engine.layers.wrapper import Wrapper as Wrapper
from engine.layers.zero_padding1d import ZeroPadding1D as ZeroPadding1D
from engine.layers.zero_padding2d import ZeroPadding2D as ZeroPadding2D
from engine.layers.zero_padding3d import ZeroPadding3D as ZeroPadding3D
from engine.registry import LAYERS

# Keras' further names.
AvgPool1D = AveragePooling1D
AvgPool2D = AveragePooling2D
AvgPool3D = AveragePooling3D
Convolution1D = Conv1D
Convolution1DTranspose = Conv1DTranspose
Convolution2D = Conv2D
Convolution2DTranspose = Conv2DTranspose
Convolution3D = Conv3D
Convolution3DTranspose = Conv3DTranspose
GlobalAvgPool1D = GlobalAveragePooling1D
GlobalAvgPool2D = GlobalAveragePooling2D
GlobalAvgPool3D = GlobalAveragePooling3D
GlobalMaxPool1D = GlobalMaxPooling1D
GlobalMaxPool2D = GlobalMaxPooling2D
GlobalMaxPool3D = GlobalMaxPooling3D
MaxPool1D = MaxPooling1D
MaxPool2D = MaxPooling2D
MaxPool3D = MaxPooling3D
SeparableConvolution1D = SeparableConv1D
SeparableConvolution2D = SeparableConv2D


def __getattr__(name: str) -> object:
    """Name what is to be used instead of a layer that does not exist."""
    raise missing_layer(name, LAYERS)
