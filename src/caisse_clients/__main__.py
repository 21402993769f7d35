"""``python -m caisse_clients``."""

from __future__ import annotations

import sys

from caisse_clients.cli.principal import main

sys.exit(main())
