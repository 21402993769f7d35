"""CSV files as real software writes them, and as nobody should."""

from __future__ import annotations

import codecs
import contextlib
import os
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from caisse_clients.exchanges.tableau import Format, lire_tableau
from caisse_clients.kernel.erreurs import ErreurMetier

LIGNES = "Code;Nom;Ville\n2 643;AÏT EL MOKHTAR;Marmande\n1811;ALAN;L'Œuvre\n"


def _poser(dossier: Path, contenu: bytes | str, nom: str = "clients.csv") -> Path:
    chemin = dossier / nom
    chemin.write_bytes(contenu.encode() if isinstance(contenu, str) else contenu)
    return chemin


def _lire(chemin: Path) -> list[tuple[int, list[str]]]:
    return list(lire_tableau(chemin).lignes())


def _refus(chemin: Path) -> ErreurMetier:
    with pytest.raises(ErreurMetier) as refus:
        list(lire_tableau(chemin).lignes())
    assert refus.value.code == "fichier_illisible"
    return refus.value


@pytest.mark.parametrize(
    ("codec", "annonce"),
    [
        ("utf-8", "UTF-8"),
        ("utf-8-sig", "UTF-8"),
        ("utf-16", "UTF-16"),
        ("utf-16-le", "UTF-16-LE"),
        ("utf-16-be", "UTF-16-BE"),
        ("utf-32", "UTF-32"),
        ("cp1252", "Windows-1252"),
        ("iso8859-15", "ISO-8859-15"),
    ],
)
def test_chaque_encodage_donne_les_memes_textes(tmp_path: Path, codec: str, annonce: str) -> None:
    tableau = lire_tableau(_poser(tmp_path, LIGNES.encode(codec)))
    assert tableau.encodage == annonce
    assert tableau.entetes == ("Code", "Nom", "Ville")
    assert list(tableau.lignes()) == [(2, ["2 643", "AÏT EL MOKHTAR", "Marmande"]), (3, ["1811", "ALAN", "L'Œuvre"])]


def test_une_apostrophe_aigue_de_windows_ne_fait_pas_passer_pour_du_latin9(tmp_path: Path) -> None:
    tableau = lire_tableau(_poser(tmp_path, "Nom;Ville\nD´ARC;Orléans\n½ Lune;Pau\n".encode("cp1252")))
    assert [cellules[0] for _, cellules in tableau.lignes()] == ["D´ARC", "½ Lune"]


def test_un_fichier_recolle_de_deux_encodages_se_lit_morceau_par_morceau(tmp_path: Path) -> None:
    contenu = ("Nom;Ville\nÉléonore;Nérac\nHélène;Pau\nFrançois;Bègles\n").encode() + "Zoé;Pau\n".encode("cp1252")
    tableau = lire_tableau(_poser(tmp_path, contenu))
    assert [cellules[0] for _, cellules in tableau.lignes()] == ["Éléonore", "Hélène", "François", "Zoé"]
    assert "mélangés" in tableau.encodage


@pytest.mark.parametrize("separateur", [";", ",", "\t", "|"])
def test_le_separateur_se_devine(tmp_path: Path, separateur: str) -> None:
    contenu = LIGNES.replace(";", separateur)
    tableau = lire_tableau(_poser(tmp_path, contenu))
    assert tableau.separateur == separateur
    assert len(tableau.entetes) == 3


def test_une_virgule_dans_les_montants_ne_gagne_pas_sur_le_point_virgule(tmp_path: Path) -> None:
    contenu = "Nom;Solde;Plafond\n" + "DUPONT, Jean;12,50;100,00\n" * 30
    assert lire_tableau(_poser(tmp_path, contenu)).separateur == ";"


def test_la_ligne_sep_d_excel_est_suivie_et_n_est_pas_un_titre(tmp_path: Path) -> None:
    tableau = lire_tableau(_poser(tmp_path, "sep=,\r\nNom,Ville\r\nALAN,Pau\r\n"))
    assert (tableau.separateur, tableau.entetes) == (",", ("Nom", "Ville"))
    assert list(tableau.lignes()) == [(3, ["ALAN", "Pau"])]


def test_les_titres_au_dessus_du_tableau_sont_passes(tmp_path: Path) -> None:
    contenu = "Liste des clients au 15/07/2014;;;\n\n;;;\nCode;Nom;C.P.;Ville\n1;ALAN;64500;Pau\n"
    tableau = lire_tableau(_poser(tmp_path, contenu))
    assert tableau.entetes == ("Code", "Nom", "C.P.", "Ville")
    assert list(tableau.lignes()) == [(5, ["1", "ALAN", "64500", "Pau"])]


def test_un_retour_a_la_ligne_entre_guillemets_garde_le_numero_de_ligne_du_fichier(tmp_path: Path) -> None:
    contenu = 'Nom;Adresse;Ville\r\n"ALAN";"12 rue ""Haute""\r\nBât. B";Pau\r\n\r\nBOB;x;y\r\n'
    assert _lire(_poser(tmp_path, contenu)) == [
        (2, ["ALAN", '12 rue "Haute"\r\nBât. B', "Pau"]),
        (5, ["BOB", "x", "y"]),
    ]


@pytest.mark.parametrize("fin", ["\n", "\r\n", "\r"])
def test_les_trois_fins_de_ligne_se_valent(tmp_path: Path, fin: str) -> None:
    assert _lire(_poser(tmp_path, LIGNES.replace("\n", fin)))[1] == (3, ["1811", "ALAN", "L'Œuvre"])


def test_les_lignes_courtes_sont_completees_les_longues_gardees_les_vides_passees(tmp_path: Path) -> None:
    contenu = "Code;Nom;Ville\n1\n;;\n  ; ;\n2;B;C;surplus\n"
    assert _lire(_poser(tmp_path, contenu)) == [(2, ["1", "", ""]), (5, ["2", "B", "C", "surplus"])]


def test_les_nuls_et_la_marque_de_fin_du_dos_disparaissent(tmp_path: Path) -> None:
    assert _lire(_poser(tmp_path, b"Nom;Ville\nAL\0AN;Pau\n\x1a"))[0] == (2, ["ALAN", "Pau"])


def test_une_seule_colonne_et_rien_que_des_entetes_sont_des_tableaux(tmp_path: Path) -> None:
    assert _lire(_poser(tmp_path, "Nom\nALAN\nBOB\n")) == [(2, ["ALAN"]), (3, ["BOB"])]
    assert _lire(_poser(tmp_path, "Code;Nom;Ville\n")) == []


def test_un_guillemet_jamais_referme_est_refuse_avec_sa_ligne(tmp_path: Path) -> None:
    contenu = 'Code;Nom;Ville\n1;ALAN;Pau\n2;"CHEZ PAUL;Pau\n3;BOB;Dax\n4;COCO;Dax\n'
    refus = _refus(_poser(tmp_path, contenu))
    assert (refus.details["raison"], refus.details["ligne"]) == ("guillemet_ouvert", 3)


def test_une_cellule_demesuree_est_refusee_avec_sa_ligne(tmp_path: Path) -> None:
    refus = _refus(_poser(tmp_path, "Code;Nom\n1;A\n2;" + "x" * 200_000 + "\n"))
    assert (refus.details["raison"], refus.details["ligne"]) == ("guillemet_ouvert", 3)


def test_une_ligne_sans_fin_est_refusee_sans_remplir_la_memoire(tmp_path: Path) -> None:
    assert _refus(_poser(tmp_path, "Code;Nom\n" + "x" * 5_000_000)).details["raison"] == "ligne_trop_longue"


def test_trop_de_colonnes_est_refuse(tmp_path: Path) -> None:
    refus = _refus(_poser(tmp_path, "Code;Nom\n1;A\n2" + ";" * 20_000 + "\n"))
    assert (refus.details["raison"], refus.details["ligne"]) == ("trop_de_colonnes", 3)


@pytest.mark.parametrize(
    ("contenu", "raison"),
    [
        (b"", "vide"),
        (b"\r\n \r\n", "vide"),
        (b"\0" * 5000, "vide"),
        (codecs.BOM_UTF8 + b"\r\n", "vide"),
        (b"%PDF-1.7\n1 0 obj", "pdf"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, "classeur_ancien"),
        (b"\x1f\x8b\x08\0\0\0", "compresse"),
        (b"\x89PNG\r\n\x1a\n", "image"),
        (b"SQLite format 3\0", "base"),
        (b"<html><table><tr><td>Code</td></tr></table>", "page_web"),
        (b"\xef\xbb\xbf<?xml version='1.0'?><Workbook/>", "page_web"),
        (bytes(range(1, 256)) * 20, "binaire"),
        (b"PK\x03\x04 pas un zip", "classeur_abime"),
    ],
)
def test_ce_qui_n_est_pas_un_tableau_est_nomme(tmp_path: Path, contenu: bytes, raison: str) -> None:
    assert _refus(_poser(tmp_path, contenu)).details["raison"] == raison


def test_un_dossier_un_tube_une_absence_un_nom_impossible_sont_refuses(tmp_path: Path) -> None:
    tube = tmp_path / "tube.csv"
    os.mkfifo(tube)
    assert _refus(tmp_path).details["raison"] == "dossier"
    assert _refus(tube).details["raison"] == "special"
    assert _refus(tmp_path / "rien.csv").details["raison"] == "absent"
    assert _refus(tmp_path / "nul\0.csv").details["raison"] == "lecture"


def test_un_fichier_interdit_de_lecture_est_refuse(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    chemin = _poser(tmp_path, LIGNES)
    chemin.chmod(0)
    if os.access(chemin, os.R_OK):  # root reads everything
        monkeypatch.setattr(Path, "open", lambda *_a, **_k: (_ for _ in ()).throw(PermissionError(13, "refusé")))
    assert _refus(chemin).details["raison"] == "acces_refuse"


def test_les_textes_hostiles_passent_tels_quels(tmp_path: Path) -> None:
    noms = ["'; DROP TABLE client;--", "مرحبا", "👩‍🚀", "x" * 10_000, "=cmd|' /C calc'!A0", "\u202eEVIL"]
    contenu = "Code;Nom\n" + "".join(f'{n};"{nom}"\n' for n, nom in enumerate(noms))
    assert [cellules[1] for _, cellules in _lire(_poser(tmp_path, contenu))] == noms


def test_le_nombre_de_lignes_estime_borne_le_vrai(tmp_path: Path) -> None:
    tableau = lire_tableau(_poser(tmp_path, "Code;Nom\n" + "1;A\n" * 5_000))
    assert tableau.format is Format.CSV
    assert 5_000 <= tableau.lignes_estimees <= 5_010


@given(st.binary(max_size=400))
def test_n_importe_quels_octets_donnent_un_tableau_ou_un_refus(
    tmp_path_factory: pytest.TempPathFactory, octets: bytes
) -> None:
    chemin = _poser(tmp_path_factory.mktemp("octets"), octets)
    with contextlib.suppress(ErreurMetier):
        list(lire_tableau(chemin).lignes())
