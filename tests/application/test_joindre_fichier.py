"""Supporting files by commands: all or nothing with their règlement, one content once whoever brings it."""

from __future__ import annotations

from pathlib import Path

import pytest
from sqlalchemy import func, select

from caisse_clients.application import lectures_ventes
from caisse_clients.application.commandes.clients import CreerClient
from caisse_clients.application.commandes.fichiers_joints import JoindreFichier
from caisse_clients.application.commandes.parametrage import CreerPoste
from caisse_clients.application.commandes.reglements import EnregistrerReglement
from caisse_clients.domain.vues_ventes import VueReglement
from caisse_clients.kernel.argent import Centimes
from caisse_clients.kernel.erreurs import ErreurMetier
from caisse_clients.storage.schema.reglements import fichier, piece_jointe, reglement
from tests.atelier import Atelier
from tests.storage.brut import falsifier
from tests.storage.test_concurrence import ensemble

PDF, PNG = b"%PDF-1.7\nrecto", b"\x89PNG\r\n\x1a\n" + bytes(300)


@pytest.fixture
def client(atelier: Atelier, tmp_path: Path) -> int:
    """ALBERT, and two files to attach."""
    (tmp_path / "chèque.pdf").write_bytes(PDF)
    (tmp_path / "photo.png").write_bytes(PNG)
    return int(atelier.faire(CreerClient("ALBERT", code=1011)).valeurs["client"])


def _encaisser(client: int, *chemins: Path) -> EnregistrerReglement:
    return EnregistrerReglement(client, "cheque", Centimes(100_00), pieces_jointes=tuple(map(str, chemins)))


def _lu(atelier: Atelier, numero: str) -> VueReglement:
    with atelier.services.lire() as lecteur:
        return lectures_ventes.reglement(lecteur, numero)


def _nombres(atelier: Atelier) -> tuple[int, ...]:
    with atelier.services.lire() as lecteur:
        return tuple(
            int(lecteur.scalar(select(func.count()).select_from(table)) or 0)
            for table in (reglement, piece_jointe, fichier)
        )


def test_un_reglement_garde_ses_justificatifs_et_les_rend_tels_quels(
    atelier: Atelier, client: int, tmp_path: Path
) -> None:
    numero = atelier.faire(_encaisser(client, tmp_path / "chèque.pdf", tmp_path / "photo.png")).valeurs["reglement"]
    joints = _lu(atelier, numero).pieces_jointes
    assert [(joint.nom, joint.type, joint.taille) for joint in joints] == [
        ("chèque.pdf", "application/pdf", len(PDF)),
        ("photo.png", "image/png", len(PNG)),
    ]
    with atelier.services.lire() as lecteur:
        assert lectures_ventes.fichier_joint(lecteur, joints[1].id)[1] == PNG


def test_le_meme_fichier_sur_deux_reglements_ne_se_garde_qu_une_fois(
    atelier: Atelier, client: int, tmp_path: Path
) -> None:
    (tmp_path / "copie.pdf").write_bytes(PDF)
    premier = atelier.faire(_encaisser(client, tmp_path / "chèque.pdf")).valeurs["reglement"]
    second = atelier.faire(_encaisser(client)).valeurs["reglement"]
    atelier.faire(JoindreFichier(second, str(tmp_path / "copie.pdf")))
    assert [_lu(atelier, numero).pieces_jointes[0].nom for numero in (premier, second)] == ["chèque.pdf", "copie.pdf"]
    assert _nombres(atelier) == (2, 2, 1)


def test_un_fichier_refuse_et_rien_n_est_enregistre(atelier: Atelier, client: int, tmp_path: Path) -> None:
    (tmp_path / "page.pdf").write_bytes(b"<!DOCTYPE html>")
    with pytest.raises(ErreurMetier) as refus:
        atelier.faire(_encaisser(client, tmp_path / "chèque.pdf", tmp_path / "page.pdf"))
    assert refus.value.code == "type_de_fichier_refuse"
    assert _nombres(atelier) == (0, 0, 0)


@pytest.mark.parametrize("numero", ["RC-S1-2014-99999", "", "RC\0"])
def test_un_reglement_inconnu_est_un_refus(atelier: Atelier, client: int, tmp_path: Path, numero: str) -> None:
    with pytest.raises(ErreurMetier) as refus:
        atelier.faire(JoindreFichier(numero, str(tmp_path / "chèque.pdf")))
    assert refus.value.code == "reglement_inconnu"
    assert _nombres(atelier) == (0, 0, 0)


def test_quatre_postes_apportent_les_memes_fichiers_dans_tous_les_ordres(
    atelier: Atelier, client: int, tmp_path: Path
) -> None:
    recto, verso = tmp_path / "chèque.pdf", tmp_path / "photo.png"
    postes = [f"Q{n}" for n in range(4)]
    for code in postes:
        atelier.faire(CreerPoste(code))
    ordres = [(recto, verso), (verso, recto)] * 2
    issues = ensemble(atelier, postes, [[_encaisser(client, *ordre)] * 2 for ordre in ordres])
    assert issues == {"faite": 8}
    assert _nombres(atelier) == (8, 16, 2)


def test_un_octet_change_dans_la_base_se_voit_a_la_verification(atelier: Atelier, client: int, tmp_path: Path) -> None:
    atelier.faire(_encaisser(client, tmp_path / "chèque.pdf"))
    assert atelier.verifier().intact
    with falsifier(atelier) as brut:
        brut.executer("UPDATE fichier SET contenu = ?", PDF.replace(b"recto", b"verso"))
        brut.valider()
    assert [anomalie.code for anomalie in atelier.verifier().anomalies] == ["fichier_altere"]
