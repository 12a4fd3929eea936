"""How training goes and how it is set up: `TrainingPanel`, `TrainingSettingsPanel`."""

from studio.training.settings_panel import (
    TrainingSettingsPanel as TrainingSettingsPanel,
)
from studio.training.training_panel import TrainingPanel as TrainingPanel
