"""Settings of the shop: what each accepts, what it keeps, what it refuses in words."""

from __future__ import annotations

import pytest

from caisse_clients.application import lectures
from caisse_clients.application.commandes.parametrage import ModifierParametre
from caisse_clients.application.messages import message_de
from caisse_clients.domain.parametres import PARAMETRES, SERIES
from caisse_clients.kernel.erreurs import ErreurMetier
from tests.atelier import Atelier


def valeur(atelier: Atelier, cle: str) -> str:
    with atelier.services.lire() as lecteur:
        return lectures.valeurs_parametres(lecteur)[cle]


def test_chaque_valeur_d_origine_est_acceptee_telle_quelle() -> None:
    for parametre in PARAMETRES.values():
        assert parametre.normaliser(parametre.defaut) == parametre.defaut
        assert not parametre.choix or parametre.defaut in parametre.choix


def test_les_prefixes_d_origine_sont_tous_differents() -> None:
    prefixes = [PARAMETRES[cle].defaut for cle in SERIES]
    assert len(set(prefixes)) == len(prefixes) == 8


@pytest.mark.parametrize(
    ("cle", "tapee", "gardee"),
    [
        ("serie.facture", " fac1 ", "FAC1"),
        ("exercice.premier_mois", "Septembre", "9"),
        ("exercice.premier_mois", "9", "9"),
        ("facture_acompte", "toujours", "toujours"),
        ("facture_acompte", "Aux professionnels seulement", "professionnels"),
        ("mot_acompte", "ARRHES", "arrhes"),
        ("conditions_par_defaut", "30  Jours fin de mois", "30 jours fin de mois"),
        ("conditions_par_defaut", "", "comptant"),
        ("compte.vente_bien", "7071", "7071"),
        ("journal.ventes", "vte", "VTE"),
    ],
)
def test_un_reglage_des_ventes_se_garde_sous_sa_forme(
    atelier_sqlite: Atelier, cle: str, tapee: str, gardee: str
) -> None:
    atelier_sqlite.faire(ModifierParametre(cle, tapee))
    assert valeur(atelier_sqlite, cle) == gardee


@pytest.mark.parametrize(
    ("cle", "tapee", "code"),
    [
        ("serie.facture", "FACTU", "serie_invalide"),
        ("serie.facture", "F-A", "serie_invalide"),
        ("serie.facture", "", "serie_invalide"),
        ("serie.facture", "br", "serie_invalide"),
        ("serie.facture", "AV", "serie_deja_prise"),
        ("exercice.premier_mois", "0", "choix_invalide"),
        ("exercice.premier_mois", "13", "choix_invalide"),
        ("facture_acompte", "parfois", "choix_invalide"),
        ("mot_acompte", "", "choix_invalide"),
        ("conditions_par_defaut", "quand il pourra", "conditions_invalides"),
        ("compte.vente_bien", "70", "compte_general_invalide"),
        ("journal.ventes", "", "journal_invalide"),
        ("journal.ventes", "VENTES", "journal_invalide"),
    ],
)
def test_un_reglage_des_ventes_refuse_en_clair(atelier_sqlite: Atelier, cle: str, tapee: str, code: str) -> None:
    with pytest.raises(ErreurMetier) as refus:
        atelier_sqlite.faire(ModifierParametre(cle, tapee))
    assert (refus.value.code, refus.value.champ) == (code, "valeur")
    assert "…" not in message_de(refus.value)
    assert valeur(atelier_sqlite, cle) == PARAMETRES[cle].defaut


def test_deux_series_echangent_leurs_lettres_en_passant_par_d_autres(atelier: Atelier) -> None:
    atelier.faire(ModifierParametre("serie.avoir", "XX"))
    atelier.faire(ModifierParametre("serie.facture", "AV"))
    atelier.faire(ModifierParametre("serie.avoir", "FA"))
    atelier.faire(ModifierParametre("serie.avoir", "FA"))
    assert (valeur(atelier, "serie.facture"), valeur(atelier, "serie.avoir")) == ("AV", "FA")
