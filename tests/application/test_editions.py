"""Papers of the editions from a real base: in bulk, stopped, for merged clients; each file whole or not at all."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest

from caisse_clients.application import editions, lectures_editions
from caisse_clients.application.commandes.clients import CreerClient, FusionnerClients
from caisse_clients.application.commandes.comptes import CreerCompte
from caisse_clients.application.commandes.echeances import Relancer
from caisse_clients.application.commandes.parametrage import ModifierParametre, ModifierStation
from caisse_clients.application.commandes.pieces import CreerFacture, ValiderFacture
from caisse_clients.application.commandes.reglages_ventes import CreerBanque
from caisse_clients.application.editions import CritereReleves
from caisse_clients.domain.comptes import TypeCompte
from caisse_clients.domain.echeancier import CritereEcheancier, StatutVerse
from caisse_clients.domain.releves import SorteReleve
from caisse_clients.kernel.argent import Centimes
from caisse_clients.kernel.erreurs import ErreurMetier
from caisse_clients.kernel.suivi import Annulee, Suivi
from tests.application.ventes_imprimees import CANAPE, creer_client, texte_de, verser
from tests.atelier import Atelier
from tests.documents.lecture_pdf import pages_du_pdf

JOUR = dt.date(2014, 7, 15)


def _facture(atelier: Atelier, client: int) -> str:
    brouillon = atelier.faire(CreerFacture(client, (CANAPE,))).valeurs["piece"]
    numero: str = atelier.faire(ValiderFacture(brouillon)).valeurs["piece"]
    return numero


def _boutique(atelier: Atelier) -> int:
    """ALBERT owes 840; BERNARD has 80; CLAUDE owes nothing."""
    client = creer_client(atelier, professionnel=True)
    verser(atelier, client, _facture(atelier, client))
    atelier.faire(CreerClient("BERNARD", 20))
    atelier.faire(CreerCompte(20, TypeCompte.ACOMPTE, Centimes(80_00)))
    atelier.faire(CreerClient("CLAUDE", 30))
    return client


def test_les_releves_en_nombre_vont_par_nom_et_seulement_ceux_qui_ont_un_solde(atelier: Atelier) -> None:
    _boutique(atelier)
    vus: list[tuple[int, int]] = []
    suivi = Suivi(lambda fait, total, _etape: vus.append((fait, total)))
    pages = pages_du_pdf(editions.editer_releves(atelier.services, CritereReleves(JOUR), suivi))
    assert ["Pierre ALBERT" in pages[0], "BERNARD" in pages[1], len(pages)] == [True, True, 2]
    assert vus == [(0, 2), (1, 2), (2, 2)]
    un = CritereReleves(JOUR, clients=(30,))
    assert "Compte soldé" in texte_de(editions.editer_releves(atelier.services, un, Suivi()))
    with pytest.raises(ErreurMetier, match="aucun_releve"):
        editions.editer_releves(atelier.services, CritereReleves(dt.date(2014, 1, 1)), Suivi())
    with pytest.raises(ErreurMetier, match="client_inconnu"):
        editions.editer_releves(atelier.services, CritereReleves(JOUR, clients=(99,)), Suivi())


def test_un_client_absorbe_n_a_pas_de_releve_a_lui(atelier: Atelier) -> None:
    client = _boutique(atelier)
    atelier.faire(FusionnerClients(client, 20))
    (page,) = pages_du_pdf(editions.editer_releves(atelier.services, CritereReleves(JOUR), Suivi()))
    assert "760,00 € dû par le client" in page.replace("\u202f", " ").replace("\u00a0", " ")
    les_deux = CritereReleves(JOUR, clients=(20, client))
    (page,) = pages_du_pdf(editions.editer_releves(atelier.services, les_deux, Suivi()))
    assert "Pierre ALBERT" in page


def test_un_releve_par_client_chacun_entier(atelier_sqlite: Atelier, tmp_path: Path) -> None:
    client = _boutique(atelier_sqlite)
    dossier = tmp_path / "releves"
    dossier.mkdir()
    suivi = Suivi(lambda *_ou_l_on_en_est: suivi.annuler())
    criteres = CritereReleves(JOUR, sorte=SorteReleve.RESTANT_DU)
    with pytest.raises(Annulee):
        editions.editer_releves_separes(atelier_sqlite.services, criteres, dossier, suivi)
    assert [f.name for f in dossier.iterdir()] == [f"releve-{client}.pdf"]
    assert editions.editer_releves_separes(atelier_sqlite.services, criteres, dossier, Suivi()) == 2
    assert {f.name for f in dossier.iterdir()} == {f"releve-{client}.pdf", "releve-20.pdf"}
    for fichier in dossier.iterdir():
        assert "Page 1/1" in pages_du_pdf(fichier.read_bytes())[0]


def test_le_releve_dit_la_station_le_ht_et_la_loi(atelier_sqlite: Atelier) -> None:
    atelier_sqlite.faire(ModifierStation("S1", raison_sociale="AU BON ACHAT", siret="73282932000074"))
    client = _boutique(atelier_sqlite)
    with atelier_sqlite.services.lire() as lecteur:
        edition = editions.edition_de(atelier_sqlite.services, lecteur)
        releve = lectures_editions.releve(lecteur, client, du=JOUR, au=JOUR, station="S1")
        texte = texte_de(editions.editer_releve(lecteur, releve, edition, ht=True))
    for attendu in (
        "AU BON ACHAT", "Station Station principale", "Compte 411001011", "1 000,00 1 200,00 1 200,00",
        "840,00 € dû par le client", "indemnité forfaitaire", "TVA FR44732829320",
        "Édité le 15/07/2014 à 10:30 par Administrateur", "BASE ÉCOLE — SANS VALEUR",
    ):  # fmt: skip
        assert attendu in texte, (attendu, texte)


def test_l_echeancier_imprime_dit_son_filtre_et_garde_son_ordre(atelier: Atelier) -> None:
    client = _boutique(atelier)
    _facture(atelier, client)
    with atelier.services.lire() as lecteur:
        edition = editions.edition_de(atelier.services, lecteur)

        def texte(criteres: CritereEcheancier) -> str:
            return texte_de(editions.editer_echeancier(lecteur, criteres, JOUR, edition))

        tout = texte(CritereEcheancier(decroissant=True))
        assert tout.index("FA-S1-2014-00002/1") < tout.index("FA-S1-2014-00001/1")
        assert "Toutes les échéances — situation au 15/07/2014" in tout
        assert "Totaux 2 400,00 360,00 2 040,00" in tout
        filtre = CritereEcheancier(
            au=JOUR, client=client, statuts=(StatutVerse.PARTIEL,), titre="00001", mode="", en_retard=False
        )
        dit = "Échéances jusqu'au 15/07/2014, client ALBERT Pierre, versé : partiel, titre : 00001"
        assert dit in texte(filtre)
        assert "Totaux 1 200,00 360,00 840,00" in texte(filtre)
        assert "en retard seulement" in texte(CritereEcheancier(du=JOUR, en_retard=True))


def test_la_lettre_dit_le_texte_du_niveau_et_ce_qui_s_ajoute(atelier: Atelier) -> None:
    client = _boutique(atelier)
    atelier.faire(CreerBanque("BNP", "BNP", iban="FR7630006000011234567890189", bic="AGRIFRPP"))
    atelier.faire(ModifierParametre("relance.1.texte", "Merci de payer."))
    atelier.faire(ModifierParametre("relance.1.frais", "5"))
    atelier.horloge.avancer(dt.timedelta(days=73))
    (relance,) = (r["relance"] for r in atelier.faire(Relancer(1)).valeurs["relances"])
    texte = texte_de(editions.editer_relances(atelier.services, [relance], Suivi()))
    for attendu in (
        "1re relance", "Merci de payer.", "FA-S1-2014-00001 15/07/2014 15/07/2014 73 840,00", "Frais de relance 5,00",
        "Indemnité forfaitaire de recouvrement 40,00", "Pénalités de retard 16,80", "Total à payer 901,80 €",
        "IBAN FR76 3000 6000 0112 3456 7890 189, BIC AGRIFRPP",
    ):  # fmt: skip
        assert attendu in texte, (attendu, texte)
    atelier.faire(CreerClient("GARDE", 40))
    atelier.faire(FusionnerClients(40, client))
    with atelier.services.lire() as lecteur:
        edition = editions.edition_de(atelier.services, lecteur)
        assert "GARDE" in texte_de(editions.editer_relance(lecteur, relance, edition))
        with pytest.raises(ErreurMetier, match="relance_inconnue"):
            editions.editer_relance(lecteur, 99, edition)
    with pytest.raises(ErreurMetier, match="aucune_relance"):
        editions.editer_relances(atelier.services, [], Suivi())


def test_la_balance_agee_imprime_ce_qu_on_lui_montre(atelier_sqlite: Atelier) -> None:
    _boutique(atelier_sqlite)
    with atelier_sqlite.services.lire() as lecteur:
        edition = editions.edition_de(atelier_sqlite.services, lecteur)
        toutes = lectures_editions.balance_agee(lecteur, JOUR)
        texte = texte_de(editions.editer_balance_agee(lecteur, JOUR, edition))
        assert "Au 15/07/2014 — 2 clients" in texte
        texte = texte_de(editions.editer_balance_agee(lecteur, JOUR, edition, lignes=toutes[:1]))
        assert "1 011 ALBERT Pierre 840,00 840,00 dû" in texte
        assert "BERNARD" not in texte
