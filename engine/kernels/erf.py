"""The complementary error function, which NumPy does not have."""

from __future__ import annotations

import numpy as np

from engine.types import Array

# erfc(x) = t exp(-x^2 + P(2 t - 1)) with t = 2 / (2 + x) for x >= 0. The coefficients
# of P are a Chebyshev fit to math.erfc, rising powers; relative error 1e-8 and 2e-14.
_SHORT = (
    -0.6717940916807759,
    0.6726431547745461,
    0.047343887612995544,
    -0.04689364056004392,
    -0.009880019324085549,
    0.00880882536987663,
    0.0017940662499182026,
    -0.0022887652397571403,
    -0.00022791096620892396,
    0.0005737663732054441,
    8.000738250757423e-06,
    -8.728381066703151e-05,
)
_LONG = (
    -0.6717940840566908,
    0.672643223977811,
    0.04734330684153135,
    -0.0468956102448626,
    -0.009872689347519673,
    0.00882493891668247,
    0.00175893318378499,
    -0.0023458168577968766,
    -0.00014624304685526116,
    0.0006737080620530378,
    -9.375795774190011e-05,
    -0.00017442271857362354,
    7.14883956607082e-05,
    3.205883373084362e-05,
    -3.0408203092520128e-05,
    -3.9743485103826937e-07,
    8.937126549426467e-06,
    -2.360239886911586e-06,
    -1.7011308227665721e-06,
    8.58289422467351e-07,
    1.5471596270799632e-07,
    -1.1884141713380814e-07,
    1.7369166016578674e-09,
)


def erfc(x: Array) -> Array:
    """Return ``1 - erf(x)``, accurate in relative terms also where it is tiny.

    Parameters
    ----------
    x : ndarray, float32 or float64
        Where to evaluate.

    Returns
    -------
    ndarray
        New array of the same shape and dtype.
    """
    coefficients = _LONG if x.dtype == np.float64 else _SHORT
    size = np.abs(x)
    t = 2 / (2 + size)
    u = 2 * t - 1
    power = np.full_like(u, coefficients[-1])
    for coefficient in coefficients[-2::-1]:
        np.multiply(power, u, out=power)
        np.add(power, coefficient, out=power)
    np.multiply(size, size, out=size)
    np.subtract(power, size, out=power)
    np.exp(power, out=power)
    np.multiply(power, t, out=power)
    return np.where(x < 0, 2 - power, power)
