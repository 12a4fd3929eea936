"""``keras.datasets``: well-known data sets, read from where Keras keeps them.

Nothing is downloaded: a file that is missing is named with where it is published.
`load_data` has the small sets that come with the program.
"""

from engine.datasets import boston_housing as boston_housing
from engine.datasets import california_housing as california_housing
from engine.datasets import cifar10 as cifar10
from engine.datasets import cifar100 as cifar100
from engine.datasets import fashion_mnist as fashion_mnist
from engine.datasets import imdb as imdb
from engine.datasets import mnist as mnist
from engine.datasets import reuters as reuters
from engine.datasets.box import load_data as load_data
