"""Fixtures of the command line's tests."""

from __future__ import annotations

from tests.cli.terminal import boutique, terminal

__all__ = ["boutique", "terminal"]
