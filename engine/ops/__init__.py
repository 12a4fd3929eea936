"""Keras' operations: ``keras.ops`` on NumPy arrays, traced arrays and symbols.

Every function takes arrays, lists, numbers and variables and gives arrays; within a
loss, metric or layer of your own autograd derives them. Called on symbols, it becomes
part of the graph.
"""

from __future__ import annotations

import sys
from typing import Any

from engine.errors import UnsupportedError, did_you_mean
from engine.graph.symbolic import use_operations
from engine.ops import as_activations as _as_activations  # noqa: F401
from engine.ops.arranging import append as append
from engine.ops.arranging import array as array
from engine.ops.arranging import array_split as array_split
from engine.ops.arranging import broadcast_to as broadcast_to
from engine.ops.arranging import concatenate as concatenate
from engine.ops.arranging import diag as diag
from engine.ops.arranging import diagflat as diagflat
from engine.ops.arranging import diagonal as diagonal
from engine.ops.arranging import dsplit as dsplit
from engine.ops.arranging import dstack as dstack
from engine.ops.arranging import empty_like as empty_like
from engine.ops.arranging import expand_dims as expand_dims
from engine.ops.arranging import flip as flip
from engine.ops.arranging import fliplr as fliplr
from engine.ops.arranging import flipud as flipud
from engine.ops.arranging import full_like as full_like
from engine.ops.arranging import get_item as get_item
from engine.ops.arranging import hsplit as hsplit
from engine.ops.arranging import hstack as hstack
from engine.ops.arranging import isin as isin
from engine.ops.arranging import moveaxis as moveaxis
from engine.ops.arranging import nonzero as nonzero
from engine.ops.arranging import ones_like as ones_like
from engine.ops.arranging import pad as pad
from engine.ops.arranging import ravel as ravel
from engine.ops.arranging import repeat as repeat
from engine.ops.arranging import reshape as reshape
from engine.ops.arranging import roll as roll
from engine.ops.arranging import rot90 as rot90
from engine.ops.arranging import select as select
from engine.ops.arranging import split as split
from engine.ops.arranging import squeeze as squeeze
from engine.ops.arranging import stack as stack
from engine.ops.arranging import swapaxes as swapaxes
from engine.ops.arranging import take as take
from engine.ops.arranging import take_along_axis as take_along_axis
from engine.ops.arranging import tile as tile
from engine.ops.arranging import trace as trace
from engine.ops.arranging import transpose as transpose
from engine.ops.arranging import tril as tril
from engine.ops.arranging import triu as triu
from engine.ops.arranging import unique as unique
from engine.ops.arranging import unravel_index as unravel_index
from engine.ops.arranging import vander as vander
from engine.ops.arranging import view as view
from engine.ops.arranging import vsplit as vsplit
from engine.ops.arranging import vstack as vstack
from engine.ops.arranging import where as where
from engine.ops.arranging import zeros_like as zeros_like
from engine.ops.binary import add as add
from engine.ops.binary import allclose as allclose
from engine.ops.binary import arctan2 as arctan2
from engine.ops.binary import bitwise_and as bitwise_and
from engine.ops.binary import bitwise_left_shift as bitwise_left_shift
from engine.ops.binary import bitwise_or as bitwise_or
from engine.ops.binary import bitwise_right_shift as bitwise_right_shift
from engine.ops.binary import bitwise_xor as bitwise_xor
from engine.ops.binary import divide as divide
from engine.ops.binary import divide_no_nan as divide_no_nan
from engine.ops.binary import equal as equal
from engine.ops.binary import floor_divide as floor_divide
from engine.ops.binary import fmax as fmax
from engine.ops.binary import fmin as fmin
from engine.ops.binary import fmod as fmod
from engine.ops.binary import gcd as gcd
from engine.ops.binary import greater as greater
from engine.ops.binary import greater_equal as greater_equal
from engine.ops.binary import heaviside as heaviside
from engine.ops.binary import hypot as hypot
from engine.ops.binary import isclose as isclose
from engine.ops.binary import lcm as lcm
from engine.ops.binary import ldexp as ldexp
from engine.ops.binary import left_shift as left_shift
from engine.ops.binary import less as less
from engine.ops.binary import less_equal as less_equal
from engine.ops.binary import logaddexp as logaddexp
from engine.ops.binary import logaddexp2 as logaddexp2
from engine.ops.binary import logical_and as logical_and
from engine.ops.binary import logical_or as logical_or
from engine.ops.binary import logical_xor as logical_xor
from engine.ops.binary import maximum as maximum
from engine.ops.binary import minimum as minimum
from engine.ops.binary import mod as mod
from engine.ops.binary import multiply as multiply
from engine.ops.binary import nextafter as nextafter
from engine.ops.binary import not_equal as not_equal
from engine.ops.binary import power as power
from engine.ops.binary import right_shift as right_shift
from engine.ops.binary import subtract as subtract
from engine.ops.binary import true_divide as true_divide
from engine.ops.core import associative_scan as associative_scan
from engine.ops.core import cast as cast
from engine.ops.core import cond as cond
from engine.ops.core import convert_to_numpy as convert_to_numpy
from engine.ops.core import convert_to_tensor as convert_to_tensor
from engine.ops.core import custom_gradient as custom_gradient
from engine.ops.core import dtype as dtype
from engine.ops.core import fori_loop as fori_loop
from engine.ops.core import is_tensor as is_tensor
from engine.ops.core import map as map
from engine.ops.core import saturate_cast as saturate_cast
from engine.ops.core import scan as scan
from engine.ops.core import scatter as scatter
from engine.ops.core import scatter_update as scatter_update
from engine.ops.core import shape as shape
from engine.ops.core import slice as slice
from engine.ops.core import slice_update as slice_update
from engine.ops.core import stop_gradient as stop_gradient
from engine.ops.core import switch as switch
from engine.ops.core import unstack as unstack
from engine.ops.core import vectorized_map as vectorized_map
from engine.ops.core import while_loop as while_loop
from engine.ops.fast import install
from engine.ops.images import adaptive_average_pool as adaptive_average_pool
from engine.ops.images import adaptive_max_pool as adaptive_max_pool
from engine.ops.images import average_pool as average_pool
from engine.ops.images import conv as conv
from engine.ops.images import conv_transpose as conv_transpose
from engine.ops.images import depthwise_conv as depthwise_conv
from engine.ops.images import max_pool as max_pool
from engine.ops.images import separable_conv as separable_conv
from engine.ops.linalg import cholesky as cholesky
from engine.ops.linalg import cholesky_inverse as cholesky_inverse
from engine.ops.linalg import det as det
from engine.ops.linalg import eig as eig
from engine.ops.linalg import eigh as eigh
from engine.ops.linalg import inv as inv
from engine.ops.linalg import logdet as logdet
from engine.ops.linalg import lstsq as lstsq
from engine.ops.linalg import matrix_rank as matrix_rank
from engine.ops.linalg import norm as norm
from engine.ops.linalg import pinv as pinv
from engine.ops.linalg import qr as qr
from engine.ops.linalg import slogdet as slogdet
from engine.ops.linalg import solve as solve
from engine.ops.linalg import solve_triangular as solve_triangular
from engine.ops.linalg import svd as svd
from engine.ops.making import arange as arange
from engine.ops.making import bartlett as bartlett
from engine.ops.making import blackman as blackman
from engine.ops.making import empty as empty
from engine.ops.making import eye as eye
from engine.ops.making import full as full
from engine.ops.making import geomspace as geomspace
from engine.ops.making import hamming as hamming
from engine.ops.making import hanning as hanning
from engine.ops.making import identity as identity
from engine.ops.making import kaiser as kaiser
from engine.ops.making import linspace as linspace
from engine.ops.making import logspace as logspace
from engine.ops.making import meshgrid as meshgrid
from engine.ops.making import ones as ones
from engine.ops.making import tri as tri
from engine.ops.making import vectorize as vectorize
from engine.ops.making import zeros as zeros
from engine.ops.math import cdist as cdist
from engine.ops.math import erf as erf
from engine.ops.math import erfc as erfc
from engine.ops.math import erfinv as erfinv
from engine.ops.math import extract_sequences as extract_sequences
from engine.ops.math import fft as fft
from engine.ops.math import fft2 as fft2
from engine.ops.math import ifft2 as ifft2
from engine.ops.math import in_top_k as in_top_k
from engine.ops.math import irfft as irfft
from engine.ops.math import logsumexp as logsumexp
from engine.ops.math import rfft as rfft
from engine.ops.math import rsqrt as rsqrt
from engine.ops.math import segment_max as segment_max
from engine.ops.math import segment_min as segment_min
from engine.ops.math import segment_prod as segment_prod
from engine.ops.math import segment_sum as segment_sum
from engine.ops.math import top_k as top_k
from engine.ops.math import view_as_complex as view_as_complex
from engine.ops.math import view_as_real as view_as_real
from engine.ops.nn import batch_normalization as batch_normalization
from engine.ops.nn import binary_crossentropy as binary_crossentropy
from engine.ops.nn import categorical_crossentropy as categorical_crossentropy
from engine.ops.nn import celu as celu
from engine.ops.nn import depth_to_space as depth_to_space
from engine.ops.nn import dot_product_attention as dot_product_attention
from engine.ops.nn import elu as elu
from engine.ops.nn import gelu as gelu
from engine.ops.nn import glu as glu
from engine.ops.nn import hard_shrink as hard_shrink
from engine.ops.nn import hard_sigmoid as hard_sigmoid
from engine.ops.nn import hard_silu as hard_silu
from engine.ops.nn import hard_swish as hard_swish
from engine.ops.nn import hard_tanh as hard_tanh
from engine.ops.nn import layer_normalization as layer_normalization
from engine.ops.nn import leaky_relu as leaky_relu
from engine.ops.nn import log_sigmoid as log_sigmoid
from engine.ops.nn import log_softmax as log_softmax
from engine.ops.nn import moments as moments
from engine.ops.nn import multi_hot as multi_hot
from engine.ops.nn import normalize as normalize
from engine.ops.nn import one_hot as one_hot
from engine.ops.nn import psnr as psnr
from engine.ops.nn import relu as relu
from engine.ops.nn import relu6 as relu6
from engine.ops.nn import rms_normalization as rms_normalization
from engine.ops.nn import selu as selu
from engine.ops.nn import sigmoid as sigmoid
from engine.ops.nn import silu as silu
from engine.ops.nn import soft_shrink as soft_shrink
from engine.ops.nn import softmax as softmax
from engine.ops.nn import softplus as softplus
from engine.ops.nn import softsign as softsign
from engine.ops.nn import space_to_depth as space_to_depth
from engine.ops.nn import (
    sparse_categorical_crossentropy as sparse_categorical_crossentropy,
)
from engine.ops.nn import sparse_plus as sparse_plus
from engine.ops.nn import sparse_sigmoid as sparse_sigmoid
from engine.ops.nn import sparsemax as sparsemax
from engine.ops.nn import squareplus as squareplus
from engine.ops.nn import swish as swish
from engine.ops.nn import tanh_shrink as tanh_shrink
from engine.ops.nn import threshold as threshold
from engine.ops.operation import FUNCTIONS
from engine.ops.operation import Operation as Operation
from engine.ops.products import cross as cross
from engine.ops.products import dot as dot
from engine.ops.products import einsum as einsum
from engine.ops.products import i0 as i0
from engine.ops.products import inner as inner
from engine.ops.products import kron as kron
from engine.ops.products import matmul as matmul
from engine.ops.products import outer as outer
from engine.ops.products import tensordot as tensordot
from engine.ops.products import vdot as vdot
from engine.ops.reductions import all as all
from engine.ops.reductions import amax as amax
from engine.ops.reductions import amin as amin
from engine.ops.reductions import any as any
from engine.ops.reductions import argmax as argmax
from engine.ops.reductions import argmin as argmin
from engine.ops.reductions import argpartition as argpartition
from engine.ops.reductions import argsort as argsort
from engine.ops.reductions import average as average
from engine.ops.reductions import bincount as bincount
from engine.ops.reductions import corrcoef as corrcoef
from engine.ops.reductions import correlate as correlate
from engine.ops.reductions import count_nonzero as count_nonzero
from engine.ops.reductions import cumprod as cumprod
from engine.ops.reductions import cumsum as cumsum
from engine.ops.reductions import diff as diff
from engine.ops.reductions import digitize as digitize
from engine.ops.reductions import histogram as histogram
from engine.ops.reductions import max as max
from engine.ops.reductions import mean as mean
from engine.ops.reductions import median as median
from engine.ops.reductions import min as min
from engine.ops.reductions import nanargmax as nanargmax
from engine.ops.reductions import nanargmin as nanargmin
from engine.ops.reductions import nancumprod as nancumprod
from engine.ops.reductions import nancumsum as nancumsum
from engine.ops.reductions import nanmax as nanmax
from engine.ops.reductions import nanmean as nanmean
from engine.ops.reductions import nanmedian as nanmedian
from engine.ops.reductions import nanmin as nanmin
from engine.ops.reductions import nanpercentile as nanpercentile
from engine.ops.reductions import nanprod as nanprod
from engine.ops.reductions import nanquantile as nanquantile
from engine.ops.reductions import nanstd as nanstd
from engine.ops.reductions import nansum as nansum
from engine.ops.reductions import nanvar as nanvar
from engine.ops.reductions import ndim as ndim
from engine.ops.reductions import percentile as percentile
from engine.ops.reductions import prod as prod
from engine.ops.reductions import ptp as ptp
from engine.ops.reductions import quantile as quantile
from engine.ops.reductions import searchsorted as searchsorted
from engine.ops.reductions import size as size
from engine.ops.reductions import sort as sort
from engine.ops.reductions import std as std
from engine.ops.reductions import sum as sum
from engine.ops.reductions import trapezoid as trapezoid
from engine.ops.reductions import var as var
from engine.ops.unary import abs as abs
from engine.ops.unary import absolute as absolute
from engine.ops.unary import angle as angle
from engine.ops.unary import arccos as arccos
from engine.ops.unary import arccosh as arccosh
from engine.ops.unary import arcsin as arcsin
from engine.ops.unary import arcsinh as arcsinh
from engine.ops.unary import arctan as arctan
from engine.ops.unary import arctanh as arctanh
from engine.ops.unary import bitwise_invert as bitwise_invert
from engine.ops.unary import bitwise_not as bitwise_not
from engine.ops.unary import cbrt as cbrt
from engine.ops.unary import ceil as ceil
from engine.ops.unary import clip as clip
from engine.ops.unary import conj as conj
from engine.ops.unary import conjugate as conjugate
from engine.ops.unary import copy as copy
from engine.ops.unary import cos as cos
from engine.ops.unary import cosh as cosh
from engine.ops.unary import deg2rad as deg2rad
from engine.ops.unary import exp as exp
from engine.ops.unary import exp2 as exp2
from engine.ops.unary import expm1 as expm1
from engine.ops.unary import fabs as fabs
from engine.ops.unary import floor as floor
from engine.ops.unary import imag as imag
from engine.ops.unary import isfinite as isfinite
from engine.ops.unary import isinf as isinf
from engine.ops.unary import isnan as isnan
from engine.ops.unary import isneginf as isneginf
from engine.ops.unary import isposinf as isposinf
from engine.ops.unary import isreal as isreal
from engine.ops.unary import log as log
from engine.ops.unary import log1p as log1p
from engine.ops.unary import log2 as log2
from engine.ops.unary import log10 as log10
from engine.ops.unary import logical_not as logical_not
from engine.ops.unary import nan_to_num as nan_to_num
from engine.ops.unary import negative as negative
from engine.ops.unary import rad2deg as rad2deg
from engine.ops.unary import real as real
from engine.ops.unary import reciprocal as reciprocal
from engine.ops.unary import round as round
from engine.ops.unary import sign as sign
from engine.ops.unary import signbit as signbit
from engine.ops.unary import sin as sin
from engine.ops.unary import sinc as sinc
from engine.ops.unary import sinh as sinh
from engine.ops.unary import sqrt as sqrt
from engine.ops.unary import square as square
from engine.ops.unary import tan as tan
from engine.ops.unary import tanh as tanh
from engine.ops.unary import trunc as trunc

install()
use_operations(FUNCTIONS)


def __getattr__(name: str) -> Any:
    if name == "numpy":  # Keras has most of them there, too
        return sys.modules[__name__]
    if name.startswith("_"):
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    known = [known for known in globals() if not known.startswith("_")]
    raise UnsupportedError(
        'ops: there is no operation "{name}" here.{hint} Known: {known}.',
        name=name,
        hint=did_you_mean(name, known),
        known=", ".join(sorted(FUNCTIONS)),
    )
