"""Workbooks: what the eye sees in the cells, and every trap a zip of XML can carry."""

from __future__ import annotations

import datetime as dt
import zipfile
from pathlib import Path

import openpyxl
import pytest

from caisse_clients.exchanges.tableau import Format, lire_tableau
from caisse_clients.kernel.erreurs import ErreurMetier

_FEUILLE = (
    '<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>{}</sheetData></worksheet>'
)
_LIENS = '<Relationships><Relationship Id="rId1" Type="x/worksheet" {}/></Relationships>'
_DEUX_LIGNES = (
    '<row r="1"><c r="A1" t="inlineStr"><is><t>Code</t></is></c><c r="B1" t="inlineStr"><is><t>Nom</t></is></c></row>'
    '<row r="2"><c r="A2"><v>2643</v></c><c r="B2" t="inlineStr"><is><t>ALAN</t></is></c></row>'
)


def _classeur(dossier: Path, cellules: list[list[object]], formats: dict[str, str] | None = None) -> Path:
    classeur = openpyxl.Workbook()
    feuille = classeur.active
    for ligne in cellules:
        feuille.append(ligne)
    for place, code in (formats or {}).items():
        feuille[place].number_format = code
    chemin = dossier / "clients.xlsx"
    classeur.save(chemin)
    return chemin


def _a_la_main(dossier: Path, feuille: str, **parties: str) -> Path:
    """A workbook written by hand, as strange as a part given by name makes it."""
    chemin = dossier / "main.xlsx"
    contenu = {
        "[Content_Types].xml": "<Types/>",
        "xl/workbook.xml": '<workbook xmlns:r="r"><sheets><sheet name="Un" r:id="rId1"/></sheets></workbook>',
        "xl/_rels/workbook.xml.rels": _LIENS.format('Target="worksheets/s.xml"'),
        "xl/worksheets/s.xml": feuille,
    } | {nom.replace("__", "/").replace("_xml", ".xml"): texte for nom, texte in parties.items()}
    with zipfile.ZipFile(chemin, "w", zipfile.ZIP_DEFLATED) as archive:
        for nom, texte in contenu.items():
            archive.writestr(nom, texte)
    return chemin


def _refus(chemin: Path) -> str:
    with pytest.raises(ErreurMetier) as refus:
        list(lire_tableau(chemin).lignes())
    assert refus.value.code == "fichier_illisible"
    return str(refus.value.details["raison"])


def test_les_cellules_se_lisent_comme_on_les_voit(tmp_path: Path) -> None:
    chemin = _classeur(
        tmp_path,
        [
            ["Code", "CP", "Tel", "Solde", "Date", "Instant", "Pro", "Brut", "Rien", "Heure"],
            [
                2643.0,
                1000,
                612345678,
                562.5,
                dt.date(2014, 7, 15),
                dt.datetime.combine(dt.date(2014, 7, 15), dt.time(9, 5)),
                True,
                0.1 + 0.2,
                None,
                dt.time(8, 30),
            ],
        ],
        {"B2": "00000", "C2": "0#\\ ##\\ ##\\ ##\\ ##", "D2": "#,##0.00"},
    )
    tableau = lire_tableau(chemin)
    assert (tableau.format, tableau.feuille) == (Format.XLSX, "Sheet")
    assert list(tableau.lignes()) == [
        (2, ["2643", "01000", "06 12 34 56 78", "562,50", "15/07/2014", "15/07/2014 09:05", "VRAI", "0,3", "", "08:30"])
    ]


def test_le_calendrier_de_1904_est_suivi(tmp_path: Path) -> None:
    classeur = openpyxl.Workbook()
    classeur.epoch = openpyxl.utils.datetime.CALENDAR_MAC_1904
    classeur.active.append(["Date", "Nom"])
    classeur.active.append([dt.date(2014, 7, 15), "A"])
    classeur.save(tmp_path / "mac.xlsx")
    assert next(lire_tableau(tmp_path / "mac.xlsx").lignes()) == (2, ["15/07/2014", "A"])


def test_les_lignes_vides_et_les_trous_gardent_les_numeros_de_la_feuille(tmp_path: Path) -> None:
    chemin = _classeur(tmp_path, [["Titre du fichier"], [], ["Code", "Nom", "Ville"], [1, "A"], [], [2, None, "Pau"]])
    tableau = lire_tableau(chemin)
    assert (tableau.ligne_entetes, tableau.entetes) == (3, ("Code", "Nom", "Ville"))
    assert list(tableau.lignes()) == [(4, ["1", "A", ""]), (6, ["2", "", "Pau"])]


def test_la_premiere_feuille_visible_est_lue_ou_celle_qu_on_nomme(tmp_path: Path) -> None:
    classeur = openpyxl.Workbook()
    classeur.active.title, classeur.active.sheet_state = "Cachée", "hidden"
    for nom in ("Clients", "Autre"):
        classeur.create_sheet(nom).append([nom, "Nom"])
    classeur.save(tmp_path / "trois.xlsx")
    assert lire_tableau(tmp_path / "trois.xlsx").feuilles == ("Clients", "Autre")
    assert lire_tableau(tmp_path / "trois.xlsx").entetes == ("Clients", "Nom")
    assert lire_tableau(tmp_path / "trois.xlsx", feuille="Autre").entetes == ("Autre", "Nom")
    with pytest.raises(ErreurMetier) as refus:
        lire_tableau(tmp_path / "trois.xlsx", feuille="Absente")
    assert refus.value.details["raison"] == "feuille_absente"


def test_une_formule_vaut_son_resultat_garde_et_un_texte_reste_un_texte(tmp_path: Path) -> None:
    corps = (
        _DEUX_LIGNES.replace("<v>2643</v>", "<f>SUM(1,2)</f><v>3</v>")
        + '<row r="3"><c r="A3" t="str"><f>"x"</f><v>calculé</v></c><c r="B3" t="e"><v>#N/A</v></c></row>'
    )
    assert list(lire_tableau(_a_la_main(tmp_path, _FEUILLE.format(corps))).lignes()) == [
        (2, ["3", "ALAN"]),
        (3, ["calculé", "#N/A"]),
    ]


def test_les_textes_partages_enrichis_et_phonetiques(tmp_path: Path) -> None:
    corps = _DEUX_LIGNES.replace('<c r="A2"><v>2643</v></c>', '<c r="A2" t="s"><v>0</v></c>') + (
        '<row><c t="s"><v>99</v></c><c t="s"><v>1</v></c></row>'
    )
    partages = "<sst><si><r><t>AL</t></r><r><t>BERT</t></r><rPh><t>non</t></rPh></si><si><t>a_x000D_b</t></si></sst>"
    lignes = list(lire_tableau(_a_la_main(tmp_path, _FEUILLE.format(corps), xl__sharedStrings_xml=partages)).lignes())
    assert lignes == [(2, ["ALBERT", "ALAN"]), (3, ["", "a\rb"])]


def test_les_noms_avec_prefixe_d_espace_se_lisent(tmp_path: Path) -> None:
    prefixe = _FEUILLE.format(_DEUX_LIGNES).replace("<", "<x:").replace("<x:/", "</x:").replace("xmlns=", "xmlns:x=")
    assert list(lire_tableau(_a_la_main(tmp_path, prefixe)).lignes()) == [(2, ["2643", "ALAN"])]


def test_une_dimension_mensongere_et_une_cellule_au_bout_du_monde_ne_coutent_rien(tmp_path: Path) -> None:
    feuille = _FEUILLE.format(_DEUX_LIGNES + '<row r="1000000"><c r="XFD1000000"><v>1</v></c></row>')
    feuille = feuille.replace("<sheetData>", '<dimension ref="A1:XFD1048576"/><sheetData>')
    assert list(lire_tableau(_a_la_main(tmp_path, feuille)).lignes()) == [(2, ["2643", "ALAN"])]


@pytest.mark.parametrize(
    ("corps", "raison"),
    [
        ('<row r="5"></row><row r="5"></row>', "classeur_abime"),
        ('<row r="9999999"></row>', "trop_de_lignes"),
        ('<row r="3"><c r="XFE3"><v>1</v></c></row>', "trop_de_colonnes"),
        ('<row r="3"><c r="A3" t="str"><v>' + "x" * 140_000 + "</v></c></row>", "champ_trop_long"),
        ('<row r="3"><c>', "classeur_abime"),
    ],
)
def test_une_feuille_impossible_est_refusee(tmp_path: Path, corps: str, raison: str) -> None:
    assert _refus(_a_la_main(tmp_path, _FEUILLE.format(_DEUX_LIGNES + corps))) == raison


def test_une_bombe_d_entites_est_refusee_avant_d_exploser(tmp_path: Path) -> None:
    bombe = '<!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;">]>' + _FEUILLE.format(_DEUX_LIGNES + "&b;")
    assert _refus(_a_la_main(tmp_path, bombe)) == "entites"


def test_une_entite_exterieure_est_refusee(tmp_path: Path) -> None:
    texte = '<!DOCTYPE sst SYSTEM "file:///etc/passwd"><sst/>'
    assert _refus(_a_la_main(tmp_path, _FEUILLE.format(_DEUX_LIGNES), xl__sharedStrings_xml=texte)) == "entites"


def test_une_bombe_de_compression_est_refusee_sans_etre_depliee(tmp_path: Path) -> None:
    chemin = _a_la_main(tmp_path, _FEUILLE.format(_DEUX_LIGNES))
    with zipfile.ZipFile(chemin, "a", zipfile.ZIP_DEFLATED) as archive, archive.open("xl/media/x.bin", "w") as partie:
        for _ in range(40):
            partie.write(b"\0" * (1 << 20))
    assert _refus(chemin) == "bombe"


def test_des_milliers_de_parties_et_des_noms_en_double_sont_refuses(tmp_path: Path) -> None:
    beaucoup = tmp_path / "beaucoup.xlsx"
    with zipfile.ZipFile(beaucoup, "w") as archive:
        for rang in range(5_001):
            archive.writestr(f"p{rang}", "")
    assert _refus(beaucoup) == "bombe"
    double = _a_la_main(tmp_path, _FEUILLE.format(_DEUX_LIGNES))
    with zipfile.ZipFile(double, "a") as archive, pytest.warns(UserWarning, match="Duplicate"):
        archive.writestr("xl/workbook.xml", "<workbook/>")
    assert _refus(double) == "classeur_abime"


@pytest.mark.parametrize("nom", ["../../etc/passwd", "/etc/passwd", "..\\windows\\x", "C:\\x"])
def test_un_nom_qui_sort_du_classeur_est_refuse(tmp_path: Path, nom: str) -> None:
    chemin = _a_la_main(tmp_path, _FEUILLE.format(_DEUX_LIGNES))
    with zipfile.ZipFile(chemin, "a") as archive:
        archive.writestr(nom, "x")
    assert _refus(chemin) == "classeur_abime"


def test_un_lien_vers_l_exterieur_n_est_pas_suivi(tmp_path: Path) -> None:
    liens = _LIENS.format('Target="http://x/s.xml" TargetMode="External"')
    chemin = _a_la_main(tmp_path, _FEUILLE.format(_DEUX_LIGNES), **{"xl___rels__workbook_xml.rels": liens})
    assert _refus(chemin) == "feuille_absente"


@pytest.mark.parametrize("part", [0.3, 0.6, 0.95])
def test_un_classeur_coupe_est_refuse(tmp_path: Path, part: float) -> None:
    chemin = _classeur(tmp_path, [["Code", "Nom"], [1, "A"]])
    octets = chemin.read_bytes()
    chemin.write_bytes(octets[: int(len(octets) * part)])
    assert _refus(chemin) == "classeur_abime"


def test_une_partie_abimee_au_milieu_est_refusee(tmp_path: Path) -> None:
    chemin = _classeur(tmp_path, [["Code", "Nom"], *([n, f"NOM {n * 7919}"] for n in range(3_000))])
    octets = bytearray(chemin.read_bytes())
    with zipfile.ZipFile(chemin) as archive:
        feuille = archive.getinfo("xl/worksheets/sheet1.xml")
    milieu = feuille.header_offset + 60 + feuille.compress_size // 2
    octets[milieu : milieu + 40] = bytes(40)
    chemin.write_bytes(octets)
    assert _refus(chemin) == "classeur_abime"


def test_un_zip_quelconque_et_un_document_texte_sont_nommes(tmp_path: Path) -> None:
    for nom, attendu in (("photo.jpg", "compresse"), ("word/document.xml", "document"), ("mimetype", "document")):
        chemin = tmp_path / "autre.csv"
        with zipfile.ZipFile(chemin, "w") as archive:
            archive.writestr(nom, "x")
        assert _refus(chemin) == attendu
