"""``python -m corpusstats``."""

import sys

from corpusstats.cli import main

sys.exit(main())
