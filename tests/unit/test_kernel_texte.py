"""Text: one clean form to store, one key to find and sort by."""

from __future__ import annotations

import pytest

from caisse_clients.kernel.erreurs import ErreurMetier
from caisse_clients.kernel.texte import cle_recherche, nettoyer, nettoyer_lignes


@pytest.mark.parametrize(
    ("tape", "garde"),
    [
        ("  Albert   Pierre ", "Albert Pierre"),
        ("Albert\tPierre\nDurand", "Albert Pierre Durand"),
        ('O\'Brien "dit" Léo', 'O\'Brien "dit" Léo'),
        ("e\u0301le\u0300ve", "élève"),
        ("Ali\u202egnp.exe", "Alignp.exe"),
        ("nul\x00 et\x07 cloche", "nul et cloche"),
        ("moitié \ud83d d'emoji", "moitié d'emoji"),
        ("Zoé 🎉", "Zoé 🎉"),
        ("محمد", "محمد"),
        ("\u00a0Durand\u202f", "Durand"),
        ("", ""),
    ],
)
def test_un_nom_se_garde_propre_et_sur_une_ligne(tape: str, garde: str) -> None:
    assert nettoyer(tape, longueur=40, champ="nom") == garde


def test_un_nom_trop_long_est_refuse_jamais_coupe() -> None:
    assert nettoyer("x" * 40, longueur=40, champ="nom") == "x" * 40
    with pytest.raises(ErreurMetier) as refus:
        nettoyer("x" * 10_000, longueur=40, champ="nom")
    assert refus.value.code == "texte_trop_long"
    assert refus.value.details == {"champ": "nom", "longueur": 10_000, "maximum": 40}


def test_un_commentaire_garde_ses_lignes() -> None:
    assert nettoyer_lignes(" a  b \r\n\r\nc\rd ", longueur=40, champ="commentaire") == "a b\n\nc\nd"
    with pytest.raises(ErreurMetier, match="texte_trop_long"):
        nettoyer_lignes("x\n" * 40, longueur=40, champ="commentaire")


@pytest.mark.parametrize(
    ("textes", "cle"),
    [
        (("Éléonore", "d'Œuvre"), "ELEONORE D OEUVRE"),
        (("Straße",), "STRASSE"),
        (("Łódź",), "LODZ"),
        (("Saint-Étienne",), "SAINT ETIENNE"),
        (("  A.B.  ", "", "C"), "A B C"),
        (("ﬁn n°2",), "FIN N 2"),
        (("Ünal", "ŞAHİN"), "UNAL SAHIN"),
        (("日本",), "日本"),
        (("'-.",), ""),
    ],
)
def test_la_cle_de_recherche_oublie_accents_casse_et_ponctuation(textes: tuple[str, ...], cle: str) -> None:
    assert cle_recherche(*textes) == cle
