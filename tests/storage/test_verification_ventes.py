"""What ``base verifier`` finds in the sales: kept figures, numbers, letters or écritures that are not the facts'."""

from __future__ import annotations

import pytest

from tests.atelier import Atelier
from tests.storage.brut import falsifier
from tests.storage.ventes_garnies import garnir_les_ventes

FACTURE = "(SELECT id FROM piece WHERE numero = 'FA-S1-2014-00001')"
COMMANDE = "(SELECT id FROM piece WHERE numero = 'CO-S1-2014-00001')"
REGLEMENT = "(SELECT id FROM reglement WHERE numero = 'RC-S1-2014-00002')"
AVOIR = "(SELECT id FROM piece WHERE numero = 'AV-S1-2014-00001')"


@pytest.fixture
def garnie(atelier: Atelier) -> Atelier:
    """The sales of ``garnir_les_ventes``."""
    garnir_les_ventes(atelier)
    return atelier


def codes(atelier: Atelier) -> set[str]:
    return {a.code for a in atelier.verifier(complet=False).anomalies}


RELEVE = (
    "UPDATE reste_echeance SET impute = impute - 1, reste = reste + 1, impute_devise = impute_devise - 1, "
    f"reste_devise = reste_devise + 1 WHERE piece = {FACTURE}"
)
DERIVES = {
    "reste relevé": (
        RELEVE,
        "reste_faux",
    ),
    "montant attendu gonflé": (
        f"UPDATE reste_echeance SET montant = montant + 1, reste = reste + 1 WHERE piece = {COMMANDE}",
        "reste_faux",
    ),
    "reste en devise": ("UPDATE reste_echeance SET impute_devise = 0, reste_devise = montant_devise", "reste_faux"),
    "reste d'une autre pièce": (f"UPDATE reste_echeance SET piece = {COMMANDE}", "reste_faux"),
    "reste perdu": (f"DELETE FROM reste_echeance WHERE piece = {FACTURE}", "reste_faux"),
    "reste sans échéance": ("INSERT INTO reste_echeance VALUES (900, 900, 1, 0, 1, 1, 0, 1)", "reste_faux"),
    "suivi faussé": (
        f"UPDATE suivi_piece SET impute = impute - 1, reste = reste + 1 WHERE piece = {FACTURE}",
        "suivi_faux",
    ),
    "suivi d'un autre client": ("UPDATE suivi_piece SET client = client + 1", "suivi_faux"),
    "suivi perdu": (f"DELETE FROM suivi_piece WHERE piece = {AVOIR}", "suivi_faux"),
    "suivi sans pièce": ("INSERT INTO suivi_piece VALUES (900, 1, 0, 0, 0)", "suivi_faux"),
    "disponible rendu": (
        f"UPDATE disponible SET utilise = 0, reste = montant WHERE sorte = 'reglement' AND reference = {REGLEMENT}",
        "disponible_faux",
    ),
    "avoir gonflé": (
        f"UPDATE disponible SET montant = montant + 1, reste = reste + 1 WHERE sorte = 'avoir' AND reference = {AVOIR}",
        "disponible_faux",
    ),
    "disponible d'un autre client": ("UPDATE disponible SET client = client + 1", "disponible_faux"),
    "disponible perdu": ("DELETE FROM disponible WHERE sorte = 'avoir'", "disponible_faux"),
    "disponible sans source": (
        "INSERT INTO disponible VALUES ('reglement', 900, 1, 1, 0, 1, 1, 0, 1)",
        "disponible_faux",
    ),
    "compteur en arrière": ("UPDATE compteur SET prochain = 1 WHERE nom = 'FA|S1|2014'", "compteur_faux"),
    "compteur des règlements": ("UPDATE compteur SET prochain = 2 WHERE nom = 'RC|S1|2014'", "compteur_faux"),
    "compteur perdu": ("DELETE FROM compteur WHERE nom = 'CO|S1|2014'", "compteur_faux"),
}
"""Kept figures put right among themselves: only the facts tell."""


@pytest.mark.parametrize("quoi", DERIVES)
def test_un_chiffre_garde_qui_ne_suit_plus_les_faits_se_voit(garnie: Atelier, quoi: str) -> None:
    ordre, code = DERIVES[quoi]
    with falsifier(garnie) as brut:
        brut.executer(ordre)
    trouves = codes(garnie)
    assert code in trouves
    assert trouves <= {code, "lien_rompu"}, "nothing else is to be said: every fact is as it was sealed"


EN_VIGUEUR = "annule IS NULL AND NOT EXISTS (SELECT 1 FROM lettrage c WHERE c.annule = l.id)"
DEUX_LETTRES = (
    f"INSERT INTO lettrage_ligne SELECT 900, ecriture, rang, x.operation_id FROM lettrage_ligne x "
    f"WHERE lettrage = (SELECT max(id) FROM lettrage l WHERE {EN_VIGUEUR}); "
    f"INSERT INTO lettrage SELECT 900, tiers, 'ZZ', date, NULL, operation_id FROM lettrage l "
    f"WHERE id = (SELECT max(id) FROM lettrage l WHERE {EN_VIGUEUR})"
)
DESEQUILIBREE = (
    f"DELETE FROM lettrage_ligne WHERE lettrage = (SELECT max(id) FROM lettrage l WHERE {EN_VIGUEUR}) "
    "AND rang = (SELECT max(rang) FROM lettrage_ligne)"
)
FAITS = {
    "imputée au-delà": (
        "UPDATE imputation SET montant = montant + 10000000, montant_source = montant_source + 10000000 WHERE id = 5",
        {"imputation_de_trop", "reste_faux", "disponible_faux", "suivi_faux"},
    ),
    "numéro ôté": ("DELETE FROM numero_piece WHERE numero = 'FA-S1-2014-00001'", {"numero_manquant", "numero_faux"}),
    "règlement ôté": (
        "DELETE FROM reglement_version WHERE numero = 'RC-S1-2014-00002'",
        {"numero_manquant", "version_fausse", "disponible_faux"},
    ),
    "numéro déformé": (
        "UPDATE reglement_version SET numero = 'RC2' WHERE numero = 'RC-S1-2014-00002'",
        {"numero_faux"},
    ),
    "lettre déséquilibrée": (
        DESEQUILIBREE,
        {"lettrage_faux"},
    ),
    "lettre d'un autre tiers": ("UPDATE lettrage SET tiers = tiers + 1 WHERE annule IS NULL", {"lettrage_faux"}),
    "deux lettres": (
        DEUX_LETTRES,
        {"lettrage_faux"},
    ),
    "facture sans son écriture": (
        f"UPDATE piece_version SET ecriture = NULL WHERE id = {FACTURE}",
        {"ecriture_de_piece_fausse"},
    ),
    "avoir d'un autre montant": (
        f"UPDATE piece_version SET total_ttc = total_ttc + 1 WHERE id = {AVOIR}",
        {"ecriture_de_piece_fausse", "disponible_faux"},
    ),
    "règlement d'une autre écriture": (
        f"UPDATE reglement_version SET ecriture = 1 WHERE id = {REGLEMENT}",
        {"ecriture_de_reglement_fausse"},
    ),
    "fichier changé": ("UPDATE fichier SET contenu = 'x'", {"fichier_altere"}),
}
"""Facts changed: the seal is broken, and what it means for the sales is named too."""


@pytest.mark.parametrize("quoi", FAITS)
def test_un_fait_change_dit_ce_qu_il_fausse(garnie: Atelier, quoi: str) -> None:
    ordres, attendus = FAITS[quoi]
    with falsifier(garnie) as brut:
        for ordre in ordres.split(";"):
            brut.executer(ordre)
    assert attendus <= codes(garnie)


def test_une_ecriture_de_facture_contrepassee_se_voit(garnie: Atelier) -> None:
    with falsifier(garnie) as brut:
        brut.executer(
            "UPDATE ecriture SET extourne_de = (SELECT ecriture FROM piece WHERE numero = 'FA-S1-2014-00001') "
            "WHERE id = (SELECT max(id) FROM ecriture)"
        )
    assert "ecriture_de_piece_fausse" in codes(garnie)
