"""Keeps the parsed source for the time of one test module."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.architecture.code import oublier


@pytest.fixture(autouse=True, scope="module")
def _arbres_du_module() -> Iterator[None]:
    yield
    oublier()
