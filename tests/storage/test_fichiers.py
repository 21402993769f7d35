"""Supporting files in the base: one content once, sealed by its fingerprint, given back as it came."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from sqlalchemy import func, select, text

from caisse_clients.domain.fichiers import FichierJoint
from caisse_clients.domain.grand_livre.controles import Rapport
from caisse_clients.kernel.erreurs import ErreurMetier, ErreurTechnique
from caisse_clients.storage import fichiers
from caisse_clients.storage.schema.reglements import fichier, piece_jointe
from caisse_clients.storage.transaction import Transaction, ouvrir_transaction
from tests.atelier import Atelier

PDF = FichierJoint.de("chèque.pdf", b"%PDF-1.7\n%%EOF\n")
PNG = FichierJoint.de("photo.png", b"\x89PNG\r\n\x1a\n" + bytes(range(256)))


@contextmanager
def operation(atelier: Atelier) -> Iterator[Transaction]:
    """A transaction that is never committed: links to règlements are checked at the commit only."""
    with ouvrir_transaction(atelier.services.storage) as tx:
        tx.commencer_operation()
        yield tx


def _nombre(tx: Transaction) -> tuple[int, int]:
    return tx.valeur(select(func.count()).select_from(fichier)), tx.valeur(
        select(func.count()).select_from(piece_jointe)
    )


def test_un_contenu_se_garde_une_fois_et_se_joint_autant_qu_on_veut(atelier: Atelier) -> None:
    with operation(atelier) as tx:
        premiers = fichiers.joindre_tous(tx, 1, [PDF, PNG])
        renomme = FichierJoint.de("le même.pdf", PDF.contenu)
        seconds = fichiers.joindre_tous(tx, 2, [renomme])
        assert _nombre(tx) == (2, 3)
        assert len({*premiers, *seconds}) == 3
        vue, contenu = fichiers.lire(tx.connexion, seconds[0])
        assert (vue.nom, vue.type, vue.taille, vue.empreinte) == (
            "le même.pdf",
            "application/pdf",
            len(PDF.contenu),
            PDF.empreinte,
        )
        assert contenu == PDF.contenu
        assert [vue.nom for vue in fichiers.du_reglement(tx.connexion, 1)] == ["chèque.pdf", "photo.png"]


def test_le_meme_fichier_choisi_deux_fois_ne_se_joint_qu_une(atelier: Atelier) -> None:
    with operation(atelier) as tx:
        assert len(fichiers.joindre_tous(tx, 1, [PNG, PDF, PNG])) == 2
        assert [vue.nom for vue in fichiers.du_reglement(tx.connexion, 1)] == ["photo.png", "chèque.pdf"]


def test_une_piece_jointe_inconnue_est_un_refus(atelier: Atelier) -> None:
    with operation(atelier) as tx, pytest.raises(ErreurMetier) as refus:
        fichiers.lire(tx.connexion, 404)
    assert refus.value.code == "piece_jointe_inconnue"


def test_la_verification_recalcule_chaque_empreinte(atelier: Atelier) -> None:
    with operation(atelier) as tx:
        fichiers.joindre_tous(tx, 1, [PDF, PNG])
        rapport = Rapport()
        fichiers.verifier_les_fichiers(tx.connexion, rapport)
        assert rapport.intact


@pytest.mark.parametrize("faux", [b"%PDF-1.7\n%%EOX\n", b""])
def test_un_octet_change_se_voit_et_ne_se_donne_pas(atelier_sqlite: Atelier, faux: bytes) -> None:
    with operation(atelier_sqlite) as tx:
        identifiants = fichiers.joindre_tous(tx, 1, [PDF, PNG])
        _sans_declencheurs(tx)
        tx.connexion.execute(
            text("UPDATE fichier SET contenu = :faux WHERE empreinte = :cle"), {"faux": faux, "cle": PDF.empreinte}
        )
        rapport = Rapport()
        fichiers.verifier_les_fichiers(tx.connexion, rapport)
        assert [a.code for a in rapport.anomalies] == ["fichier_altere"]
        assert rapport.anomalies[0].operation == tx.operation_id
        with pytest.raises(ErreurTechnique) as panne:
            fichiers.lire(tx.connexion, identifiants[0])
        assert panne.value.code == "fichier_altere"
        assert fichiers.lire(tx.connexion, identifiants[1])[1] == PNG.contenu


def test_une_taille_changee_et_un_fichier_disparu_se_voient(atelier_sqlite: Atelier) -> None:
    with operation(atelier_sqlite) as tx:
        fichiers.joindre_tous(tx, 1, [PDF, PNG])
        _sans_declencheurs(tx)
        tx.connexion.execute(text("UPDATE fichier SET taille = 3 WHERE empreinte = :cle"), {"cle": PDF.empreinte})
        tx.connexion.execute(text("DELETE FROM fichier WHERE empreinte = :cle"), {"cle": PNG.empreinte})
        rapport = Rapport()
        fichiers.verifier_les_fichiers(tx.connexion, rapport)
        assert sorted(a.code for a in rapport.anomalies) == ["fichier_absent", "fichier_altere"]


def _sans_declencheurs(tx: Transaction) -> None:
    """What a forger who owns the file does; rolled back with the rest."""
    noms = text("SELECT name FROM sqlite_master WHERE type = 'trigger' AND tbl_name = 'fichier'")
    for nom in tx.connexion.scalars(noms).all():
        tx.connexion.execute(text(f"DROP TRIGGER {nom}"))
