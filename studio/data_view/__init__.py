"""Where data come from and who reads them: `DataPanel`."""

from studio.data_view.data_panel import DataPanel as DataPanel
