"""Calls of operations, as texts that mean the same with the engine and with Keras."""

from __future__ import annotations

import numpy as np

_rng = np.random.default_rng(7)


def _floats(*shape: int) -> np.ndarray:
    return _rng.standard_normal(shape).astype(np.float32)


_square = _floats(3, 3)

VALUES = {
    "a": _floats(2, 3),
    "b": _floats(2, 3),
    "c": _floats(3, 4),
    "v": _floats(3),
    "w": _floats(3),
    "t": _floats(2, 3, 4),
    "u": _floats(2, 4, 3),
    "p": np.abs(_floats(2, 3)) + 0.5,
    "q": np.array([[0.1, -0.7, 0.4], [0.9, -0.2, 0.6]], np.float32),
    "i": np.array([[3, -1, 2], [0, 5, -4]], np.int32),
    "j": np.array([[1, 2, 2], [4, 3, 6]], np.int32),
    "ids": np.array([0, 2, 0, 1], np.int32),
    "k": np.array([2, 0], np.int32),
    "m": np.array([[True, False, True], [False, True, True]]),
    "n": np.array([[np.nan, 1.0, -np.inf], [2.0, np.nan, np.inf]], np.float32),
    "nn": np.array([[np.nan, 1.0, -3.0], [2.0, np.nan, 0.5]], np.float32),
    "z": np.array([[0.0, 2.0, 0.0], [1.0, 0.0, -1.0]], np.float32),
    "s": (_square @ _square.T + 2 * np.eye(3)).astype(np.float32),
    "r": _floats(4, 3),
    "img": _floats(1, 4, 4, 4),
    "ker": _floats(2, 2, 4, 3),
    "four": _floats(2, 3, 2, 4),
    "f64": np.array([[1.0, 2.0, 3.0]]),
    "u8": np.array([[1, 2, 250]], np.uint8),
    "probs": np.array([[0.2, 0.5, 0.3], [0.7, 0.2, 0.1]], np.float32),
    "hot": np.array([[0.0, 1.0, 0.0], [1.0, 0.0, 0.0]], np.float32),
    "np": np,
}
"""What the names in the texts stand for."""

UNARY = """
    exp exp2 expm1 sin cos tan sinh cosh tanh arctan arcsinh sinc deg2rad rad2deg floor
    ceil fabs negative square sign absolute abs trunc round reciprocal cbrt relu relu6
    sigmoid sparse_sigmoid softplus softsign soft_shrink sparse_plus silu swish
    squareplus log_sigmoid leaky_relu hard_sigmoid hard_silu hard_swish elu selu gelu
    celu tanh_shrink hard_tanh hard_shrink softmax log_softmax sparsemax erf erfc
    normalize isfinite isnan isinf isneginf isposinf signbit logical_not ravel copy
    real conjugate conj isreal stop_gradient
"""
"""Functions of one array that are tried on floats."""

WHOLE = """
    exp sqrt sin floor ceil round negative square sign absolute relu sum mean var prod
    max argmax cumsum sort trunc log1p tanh
"""
"""Those of them that are tried on whole numbers, too, for their dtypes."""

PAIRS = """
    add subtract multiply divide true_divide floor_divide mod maximum minimum fmax fmin
    arctan2 hypot logaddexp logaddexp2 equal not_equal greater greater_equal less
    less_equal logical_and logical_or logical_xor fmod heaviside nextafter
    divide_no_nan isclose allclose
"""
"""Functions of two arrays."""

CALLS = """
arccos(q) | arcsin(q) | arctanh(q) | erfinv(q) | arccosh(p + 1) | log(p) | log10(p)
log1p(p) | log2(p) | sqrt(p) | rsqrt(p) | i0(p) | log(z) | divide(a, z)
divide_no_nan(a, z) | power(p, b) | power(a, 2) | power(i, 2) | power(2.0, a)
clip(a, -0.5, 0.5) | clip(i, 0, 3) | round(a, decimals=1) | nan_to_num(n)
nan_to_num(n, nan=1.0, posinf=9.0, neginf=-9.0) | gelu(a, approximate=False)
elu(a, alpha=0.5) | celu(a, alpha=0.7) | leaky_relu(a, negative_slope=0.1)
soft_shrink(a, threshold=0.3) | hard_shrink(a, 0.1) | threshold(a, 0.1, 5.0)
squareplus(a, b=2) | glu(t) | glu(u, axis=1) | softmax(t, axis=1)
log_softmax(t, axis=0) | softmax(t, axis=(1, 2)) | sparsemax(t, axis=1) | gcd(i, j)
lcm(i, j) | ldexp(a, j) | bitwise_and(i, j) | bitwise_or(i, j) | bitwise_xor(i, j)
bitwise_not(i) | bitwise_invert(i) | bitwise_left_shift(j, 2) | left_shift(j, 1)
bitwise_right_shift(j, 1) | right_shift(j, 1) | add(i, 2.5) | add(i, 2) | add(m, 1)
add(m, m) | multiply(u8, 2) | add(a, 1) | add(a, f64) | divide(i, 2) | divide(i, j)
subtract(2, i) | maximum(i, 0.5) | where(m, a, 0.0) | where(m, 1, 2)
where(m, i, 0.5) | where(a > 0, a, b) | add([1, 2, 3], 1.5) | multiply(1.5, 2)
floor_divide(i, 2) | mod(i, 3) | floor_divide(7.5, a) | minimum(a, i) | add(u8, i)
equal(i, 3) | greater(a, 0) | sum(t, axis=1) | sum(t, axis=(0, 2), keepdims=True)
sum(m) | sum(u8) | prod(t, axis=-1) | prod(t, axis=(0, 1)) | prod(z)
mean(t, axis=[1, 2]) | mean(m) | var(t, axis=1, keepdims=True) | var(t)
std(t, axis=2) | max(t, axis=1) | max(t, axis=(0, 1), keepdims=True)
max(a, initial=5.0) | min(t, axis=0) | min(a, initial=-5.0) | amax(t, axis=2)
amin(t, axis=2, keepdims=True) | ptp(t, axis=1) | all(m, axis=1)
any(m, axis=0, keepdims=True) | any(a) | count_nonzero(z, axis=1) | count_nonzero(z)
argmax(t, axis=1) | argmax(t) | argmin(t, axis=-1, keepdims=True) | average(t, axis=1)
average(a, axis=1, weights=v) | average(a, weights=p) | cumsum(t, axis=1) | cumsum(a)
cumprod(t, axis=-1) | cumprod(z, axis=1) | cumprod(a)
cumsum(a, axis=0, dtype="int32") | diff(t) | diff(t, n=2, axis=1) | trapezoid(a)
trapezoid(a, dx=0.5, axis=0) | trapezoid(a, x=v) | sort(t, axis=1) | argsort(t)
argsort(i, axis=0) | median(a) | median(t, axis=1, keepdims=True)
median(c, axis=(0, 1)) | quantile(t, 0.3, axis=1) | quantile(a, [0.1, 0.9])
quantile(a, 0.4, method="nearest") | quantile(t, [0.2, 0.7], axis=2, keepdims=True)
percentile(a, 35.0, axis=1) | nansum(nn, axis=1) | nanprod(nn, axis=0)
nanmean(nn, axis=1) | nanvar(nn) | nanstd(nn, axis=1) | nanmax(nn, axis=1)
nanmin(nn, axis=0) | nanargmax(nn, axis=1) | nanargmin(nn, axis=0)
nanmedian(nn, axis=1) | nanquantile(nn, 0.3, axis=1) | nanpercentile(nn, 35.0)
view_as_complex(c[:, :2]) | view_as_real(c[:, 0] + 1j * c[:, 1])
nancumsum(nn, axis=1) | nancumprod(nn, axis=1) | bincount(ids)
bincount(j, minlength=9) | bincount(ids, weights=r[:, 0]) | histogram(v, bins=4)
histogram(v, bins=3, range=(-1.0, 1.0)) | digitize(a, [-1.0, 0.0, 1.0])
searchsorted([-1.0, 0.0, 1.0], v) | searchsorted([1, 2, 3], j[0], side="right")
corrcoef(c) | correlate(v, w) | correlate(v, w, mode="full") | size(t) | ndim(t)
reshape(t, (6, 4)) | reshape(t, (-1, 2)) | reshape(t, -1) | transpose(t)
transpose(t, (1, 0, 2)) | swapaxes(t, 0, 2) | moveaxis(t, 0, -1)
moveaxis(t, (0, 1), (1, 2)) | expand_dims(a, 1) | expand_dims(a, (0, -1))
squeeze(img) | squeeze(img, 0) | broadcast_to(v, (2, 3)) | flip(t) | flip(t, axis=1)
flip(t, axis=(0, 2)) | fliplr(a) | flipud(a) | rot90(a) | rot90(t, k=3, axes=(1, 2))
roll(a, 1) | roll(a, 1, axis=1) | roll(t, (1, 2), axis=(0, 2))
concatenate([a, b], axis=1) | concatenate([a, i]) | stack([a, b], axis=1)
stack([v, w], axis=-1) | hstack([a, b]) | hstack([v, w]) | vstack([v, w])
dstack([a, b]) | append(a, b) | append(a, b, axis=0) | tile(a, 2) | tile(a, (2, 1, 2))
repeat(a, 2) | repeat(a, 3, axis=1) | repeat(a, np.array([1, 0, 2]), axis=1)
pad(a, 1) | pad(a, ((0, 1), (2, 0))) | pad(a, 1, constant_values=7)
pad(a, ((1, 1), (2, 2)), mode="reflect") | pad(a, ((1, 0), (0, 2)), mode="symmetric")
pad(a, 1, mode="edge") | split(t, 2, axis=2) | split(t, [1, 3], axis=2)
array_split(t, 3, axis=2) | hsplit(t, 3) | vsplit(a, 2) | dsplit(t, 2)
unstack(t, axis=1) | get_item(t, (0, Ellipsis, 1)) | take(t, [2, 0], axis=1)
take(a, 4) | take(t, [[0, 1], [1, 1]], axis=2) | take(a, [-1, 0], axis=1)
take(a, [7, 0], axis=1) | take_along_axis(a, [[0], [2]], axis=1)
take_along_axis(t, argsort(t, axis=1), axis=1) | select([a > 0, b > 0], [a, b], 9.0)
where(m) | nonzero(i) | unravel_index([5, 2], (2, 3)) | isin(i, [2, 5])
isin(i, [2, 5], invert=True) | unique(j)
unique(j, return_inverse=True, return_counts=True) | diag(v) | diag(c) | diag(v, k=1)
diagflat(a) | diagonal(t) | diagonal(t, offset=1, axis1=1, axis2=2)
diagonal(t, offset=-1, axis1=1, axis2=2) | trace(c) | trace(t, axis1=1, axis2=2)
tril(t) | triu(c, k=1) | tril(c, k=-1) | vander(v) | vander(v, N=2, increasing=True)
zeros_like(i) | ones_like(a, dtype="int32") | full_like(i, 3) | zeros((2, 3))
ones(3) | ones((2,), dtype="int32") | full((2, 2), 7) | full((2,), 1, dtype="int32")
eye(3) | eye(2, 3, k=1) | identity(2) | tri(3) | tri(2, 3, 1) | arange(5)
arange(1, 7, 2) | arange(0.0, 1.0, 0.25) | arange(3, dtype="float32")
linspace(0, 1, 5) | linspace(0, 1, 4, endpoint=False) | linspace(v, w, 3, axis=1)
logspace(0, 2, 3) | logspace(0, 3, 4, base=2) | geomspace(1.0, 8.0, 4)
meshgrid(v, w) | meshgrid(v, w[:2], indexing="ij") | bartlett(5) | blackman(5)
hamming(5) | hanning(5) | kaiser(5, 3.0) | array([1, 2]) | array([1, 2.5])
view(v, dtype="int32") | angle(a) | matmul(a, c) | matmul(u, t)
matmul(t, v @ np.ones((3, 1)) * np.ones((4,), "float32")) | matmul(i, j.T) | dot(a, c)
dot(v, w) | dot(a, 2.0) | dot(t, c.T) | inner(a, b) | inner(v, w) | vdot(a, b)
outer(a, v) | outer(i, j) | tensordot(t, c.T, axes=1)
tensordot(t, u, axes=([1, 2], [2, 1])) | einsum("ij,jk->ik", a, c)
einsum("bij->bj", t) | einsum("bij,bji->b", t, u) | einsum("ii->i", s) | cross(v, w)
cross(a, b) | cross(a[:, :2], b[:, :2]) | kron(a, v) | kron(v, w) | logsumexp(t)
logsumexp(t, axis=1) | logsumexp(t, axis=(0, 2), keepdims=True) | top_k(t, 2)
top_k(j, 2) | in_top_k(k, probs, 2) | in_top_k(k, probs, 1) | cdist(a, r)
extract_sequences(t, 2, 1) | extract_sequences(c, 3, 2)
segment_sum(r, ids, num_segments=4) | segment_sum(ids, ids, num_segments=3)
segment_max(r, ids, num_segments=3) | segment_min(r, ids, num_segments=3)
segment_prod(r, ids, num_segments=4) | segment_max(ids, ids, num_segments=3)
fft((a, b)) | fft2((a, b)) | ifft2((a, b)) | rfft(c) | rfft(c, 3) | rfft(c, 6)
irfft((a, b)) | one_hot([0, 2, -1], 3) | one_hot(j, 4, axis=1)
one_hot(k, 3, dtype="int32") | multi_hot(j, 7) | multi_hot([1, 3], 4)
binary_crossentropy(hot, probs) | binary_crossentropy(hot, a, from_logits=True)
categorical_crossentropy(hot, probs)
categorical_crossentropy(hot, a, from_logits=True)
categorical_crossentropy(hot, probs, axis=0)
sparse_categorical_crossentropy(k, probs)
sparse_categorical_crossentropy(k, a, from_logits=True) | moments(t, (0, 1))
moments(t, [2], keepdims=True) | normalize(t, axis=1, order=1) | normalize(t, order=3)
normalize(t, axis=(1, 2)) | batch_normalization(a, v, w * w, axis=-1)
batch_normalization(t, v, w * w, axis=1, offset=w, scale=v, epsilon=0.01)
layer_normalization(a) | layer_normalization(a, v, w) | layer_normalization(t, axis=1)
layer_normalization(t, gamma=c, beta=c, axis=(1, 2)) | rms_normalization(a)
rms_normalization(a, v, epsilon=0.01) | psnr(a, b, 2.0)
dot_product_attention(four, four + 1, four * 2)
dot_product_attention(four, four + 1, four * 2, is_causal=True, scale=0.3)
depth_to_space(img, 2) | space_to_depth(img, 2)
space_to_depth(img, 2, data_format="channels_first")
depth_to_space(img, 2, data_format="channels_first") | conv(img, ker)
conv(img, ker, strides=2, padding="same") | conv(img, ker[:, :, :2, :2])
conv(t, ker[0, :, :, :1], dilation_rate=2)
conv(img, ker, data_format="channels_first")
depthwise_conv(img, ker, padding="same")
separable_conv(img, ker, ker.reshape(1, 1, 12, 4))
conv_transpose(img, ker.transpose(0, 1, 3, 2), strides=2) | max_pool(img, 2, 2)
conv_transpose(img, ker.transpose(0, 1, 3, 2), strides=2, padding="same")
max_pool(img, 2, strides=1, padding="same") | average_pool(img, 2, 2)
max_pool(t, 2, 1) | average_pool(t, 2, strides=1, padding="same")
adaptive_max_pool(img, 2) | adaptive_average_pool(img, (3, 2))
average_pool(img, 2, 1, data_format="channels_first") | det(s) | inv(s) | cholesky(s)
cholesky(s, upper=True) | cholesky_inverse(cholesky(s)) | solve(s, v)
solve(s, s + 1) | solve_triangular(s, c, lower=True) | solve_triangular(s, c)
qr(c.T) | svd(c, compute_uv=False) | eigh(s)[0] | norm(a) | norm(t, axis=1)
norm(t, axis=(1, 2)) | norm(t, ord=1, axis=2, keepdims=True) | norm(a, ord=3, axis=1)
norm(v, ord=np.inf) | norm(v, ord=-np.inf) | norm(v, ord=0) | norm(a, ord=1)
norm(a, ord=np.inf, keepdims=True) | norm(a, ord=2) | norm(a, ord="nuc")
norm(a, ord="fro", axis=(0, 1)) | lstsq(r, r[:, 0]) | matrix_rank(s) | pinv(a)
logdet(s) | slogdet(s) | slogdet(-s) | eig(s)[0] | cast(a, "int32")
cast(i, "float32") | cast(a, "bool") | saturate_cast(a * 300, "uint8")
convert_to_tensor([1, 2]) | convert_to_tensor([1.5, 2]) | convert_to_tensor(3)
convert_to_tensor(a, dtype="int32") | shape(t) | dtype(a)
slice(t, (0, 1, 1), (1, 2, 3)) | slice(t, [1, 0, 2], [1, -1, 2])
slice_update(t, (0, 1, 0), np.ones((1, 2, 2), "float32"))
scatter(np.array([[0], [2]]), v[:2], (4,))
scatter_update(a, [[0, 1], [1, 2]], np.array([7.0, 8.0], "float32"))
scatter_update(a, [[0, 1], [0, 1]], np.array([7.0, 8.0], "float32"), reduction="add")
scatter_update(a, [[0, 1]], np.array([9.0], "float32"), reduction="max")
cond(a[0, 0] > 9, lambda: a, lambda: b) | switch(1, [lambda x: x, lambda x: x * 2], a)
while_loop(lambda x: x < 5, lambda x: x + 2, 0)
fori_loop(0, 4, lambda n, x: x + n, 1)
while_loop(lambda x, y: x < 5, lambda x, y: (x + 1, y), (0, 1), maximum_iterations=3)
map(lambda x: x * 2, a) | vectorized_map(lambda x: x.sum(), t)
scan(lambda total, x: (total + x, total * x), v, a)
scan(lambda total, x: (total + x, total), v, a, reverse=True)
associative_scan(lambda x, y: x + y, t, axis=1)
"""


def cases() -> list[str]:
    """Return all calls as texts."""
    texts = [f"{name}(a)" for name in UNARY.split()]
    texts += [f"{name}(a, b)" for name in PAIRS.split()]
    lines = CALLS.strip().splitlines()
    texts += [call.strip() for line in lines for call in line.split(" | ")]
    texts += [f"{name}(n)" for name in UNARY.split() if name.startswith("is")]
    texts += [f"{name}(i)" for name in WHOLE.split()]
    return texts


def in_groups(calls: list[str]) -> list[list[str]]:
    """Return calls in groups, so that there are not hundreds of tests."""
    return [calls[i : i + 20] for i in range(0, len(calls), 20)]
