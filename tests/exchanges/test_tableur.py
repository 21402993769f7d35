"""What we write for spreadsheets: typed, harmless, whole or not at all, and read back the same."""

from __future__ import annotations

import datetime as dt
import errno
import io
from collections.abc import Iterator
from pathlib import Path

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from caisse_clients.exchanges.cellules import neutraliser, retablir
from caisse_clients.exchanges.tableau import lire_tableau
from caisse_clients.exchanges.tableur import Colonne, Sorte, Valeur, ecrire_csv, ecrire_xlsx
from caisse_clients.kernel.erreurs import ErreurTechnique
from caisse_clients.kernel.suivi import Annulee

COLONNES = [
    Colonne("Code", Sorte.CODE),
    Colonne("Nom", largeur=30),
    Colonne("Solde", Sorte.MONTANT),
    Colonne("Date", Sorte.DATE),
    Colonne("Vu le", Sorte.INSTANT),
]
INSTANT = dt.datetime(2014, 7, 15, 9, 5, tzinfo=dt.UTC)
LIGNES: list[tuple[Valeur, ...]] = [
    (2643, "AÏT & <Cie>", 123456, dt.date(2014, 7, 15), INSTANT),
    (None, '=HYPERLINK("x")', -5, None, None),
]


def test_le_csv_est_a_la_francaise(tmp_path: Path) -> None:
    chemin = tmp_path / "clients.csv"
    assert ecrire_csv(chemin, COLONNES, LIGNES) == 2
    assert chemin.read_bytes().decode("utf-8") == (
        "\ufeffCode;Nom;Solde;Date;Vu le\r\n"
        "2643;AÏT & <Cie>;1234,56;15/07/2014;15/07/2014 09:05\r\n"
        ';"\'=HYPERLINK(""x"")";-0,05;;\r\n'
    )


def test_le_csv_part_aussi_dans_un_flux_sans_marque_et_avec_une_tabulation() -> None:
    flux = io.BytesIO()
    ecrire_csv(flux, COLONNES[:2], [(1, "A;B")], separateur="\t", bom=False)
    assert flux.getvalue() == b"Code\tNom\r\n1\tA;B\r\n"


def test_le_classeur_est_type_et_openpyxl_le_relit(tmp_path: Path) -> None:
    chemin = tmp_path / "clients.xlsx"
    assert ecrire_xlsx(chemin, COLONNES, LIGNES, titre="Clients: [tous]/*?") == 2
    feuille = openpyxl.load_workbook(chemin).active
    assert feuille.title == "Clients   tous"
    assert [c.value for c in feuille[1]] == ["Code", "Nom", "Solde", "Date", "Vu le"]
    assert [c.value for c in feuille[2]] == [
        2643, "AÏT & <Cie>", 1234.56, INSTANT.replace(hour=0, minute=0, tzinfo=None), INSTANT.replace(tzinfo=None)
    ]  # fmt: skip
    assert feuille["C2"].number_format == "#,##0.00"
    assert feuille["D2"].number_format == "dd/mm/yyyy"
    assert (feuille["B3"].value, feuille["B3"].data_type) == ('\'=HYPERLINK("x")', "s")
    assert feuille["C3"].value == -0.05
    assert (feuille.freeze_panes, feuille.auto_filter.ref) == ("A2", "A1:E3")


def test_le_classeur_est_le_meme_octet_pour_octet_et_notre_lecture_le_relit(tmp_path: Path) -> None:
    un, deux = io.BytesIO(), io.BytesIO()
    ecrire_xlsx(un, COLONNES, LIGNES)
    ecrire_xlsx(deux, COLONNES, LIGNES)
    assert un.getvalue() == deux.getvalue()
    (tmp_path / "x.xlsx").write_bytes(un.getvalue())
    assert next(lire_tableau(tmp_path / "x.xlsx").lignes()) == (
        2,
        ["2643", "AÏT & <Cie>", "1234,56", "15/07/2014", "15/07/2014 09:05"],
    )


@pytest.mark.parametrize("debut", ["=", "+", "-", "@", "\t=", "\r=", "＝", "＋", "－", "＠", " =", "\n@", "\x00="])
def test_aucun_texte_ne_devient_une_formule(debut: str) -> None:
    assert neutraliser(f"{debut}cmd|' /C calc'!A0").startswith("'")


@pytest.mark.parametrize("texte", ["+33 6 12 34 56 78", "-12,50", "- 5", "L'Œuvre", "12-14 rue", "a=b", ""])
def test_un_nombre_signe_et_un_texte_ordinaire_restent_eux_memes(texte: str) -> None:
    assert neutraliser(texte) == texte == retablir(texte)


@given(st.text(max_size=30))
def test_ce_qui_est_neutralise_se_retablit(texte: str) -> None:
    propre = neutraliser(texte)
    assert not propre.lstrip(" \u00a0\u202f\n").startswith(("=", "@"))
    assert retablir(propre) == neutraliser(texte).removeprefix("'") or retablir(propre) == propre


@given(st.lists(st.tuples(st.text(max_size=20), st.integers(-(10**12), 10**12)), max_size=5))
def test_les_deux_formats_disent_la_meme_chose(
    tmp_path_factory: pytest.TempPathFactory, lignes: list[tuple[str, int]]
) -> None:
    dossier = tmp_path_factory.mktemp("paire")
    colonnes = [Colonne("Nom"), Colonne("Solde", Sorte.MONTANT)]
    ecrire_csv(dossier / "a.csv", colonnes, lignes)
    ecrire_xlsx(dossier / "a.xlsx", colonnes, lignes)
    lues = [[cellules for _, cellules in lire_tableau(dossier / nom).lignes()] for nom in ("a.csv", "a.xlsx")]
    assert [ligne[1] for ligne in lues[0]] == [ligne[1] for ligne in lues[1]]
    assert [ligne[0].split() for ligne in lues[0]] == [ligne[0].split() for ligne in lues[1]]


def test_une_annulation_laisse_l_ancien_fichier_et_rien_d_autre(tmp_path: Path) -> None:
    chemin = tmp_path / "clients.csv"
    chemin.write_text("ancien")

    def arretees() -> Iterator[tuple[Valeur, ...]]:
        yield LIGNES[0]
        raise Annulee

    for ecrire in (ecrire_csv, ecrire_xlsx):
        with pytest.raises(Annulee):
            ecrire(chemin, COLONNES, arretees())
    assert chemin.read_text() == "ancien"
    assert list(tmp_path.iterdir()) == [chemin]


def test_un_disque_plein_ne_laisse_rien(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def plein(_descripteur: int) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr("os.fsync", plein)
    with pytest.raises(ErreurTechnique) as refus:
        ecrire_csv(tmp_path / "clients.csv", COLONNES, LIGNES)
    assert refus.value.code == "ecriture_impossible"
    assert list(tmp_path.iterdir()) == []


def test_un_dossier_absent_est_une_erreur_technique(tmp_path: Path) -> None:
    with pytest.raises(ErreurTechnique):
        ecrire_xlsx(tmp_path / "rien" / "clients.xlsx", COLONNES, LIGNES)
    (tmp_path / "dossier").mkdir()
    with pytest.raises(ErreurTechnique):
        ecrire_csv(tmp_path / "dossier", COLONNES, LIGNES)
    assert [chemin.name for chemin in tmp_path.iterdir()] == ["dossier"]


def test_une_feuille_trop_haute_est_refusee(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("caisse_clients.exchanges.classeur_ecrit.LIGNES_MAXIMALES", 1)
    with pytest.raises(ErreurTechnique) as refus:
        ecrire_xlsx(tmp_path / "x.xlsx", COLONNES, LIGNES)
    assert refus.value.code == "trop_de_lignes"
    assert list(tmp_path.iterdir()) == []


def test_une_ligne_d_une_autre_largeur_est_une_faute_du_programme(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="zip"):
        ecrire_csv(tmp_path / "x.csv", COLONNES, [(1, "A")])
