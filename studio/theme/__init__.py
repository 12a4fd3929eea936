"""The look of the program: colours, fonts, icons, and the style sheet made of them.

No other package names a colour or a font. Code that paints asks `current` for colours
while it paints, and is repainted when the theme changes; code that keeps colours (pens,
pictures, plots) listens to ``notifier.changed``.
"""

from studio.theme.applier import Mode as Mode
from studio.theme.applier import apply as apply
from studio.theme.applier import mode as mode
from studio.theme.colors import family_color as family_color
from studio.theme.colors import series_color as series_color
from studio.theme.colors import with_alpha as with_alpha
from studio.theme.fonts import FontRole as FontRole
from studio.theme.fonts import font as font
from studio.theme.icons import IconRole as IconRole
from studio.theme.icons import app_icon as app_icon
from studio.theme.icons import family_icon as family_icon
from studio.theme.icons import icon as icon
from studio.theme.icons import icon_names as icon_names
from studio.theme.icons import pixmap as pixmap
from studio.theme.icons import set_icon as set_icon
from studio.theme.kinds import Kind as Kind
from studio.theme.kinds import set_kind as set_kind
from studio.theme.kinds import set_state as set_state
from studio.theme.state import current as current
from studio.theme.state import notifier as notifier
from studio.theme.state import sizes as sizes
from studio.theme.tokens import DARK as DARK
from studio.theme.tokens import LIGHT as LIGHT
from studio.theme.tokens import Sizes as Sizes
from studio.theme.tokens import Theme as Theme
