"""Hatchling hook: compile the Designer forms before a wheel or an editable install is made."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface


class FormsHook(BuildHookInterface):  # type: ignore[type-arg]  # generic only in the stubs of some versions
    """Calls tools/forms.py, the same script as make and the tests."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Compile what changed before files are collected."""
        sys.path.insert(0, self.root)
        try:
            from tools.forms import build_forms
        finally:
            sys.path.remove(self.root)
        build_forms(Path(self.root))
