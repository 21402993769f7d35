"""Files that people attach come from anywhere: what is read, what is refused, under which name it is kept."""

from __future__ import annotations

import hashlib
import os
import sys
from pathlib import Path

import pytest

from caisse_clients.application.messages import message_de
from caisse_clients.application.pieces_jointes import lire_fichier_joint
from caisse_clients.domain.fichiers import TAILLE_MAXIMALE, TypeFichier, nom_propre
from caisse_clients.kernel.erreurs import ErreurMetier

PDF = b"%PDF-1.7\n1 0 obj\n<<>>\nendobj\n%%EOF\n"
PNG = b"\x89PNG\r\n\x1a\n" + bytes(40)
JPEG = b"\xff\xd8\xff\xe0\x00\x10JFIF" + bytes(40)


def _refus(chemin: str | Path) -> ErreurMetier:
    with pytest.raises(ErreurMetier) as refus:
        lire_fichier_joint(str(chemin))
    assert refus.value.champ == "pieces_jointes"
    assert "…" not in message_de(refus.value)
    return refus.value


@pytest.mark.parametrize(
    ("nom", "contenu", "sorte"),
    [
        ("chèque n° 12.pdf", PDF, TypeFichier.PDF),
        ("photo.PNG", PNG, TypeFichier.PNG),
        ("photo.jpeg", JPEG, TypeFichier.JPEG),
    ],
)
def test_un_fichier_accepte_garde_nom_taille_et_empreinte(
    tmp_path: Path, nom: str, contenu: bytes, sorte: TypeFichier
) -> None:
    (tmp_path / nom).write_bytes(contenu)
    joint = lire_fichier_joint(str(tmp_path / nom))
    assert (joint.nom, joint.type, joint.taille, joint.contenu) == (nom, sorte, len(contenu), contenu)
    assert joint.empreinte == hashlib.sha256(contenu).hexdigest()
    assert "PDF-1.7" not in repr(joint), "a content never lands in a log"


def test_dix_mega_octets_passent_un_de_plus_non(tmp_path: Path) -> None:
    juste, trop = tmp_path / "juste.pdf", tmp_path / "trop.pdf"
    juste.write_bytes(PDF + bytes(TAILLE_MAXIMALE - len(PDF)))
    trop.write_bytes(PDF + bytes(TAILLE_MAXIMALE - len(PDF) + 1))
    assert lire_fichier_joint(str(juste)).taille == TAILLE_MAXIMALE
    assert _refus(trop).code == "fichier_trop_gros"


def test_deux_giga_octets_creux_sont_refuses_sans_etre_lus(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    creux = tmp_path / "creux.pdf"
    with creux.open("wb") as fichier:
        fichier.write(PDF)
        fichier.truncate(2 * 1024**3)
    monkeypatch.setattr(os, "read", lambda *_: pytest.fail("read although its size was known"))
    assert _refus(creux).code == "fichier_trop_gros"


def test_un_fichier_qui_grossit_pendant_la_lecture_est_refuse(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    chemin = tmp_path / "journal.pdf"
    chemin.write_bytes(PDF)
    monkeypatch.setattr(os, "read", lambda _descripteur, nombre: PDF[:nombre].ljust(nombre, b"x"))
    assert _refus(chemin).code == "fichier_trop_gros"


@pytest.mark.skipif(sys.platform == "win32", reason="devices and pipes of POSIX")
def test_ni_peripherique_ni_tube_ni_lien_vers_eux(tmp_path: Path) -> None:
    tube, lien = tmp_path / "tube.pdf", tmp_path / "lien.pdf"
    os.mkfifo(tube)  # nobody writes in it: opening it would wait for ever
    lien.symlink_to("/dev/zero")
    for chemin in ("/dev/zero", "/dev/null", tube, lien):
        assert _refus(chemin).details["raison"] == "special"


@pytest.mark.skipif(sys.platform == "win32", reason="links need a privilege on Windows")
def test_un_lien_vers_un_fichier_porte_le_nom_du_lien(tmp_path: Path) -> None:
    (tmp_path / "cible").write_bytes(PDF)
    (tmp_path / "lien.pdf").symlink_to(tmp_path / "cible")
    assert lire_fichier_joint(str(tmp_path / "lien.pdf")).nom == "lien.pdf"


@pytest.mark.skipif(sys.platform == "win32", reason="links need a privilege on Windows")
def test_un_lien_circulaire_ou_mort_est_dit_clairement(tmp_path: Path) -> None:
    (tmp_path / "rond").symlink_to(tmp_path / "rond")
    (tmp_path / "mort").symlink_to(tmp_path / "nulle part")
    assert _refus(tmp_path / "rond").details["raison"] == "lecture"
    assert _refus(tmp_path / "mort").details["raison"] == "absent"


@pytest.mark.parametrize(
    ("raison", "faire"),
    [
        ("dossier", lambda chemin: chemin.mkdir()),
        ("vide", lambda chemin: chemin.write_bytes(b"")),
        ("absent", lambda _chemin: None),
    ],
)
def test_ce_qui_n_est_pas_un_fichier_rempli(tmp_path: Path, raison: str, faire: object) -> None:
    chemin = tmp_path / "justificatif.pdf"
    faire(chemin)  # type: ignore[operator]  # one of the three above
    refus = _refus(chemin)
    assert (refus.code, refus.details["raison"]) == ("piece_jointe_illisible", raison)
    assert "justificatif.pdf" in message_de(refus)


def test_un_nul_dans_le_chemin_est_un_refus_pas_une_panne() -> None:
    assert _refus("recu\x00.pdf").code == "piece_jointe_illisible"


@pytest.mark.skipif(sys.platform == "win32" or os.geteuid() == 0, reason="needs permissions that bind")
def test_un_fichier_interdit_de_lecture(tmp_path: Path) -> None:
    chemin = tmp_path / "secret.pdf"
    chemin.write_bytes(PDF)
    chemin.chmod(0)
    assert _refus(chemin).details["raison"] == "acces_refuse"


@pytest.mark.parametrize(
    "contenu",
    [b"<!DOCTYPE html><script>alert(1)</script>", b"MZ\x90\x00", b" %PDF-1.7", b"\x89PNG", b"GIF89a", b"PK\x03\x04"],
)
def test_le_type_se_lit_dans_les_octets_jamais_dans_le_nom(tmp_path: Path, contenu: bytes) -> None:
    (tmp_path / "facture.pdf").write_bytes(contenu)
    refus = _refus(tmp_path / "facture.pdf")
    assert refus.code == "type_de_fichier_refuse"
    assert message_de(refus).startswith("Le fichier facture.pdf n'est ni un PDF")


@pytest.mark.parametrize(
    ("recu", "garde"),
    [
        ("../../x", "x.pdf"),
        ("..\\..\\x.pdf", "x.pdf"),
        ("C:\\Windows\\System32\\x.pdf", "x.pdf"),
        ("/etc/passwd", "passwd.pdf"),
        ("..", "document.pdf"),
        ("", "document.pdf"),
        ("dossier/", "dossier.pdf"),
        (".pdf", "pdf.pdf"),
        ("CON.pdf", "document.pdf"),
        ("nul", "document.pdf"),
        ("Lpt1.tar.pdf", "document.pdf"),
        ("console.pdf", "console.pdf"),
        ("a\x00b\x1bc\nd.pdf", "abc d.pdf"),
        ("recu\u202efdp.exe", "recufdp.exe.pdf"),
        ("facture.exe", "facture.exe.pdf"),
        ("facture.PDF", "facture.PDF"),
        ('ré"su<m>é?.pdf', "ré-su-m-é-.pdf"),
        ("fin.  ", "fin.pdf"),
        ("abime\udcff.pdf", "abime.pdf"),
        ("x" * 300 + ".pdf", "x" * 116 + ".pdf"),
        ("x" * 115 + ". y.pdf", "x" * 115 + ".pdf"),
    ],
)
def test_le_nom_garde_ne_mene_nulle_part(recu: str, garde: str) -> None:
    nom = nom_propre(recu, TypeFichier.PDF)
    assert nom == garde
    assert len(nom) <= 120


def test_le_nom_suit_le_type_lu() -> None:
    assert nom_propre("photo.pdf", TypeFichier.JPEG) == "photo.pdf.jpg"
    assert nom_propre("photo.jpeg", TypeFichier.JPEG) == "photo.jpeg"
