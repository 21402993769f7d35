"""What is installed is pinned, hash by hash, from nowhere in particular."""

from __future__ import annotations

import re
import tomllib

import pytest

from tests.architecture.code import RACINE

EPINGLE = re.compile(r"^([a-z0-9-]+)==(\S+)((?: *\\\n +--hash=sha256:[0-9a-f]{64})+)$", re.MULTILINE)
NOM = re.compile(r"^[A-Za-z0-9-]+")


def _epingles(fichier: str) -> dict[str, str]:
    return {nom: version for nom, version, _ in EPINGLE.findall(_texte(fichier))}


def _texte(fichier: str) -> str:
    return (RACINE / "requirements" / fichier).read_text(encoding="utf-8")


@pytest.mark.parametrize("fichier", ["run.txt", "dev.txt"])
def test_chaque_ligne_est_une_version_et_ses_empreintes(fichier: str) -> None:
    assert EPINGLE.sub("", _texte(fichier)).strip() == ""
    assert "://" not in _texte(fichier)


def test_les_outils_s_ajoutent_aux_memes_versions() -> None:
    assert _epingles("run.txt").items() <= _epingles("dev.txt").items()


def test_tout_ce_que_demande_le_projet_est_epingle() -> None:
    projet = tomllib.loads((RACINE / "pyproject.toml").read_text(encoding="utf-8"))
    assert _noms(projet["project"]["dependencies"]) <= _epingles("run.txt").keys()
    assert _noms(projet["project"]["optional-dependencies"]["dev"]) <= _epingles("dev.txt").keys()
    assert _noms(projet["build-system"]["requires"]) <= _epingles("run.txt").keys()


def _noms(exigences: list[str]) -> set[str]:
    return {trouve[0].lower() for exigence in exigences if (trouve := NOM.match(exigence))}
