"""Live curves of training: `TrainingPlots` for a session, `CurvePlot` for one card.

Importing this does not import pyqtgraph; the first points do.
"""

from studio.plots.curve_plot import CurvePlot as CurvePlot
from studio.plots.training_plots import TrainingPlots as TrainingPlots
