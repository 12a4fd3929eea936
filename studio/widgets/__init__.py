"""Small widgets that know nothing of layers and documents.

Every one has an accessible name, works by keyboard, takes its colours from
`studio.theme` and has no fixed width. ``python -m studio.widgets.gallery`` shows all.
"""

from studio.widgets.card import Card as Card
from studio.widgets.choice_box import Choice as Choice
from studio.widgets.choice_box import ChoiceBox as ChoiceBox
from studio.widgets.elided_label import ElidedLabel as ElidedLabel
from studio.widgets.empty_state import EmptyState as EmptyState
from studio.widgets.flow_layout import FlowLayout as FlowLayout
from studio.widgets.icon_label import IconLabel as IconLabel
from studio.widgets.message_bar import MessageBar as MessageBar
from studio.widgets.number_edit import FloatEdit as FloatEdit
from studio.widgets.number_edit import IntEdit as IntEdit
from studio.widgets.number_edit import NumberEdit as NumberEdit
from studio.widgets.option_form import OptionForm as OptionForm
from studio.widgets.overlay import Overlay as Overlay
from studio.widgets.problem_row import ProblemRow as ProblemRow
from studio.widgets.progress_line import ProgressLine as ProgressLine
from studio.widgets.search_field import SearchField as SearchField
from studio.widgets.sections import FoldableSection as FoldableSection
from studio.widgets.sections import SectionHeader as SectionHeader
from studio.widgets.shape_edit import ShapeEdit as ShapeEdit
from studio.widgets.shape_edit import format_shape as format_shape
from studio.widgets.tab_strip import TabPanel as TabPanel
from studio.widgets.tab_strip import TabStrip as TabStrip
from studio.widgets.tag_list import TagList as TagList
from studio.widgets.tips import tool_tip as tool_tip
