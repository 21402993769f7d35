"""``editer``: a paper by its number, counted; what does not exist is refused and nothing is written."""

from __future__ import annotations

from dataclasses import dataclass

import pytest

from tests.cli.terminal import Reponse, Terminal
from tests.documents.lecture_pdf import pages_du_pdf

LIGNES = [{"libelle": "Canapé", "quantite": "1", "prix_ttc": "1200.00", "taux_tva": "20"}]


@dataclass(frozen=True)
class Ventes:
    """A shop with a facture, a cheque on it, and an avoir; their numbers."""

    terminal: Terminal
    facture: str
    recu: str
    avoir: str

    def editer(self, quoi: str, *arguments: str, sortie: str = "papier.pdf") -> tuple[Reponse, str]:
        """Make a paper; return the answer and the text of the file, "" when there is none."""
        fichier = self.terminal.dossier / sortie
        reponse = self.terminal.taper("editer", quoi, *arguments, "-o", str(fichier))
        texte = " ".join(pages_du_pdf(fichier.read_bytes())) if fichier.exists() else ""
        fichier.unlink(missing_ok=True)
        return reponse, texte.replace("\u202f", " ").replace("\u00a0", " ")


@pytest.fixture
def ventes(boutique: Terminal) -> Ventes:
    """The shop; its acts are dated today."""
    reponse = boutique.executer(
        {"commande": "creer_facture", "client": 1011, "lignes": LIGNES, "alias": "f"},
        {"commande": "valider_facture", "piece": "@f", "alias": "v"},
        {
            "commande": "enregistrer_reglement", "client": 1011, "mode": "cheque", "montant": "200.00",
            "imputations": [{"piece": "@v"}], "alias": "r",
        },
        {"commande": "emettre_avoir", "piece": "@v", "montant": "100.00", "raison": "Rayure", "alias": "a"},
    )  # fmt: skip
    assert reponse.statut == 0, reponse.sortie
    resultats = [ligne["resultat"] for ligne in reponse.lignes_json]
    return Ventes(boutique, resultats[1]["piece"], resultats[2]["reglement"], resultats[3]["piece"])


def test_une_piece_se_tire_puis_sort_en_duplicata(ventes: Ventes) -> None:
    reponse, texte = ventes.editer("piece", ventes.facture)
    assert (reponse.statut, reponse.erreur) == (0, "")
    assert ventes.facture in reponse.sortie
    assert "papier.pdf" in reponse.sortie
    assert f"n° {ventes.facture}" in texte
    assert "DUPLICATA" not in texte
    assert "DUPLICATA n° 1" in ventes.editer("piece", ventes.facture.lower())[1]
    assert "TOTAL TTC 1 200,00 €" in ventes.editer("piece", ventes.facture, "--papier", "ticket")[1]


def test_le_recu_d_un_reglement_et_celui_d_une_ecriture_se_tirent_par_leur_numero(ventes: Ventes) -> None:
    texte = ventes.editer("recu", ventes.recu)[1]
    assert f"n° {ventes.recu}" in texte
    assert "Par chèque" in texte
    assert f"Facture {ventes.facture}" in texte
    assert "Exemplaire du magasin" in ventes.editer("recu", ventes.recu, "--papier", "a4")[1]
    assert "Compte acompte n° 1" in ventes.editer("recu", "1")[1]
    assert "DUPLICATA n° 1" in ventes.editer("recu", "--ecriture", "1")[1]


def test_un_avoir_se_tire_et_une_facture_n_en_est_pas_un(ventes: Ventes) -> None:
    texte = ventes.editer("avoir", ventes.avoir)[1]
    assert "Total TTC 100,00" in texte
    assert "Reste à employer 0,00 €" in texte
    assert "Motif Rayure" in texte
    reponse, texte = ventes.editer("avoir", ventes.facture)
    assert (reponse.statut, texte) == (1, "")
    assert "n'est pas un avoir" in reponse.erreur
    assert "DUPLICATA" not in ventes.editer("piece", ventes.facture)[1]


@pytest.mark.parametrize(("quoi", "numero"), [("piece", "FA-9"), ("avoir", "AV-9"), ("recu", "RC-9"), ("recu", "999")])
def test_un_numero_inconnu_se_dit_et_n_ecrit_rien(ventes: Ventes, quoi: str, numero: str) -> None:
    reponse, texte = ventes.editer(quoi, numero)
    assert (reponse.statut, texte) == (1, "")
    assert numero in reponse.erreur
    assert len(reponse.erreur.splitlines()) == 1


def test_un_dossier_impossible_ne_compte_aucun_tirage(ventes: Ventes) -> None:
    reponse, _ = ventes.editer("piece", ventes.facture, sortie="nulle/part.pdf")
    assert reponse.statut == 3
    assert "DUPLICATA" not in ventes.editer("piece", ventes.facture)[1]
