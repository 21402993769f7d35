"""A base that is locked, read-only, truncated, newer, or no base at all: one sentence, nothing touched."""

from __future__ import annotations

import hashlib
import os
import shutil
import sqlite3
import tempfile
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import pytest
from sqlalchemy import text

from caisse_clients.application.commandes.clients import CreerClient
from caisse_clients.application.creation import creer_base
from caisse_clients.application.messages import MESSAGES
from caisse_clients.application.services import ouvrir_services
from caisse_clients.kernel.erreurs import ErreurMetier, ErreurTechnique
from caisse_clients.storage import engine
from caisse_clients.storage.migrations import migrer
from tests.atelier import Atelier
from tests.storage.brut import ouvrir_brut


def empreinte(chemin: Path) -> str:
    return hashlib.sha256(chemin.read_bytes()).hexdigest()


def refus(adresse: str) -> str:
    with pytest.raises((ErreurTechnique, ErreurMetier)) as capture:
        engine.ouvrir(adresse)
    erreur = capture.value
    assert isinstance(erreur, ErreurTechnique | ErreurMetier)
    assert erreur.code in MESSAGES
    return erreur.code


@pytest.mark.parametrize(
    ("contenu", "code"),
    [
        (b"", "pas_une_base"),
        (b"bonjour", "pas_une_base"),
        (b"%PDF-1.7 ...", "pas_une_base"),
        (b"SQLite format 3\x00" + bytes(84), "pas_une_base"),
        (b"SQLite format 3\x00" + b"\xff" * 4000, "base_abimee"),
    ],
)
def test_un_fichier_qui_n_est_pas_une_base_est_laisse_tel_quel(tmp_path: Path, contenu: bytes, code: str) -> None:
    fichier = tmp_path / "x.sqlite"
    fichier.write_bytes(contenu)
    assert refus(str(fichier)) in {code, "pas_une_base", "base_abimee"}
    assert fichier.read_bytes() == contenu
    assert [f.name for f in tmp_path.iterdir() if f.is_file()] == ["x.sqlite"]


def test_une_base_sqlite_d_un_autre_programme_est_refusee(tmp_path: Path) -> None:
    fichier = tmp_path / "autre.sqlite"
    with closing(sqlite3.connect(fichier)) as connexion:
        connexion.execute("CREATE TABLE alembic_version (version_num TEXT)")
        connexion.commit()
    avant = empreinte(fichier)
    assert refus(str(fichier)) == "pas_une_base"
    assert empreinte(fichier) == avant


@pytest.mark.parametrize("part", [0.1, 0.5, 0.9, 0.99])
def test_une_base_tronquee_est_reconnue(atelier_sqlite: Atelier, part: float) -> None:
    atelier_sqlite.altere = True
    fichier = Path(atelier_sqlite.url)
    with fichier.open("r+b") as flux:
        flux.truncate(int(fichier.stat().st_size * part))
    avant = empreinte(fichier)
    assert refus(str(fichier)) == "base_abimee"
    assert empreinte(fichier) == avant


def test_un_dossier_ou_rien_n_est_pas_une_base(tmp_path: Path) -> None:
    assert refus(str(tmp_path)) == "base_illisible"
    assert refus(str(tmp_path / "rien.sqlite")) == "base_introuvable"
    assert not list(tmp_path.glob("rien*"))


def test_une_base_plus_recente_demande_le_programme_a_jour(atelier: Atelier) -> None:
    atelier.altere = True
    with ouvrir_brut(atelier) as brut:
        brut.executer("UPDATE alembic_version SET version_num = '9999'")
        brut.valider()
    assert refus(atelier.url) == "base_plus_recente"
    with pytest.raises(ErreurTechnique, match="base_plus_recente"):
        migrer(atelier.url)


def test_une_base_plus_ancienne_demande_a_etre_migree(atelier: Atelier) -> None:
    atelier.altere = True
    with ouvrir_brut(atelier) as brut:
        brut.executer("UPDATE alembic_version SET version_num = '0000'")
        brut.valider()
    assert refus(atelier.url) == "base_a_migrer"


def test_une_base_occupee_le_dit_et_n_enregistre_rien(atelier_sqlite: Atelier, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(engine, "ATTENTE_VERROU_MS", 100)
    with closing(sqlite3.connect(atelier_sqlite.url, isolation_level=None)) as autre:
        autre.execute("BEGIN IMMEDIATE")
        with pytest.raises(ErreurTechnique, match="base_verrouillee"):
            atelier_sqlite.faire(CreerClient("ALBERT"))
        autre.execute("ROLLBACK")
    atelier_sqlite.faire(CreerClient("ALBERT"))


@contextmanager
def simple_utilisateur() -> Iterator[None]:
    """Be nobody for a while when the tests run as root, who may write anything."""
    if os.geteuid() != 0:
        yield
        return
    os.seteuid(65534)
    try:
        yield
    finally:
        os.seteuid(0)


@pytest.mark.parametrize("dossier_ouvert", [True, False])
def test_une_base_en_lecture_seule_le_dit_et_reste_intacte(atelier_sqlite: Atelier, dossier_ouvert: bool) -> None:
    atelier_sqlite.faire(CreerClient("ALBERT"))
    with tempfile.TemporaryDirectory() as dossier:
        fichier = Path(dossier) / "base.sqlite"
        atelier_sqlite.fermer()
        shutil.copyfile(atelier_sqlite.url, fichier)
        fichier.chmod(0o444)
        Path(dossier).chmod(0o777 if dossier_ouvert else 0o555)
        avant = empreinte(fichier)
        with simple_utilisateur(), pytest.raises(ErreurTechnique, match="base_lecture_seule"):
            lire_puis_ecrire(str(fichier))
        assert empreinte(fichier) == avant
        Path(dossier).chmod(0o777)


def lire_puis_ecrire(adresse: str) -> None:
    base = engine.ouvrir(adresse)
    try:
        with base.lecture() as connexion:
            assert connexion.scalar(text("SELECT nom FROM client")) == "ALBERT"
        with base.ecriture() as connexion:
            connexion.execute(text("UPDATE compteur SET prochain = 9"))
    finally:
        base.fermer()


def test_creer_refuse_ce_qui_existe_et_ne_laisse_rien_a_demi(atelier: Atelier, tmp_path: Path) -> None:
    def creer(adresse: str) -> None:
        creer_base(adresse, dossier_cles=tmp_path / "k", horloge=atelier.horloge)

    with pytest.raises(ErreurMetier, match="base_existe"):
        creer(atelier.url)
    fichier = tmp_path / "occupe"
    fichier.write_text("rien à voir", encoding="utf-8")
    with pytest.raises(ErreurMetier, match="base_existe"):
        creer(str(fichier))
    with pytest.raises(ErreurTechnique, match="base_non_creee"):
        creer(str(fichier / "dessous.sqlite"))
    assert fichier.read_text(encoding="utf-8") == "rien à voir"
    assert not (tmp_path / "k").exists()


@pytest.mark.parametrize(
    "adresse", ["mysql://x/y", "sqlite://", "http://exemple", "postgresql://", "sqlite:///:memory:"]
)
def test_une_adresse_d_un_autre_monde_est_refusee(adresse: str) -> None:
    assert refus(adresse) in {"adresse_base_invalide", "serveur_injoignable", "base_introuvable", "pas_une_base"}


def test_un_serveur_absent_se_dit_en_une_phrase() -> None:
    assert refus("postgresql://personne@localhost:1/rien") == "serveur_injoignable"


def test_deux_bases_ne_partagent_pas_leur_cle(atelier_sqlite: Atelier, tmp_path: Path) -> None:
    creer_base(str(tmp_path / "b.sqlite"), dossier_cles=atelier_sqlite.cles, horloge=atelier_sqlite.horloge)
    cles = sorted(p.read_bytes() for p in atelier_sqlite.cles.glob("*/P1.pem"))
    assert len(set(cles)) == 2
    assert all(p.stat().st_mode & 0o077 == 0 for p in atelier_sqlite.cles.glob("*/P1.pem"))


def test_une_copie_de_la_base_seule_ne_permet_pas_d_ecrire(atelier_sqlite: Atelier, tmp_path: Path) -> None:
    """The key is never in the base: a stolen file is read, not continued."""
    copie = Atelier(str(tmp_path / "volee.sqlite"), tmp_path / "ailleurs", atelier_sqlite.horloge)
    shutil.copyfile(atelier_sqlite.url, copie.url)
    with pytest.raises(ErreurMetier, match="cle_absente"):
        copie.faire(CreerClient("FAUX"))
    copie.fermer()


def test_les_inconnus_n_ouvrent_pas(atelier: Atelier) -> None:
    for utilisateur, poste, code in (("ZOE", "P1", "utilisateur_inconnu"), ("ADMIN", "P9", "poste_inconnu")):
        with pytest.raises(ErreurMetier, match=code):
            ouvrir_services(atelier.url, utilisateur=utilisateur, poste=poste, reglages=atelier.reglages)
