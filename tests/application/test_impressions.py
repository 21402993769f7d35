"""Papers of pièces from a real base: what they say, and each printing counted."""

from __future__ import annotations

import datetime as dt

from caisse_clients.application import lectures
from caisse_clients.application.commandes.avoirs import EmettreAvoir
from caisse_clients.application.commandes.comptoir import EnregistrerVenteComptoir
from caisse_clients.application.commandes.parametrage import ModifierStation
from caisse_clients.application.commandes.pieces import CreerCommande, CreerFacture, ModifierCommande, ValiderFacture
from caisse_clients.application.commandes.reglements import (
    AnnulerAcompte,
    Rembourser,
)
from caisse_clients.application.commandes.saisies import Paiement, QuantiteDeLigne
from caisse_clients.application.commandes.transformations import FacturerCommande, LivrerCommande
from caisse_clients.application.impressions import (
    apercu_piece,
    tirer_piece,
)
from caisse_clients.application.impressions_pieces import numero_tva
from caisse_clients.documents.donnees_piece import FormatPiece
from caisse_clients.domain.echeances import EcheanceSaisie
from caisse_clients.domain.pieces import LigneSaisie
from caisse_clients.kernel.argent import Centimes, Cours, Pourcent
from caisse_clients.kernel.identifiants import nouvel_id
from tests.application.ventes_imprimees import CANAPE, creer_client, creer_commande, texte_de, verser
from tests.atelier import Atelier


def test_la_commande_dit_son_acompte_et_ce_qu_il_engage(atelier_sqlite: Atelier) -> None:
    client = creer_client(atelier_sqlite)
    commande = creer_commande(atelier_sqlite, client)
    recu = verser(atelier_sqlite, client, commande)
    texte = texte_de(tirer_piece(atelier_sqlite.services, commande))
    for attendu in (
        "COMMANDE", f"n° {commande}", "Pierre ALBERT", "10 place Victor", "64200 BIARRITZ", "Votre référence Bon 118",
        "Canapé trois places 1 1 200,00 20 % 1 200,00", "Acompte versé -360,00", "Reste à payer 840,00 €",
        f"{recu} 15/07/2014 Chèque 360,00", "360,00 € versés à titre d'acompte", "Bon pour accord", "par ADMIN",
        "BASE ÉCOLE — SANS VALEUR",
    ):  # fmt: skip
        assert attendu in texte, attendu


def test_la_facture_deduit_l_acompte_qui_a_glisse(atelier: Atelier) -> None:
    client = creer_client(atelier, professionnel=True)
    commande = creer_commande(atelier, client)
    verser(atelier, client, commande)
    facture = atelier.faire(FacturerCommande(commande, valider=True)).valeurs["piece"]
    texte = texte_de(tirer_piece(atelier.services, facture))
    for attendu in (
        "FACTURE", f"n° {facture}", f"Commande {commande} du 15/07/2014", "Votre SIREN 732 829 320",
        "Acompte déduit -360,00",
        "AC-S1-2014-00001 15/07/2014 20 % 300,00 60,00 360,00", "Solde de cette facture 20 % 700,00 140,00 840,00",
        "Net à payer 840,00 €", "indemnité forfaitaire pour frais de recouvrement de 40 €", "Pas d'escompte",
        "Nature des opérations : livraison de biens.", "Prix unit. HT Prix unit. TTC",
    ):  # fmt: skip
        assert attendu in texte, attendu
    acompte = texte_de(tirer_piece(atelier.services, "AC-S1-2014-00001"))
    for attendu in ("FACTURE D'ACOMPTE", f"Commande {commande}", "Acompte TTC 360,00 €", "20 % 300,00 60,00 360,00"):
        assert attendu in acompte, attendu


def test_un_acompte_de_particulier_sans_facture_d_acompte_est_aussi_deduit_avec_sa_tva(atelier_sqlite: Atelier) -> None:
    client = creer_client(atelier_sqlite)
    commande = creer_commande(atelier_sqlite, client)
    recu = verser(atelier_sqlite, client, commande)
    facture = atelier_sqlite.faire(FacturerCommande(commande, valider=True)).valeurs["piece"]
    texte = texte_de(apercu_piece(atelier_sqlite.services, facture))
    assert f"{recu} 15/07/2014 20 % 300,00 60,00 360,00" in texte
    assert "Net à payer 840,00 €" in texte
    for absent in ("40 €", "escompte"):
        assert absent not in texte


def test_un_acompte_verse_sur_un_brouillon_est_deduit_de_la_facture(atelier_sqlite: Atelier) -> None:
    client = creer_client(atelier_sqlite)
    brouillon = atelier_sqlite.faire(CreerFacture(client, (CANAPE,))).valeurs["piece"]
    recu = verser(atelier_sqlite, client, brouillon)
    assert "Acompte déduit -360,00" in texte_de(apercu_piece(atelier_sqlite.services, brouillon))
    facture = atelier_sqlite.faire(ValiderFacture(brouillon)).valeurs["piece"]
    verser(atelier_sqlite, client, facture, 40_00)
    texte = texte_de(apercu_piece(atelier_sqlite.services, facture))
    assert f"{recu} 15/07/2014 20 % 300,00 60,00 360,00" in texte
    assert "Déjà réglé -40,00" in texte
    assert "Net à payer 800,00 €" in texte


def test_un_reglement_apres_la_facture_se_lit_comme_deja_regle(atelier_sqlite: Atelier) -> None:
    client = creer_client(atelier_sqlite)
    brouillon = atelier_sqlite.faire(CreerFacture(client, (CANAPE,))).valeurs["piece"]
    facture = atelier_sqlite.faire(ValiderFacture(brouillon)).valeurs["piece"]
    recu = verser(atelier_sqlite, client, facture, 200_00, "virement")
    texte = texte_de(apercu_piece(atelier_sqlite.services, facture))
    assert "Déjà réglé -200,00" in texte
    assert f"{recu} 15/07/2014 Virement 200,00" in texte
    assert "Net à payer 1 000,00 €" in texte
    assert "ACOMPTES DÉDUITS" not in texte


def test_la_station_l_exoneration_et_les_echeances_se_lisent(atelier_sqlite: Atelier) -> None:
    atelier_sqlite.faire(
        ModifierStation(
            "S1", adresse="12 avenue Foch\n47200 MARMANDE", raison_sociale="AU BON ACHAT", siret="73282932000074",
            mentions="SARL au capital de 8 000 €\nRCS Agen",
        )
    )  # fmt: skip
    client = creer_client(atelier_sqlite)
    export = LigneSaisie("Export", prix_ht=Centimes(100_00), taux_tva=Pourcent(0))
    creer = CreerFacture(
        client,
        (CANAPE, export),
        echeances=(
            EcheanceSaisie(dt.date(2014, 8, 15), Centimes(700_00)),
            EcheanceSaisie(dt.date(2014, 9, 15), Centimes(600_00)),
        ),
    )
    facture = atelier_sqlite.faire(ValiderFacture(atelier_sqlite.faire(creer).valeurs["piece"])).valeurs["piece"]
    recu = verser(atelier_sqlite, client, facture, 900_00)
    texte = texte_de(apercu_piece(atelier_sqlite.services, facture))
    for attendu in (
        "AU BON ACHAT Station principale 12 avenue Foch 47200 MARMANDE SIRET 732 829 320 00074",
        "SARL au capital de 8 000 € · RCS Agen · TVA FR44732829320", "TVA 0 % : Exonéré ou hors champ.",
        "15/08/2014 700,00 0,00 15/09/2014 600,00 400,00", f"{recu} 15/07/2014 Chèque 900,00", "Net à payer 400,00 €",
    ):  # fmt: skip
        assert attendu in texte, attendu


def test_un_brouillon_n_a_pas_de_numero_et_ses_tirages_comptent_a_part(atelier_sqlite: Atelier) -> None:
    client = creer_client(atelier_sqlite)
    brouillon = atelier_sqlite.faire(CreerFacture(client, (CANAPE,))).valeurs["piece"]
    for _ in range(2):
        texte = texte_de(tirer_piece(atelier_sqlite.services, brouillon))
        assert "BROUILLON" in texte
        assert brouillon not in texte
    facture = atelier_sqlite.faire(ValiderFacture(brouillon)).valeurs["piece"]
    assert "DUPLICATA" not in texte_de(tirer_piece(atelier_sqlite.services, facture))
    assert "DUPLICATA n° 1" in texte_de(
        tirer_piece(atelier_sqlite.services, brouillon)
    )  # its old number still finds it


def test_un_apercu_ne_compte_pas_et_le_meme_tirage_redemande_non_plus(atelier_sqlite: Atelier) -> None:
    client = creer_client(atelier_sqlite)
    brouillon = atelier_sqlite.faire(CreerFacture(client, (CANAPE,))).valeurs["piece"]
    facture = atelier_sqlite.faire(ValiderFacture(brouillon)).valeurs["piece"]
    services, identifiant = atelier_sqlite.services, nouvel_id()
    apercu_piece(services, facture)
    premier = tirer_piece(services, facture, id_commande=identifiant)
    assert premier == tirer_piece(services, facture, id_commande=identifiant)
    assert "DUPLICATA n° 1" in texte_de(tirer_piece(services, facture))
    with services.lire() as lecteur:
        assert [o.commande for o in lectures.operations(lecteur)].count("tirer_piece") == 2


def test_une_commande_modifiee_dit_sa_version_et_n_est_jamais_un_duplicata(atelier_sqlite: Atelier) -> None:
    client = creer_client(atelier_sqlite)
    commande = creer_commande(atelier_sqlite, client)
    tirer_piece(atelier_sqlite.services, commande)
    atelier_sqlite.faire(ModifierCommande(commande, reference="Bon 119"))
    texte = texte_de(tirer_piece(atelier_sqlite.services, commande))
    assert "Version 2, remplace les précédentes" in texte
    assert "DUPLICATA" not in texte


def test_une_commande_facturee_en_partie_dit_ce_qui_reste(atelier_sqlite: Atelier) -> None:
    client = creer_client(atelier_sqlite)
    creer = CreerCommande(client, (CANAPE, LigneSaisie("Tapis", prix_ttc=Centimes(300_00), taux_tva=Pourcent(20_00))))
    commande = atelier_sqlite.faire(creer).valeurs["piece"]
    atelier_sqlite.faire(FacturerCommande(commande, lignes=(QuantiteDeLigne(1),), valider=True))
    texte = texte_de(apercu_piece(atelier_sqlite.services, commande))
    assert "Déjà facturé -1 200,00" in texte
    assert "Reste à payer 300,00 €" in texte


def test_un_avoir_rendu_ou_garde_dit_ce_qu_il_en_est(atelier_sqlite: Atelier) -> None:
    client = creer_client(atelier_sqlite)
    avoir = atelier_sqlite.faire(EmettreAvoir("Geste", client=client, montant=Centimes(100_00))).valeurs["piece"]
    texte = texte_de(tirer_piece(atelier_sqlite.services, avoir))
    assert "Net en votre faveur 100,00 €" in texte
    assert "Facture d'origine" not in texte
    rendu = atelier_sqlite.faire(Rembourser(avoir, "especes", "Demande", Centimes(60_00))).valeurs["reglement"]
    texte = texte_de(tirer_piece(atelier_sqlite.services, avoir))
    assert f"Remboursement {rendu} 15/07/2014 60,00" in texte
    assert "Reste en votre faveur 40,00 €" in texte


def test_le_bon_de_livraison_dit_la_commande_et_aucun_prix(atelier_sqlite: Atelier) -> None:
    commande = creer_commande(atelier_sqlite, creer_client(atelier_sqlite))
    bon = atelier_sqlite.faire(LivrerCommande(commande)).valeurs["piece"]
    texte = texte_de(tirer_piece(atelier_sqlite.services, bon))
    assert "BON DE LIVRAISON" in texte
    assert f"Commande {commande} du 15/07/2014" in texte
    assert "1 200,00" not in texte
    facture = atelier_sqlite.faire(FacturerCommande(bon, valider=True)).valeurs["piece"]
    texte = texte_de(apercu_piece(atelier_sqlite.services, facture))
    assert f"Bon de livraison {bon} du 15/07/2014" in texte


def test_un_avoir_dit_la_facture_d_origine_et_sa_raison(atelier_sqlite: Atelier) -> None:
    client = creer_client(atelier_sqlite)
    brouillon = atelier_sqlite.faire(CreerFacture(client, (CANAPE,))).valeurs["piece"]
    facture = atelier_sqlite.faire(ValiderFacture(brouillon)).valeurs["piece"]
    avoir = atelier_sqlite.faire(EmettreAvoir("Retour du canapé", piece=facture)).valeurs["piece"]
    texte = texte_de(tirer_piece(atelier_sqlite.services, avoir))
    for attendu in (
        "AVOIR", f"Facture d'origine {facture} du 15/07/2014", "Motif Retour du canapé",
        "20 % 1 000,00 200,00 1 200,00",
        f"DÉJÀ EMPLOYÉ Emploi Date Montant {facture} 15/07/2014 1 200,00", "Reste à employer 0,00 €",
    ):  # fmt: skip
        assert attendu in texte, attendu


def test_l_avoir_d_un_acompte_annule_dit_sa_facture_et_pourquoi(atelier_sqlite: Atelier) -> None:
    client = creer_client(atelier_sqlite, professionnel=True)
    commande = creer_commande(atelier_sqlite, client)
    verser(atelier_sqlite, client, commande)
    atelier_sqlite.faire(AnnulerAcompte(commande, "Erreur de commande"))
    texte = texte_de(tirer_piece(atelier_sqlite.services, "AA-S1-2014-00001"))
    for attendu in (
        "AVOIR SUR ACOMPTE", "Facture d'origine AC-S1-2014-00001 du 15/07/2014", "Motif Erreur de commande",
        "20 % 300,00 60,00 360,00", "Acompte annulé 360,00 €",
    ):  # fmt: skip
        assert attendu in texte, attendu


def test_un_ticket_sort_sur_le_rouleau_avec_ses_modes_et_son_heure(atelier_sqlite: Atelier) -> None:
    vente = EnregistrerVenteComptoir(
        (CANAPE,), (Paiement("especes", Centimes(200_00)), Paiement("carte", Centimes(1_000_00)))
    )
    ticket = atelier_sqlite.faire(vente).valeurs["piece"]
    texte = texte_de(tirer_piece(atelier_sqlite.services, ticket))
    assert "CLIENT PASSAGER" not in texte
    for attendu in ("TICKET", "Espèces 200,00", "Carte bancaire 1 000,00", "TOTAL TTC 1 200,00 €", "à 10:30 par ADMIN"):
        assert attendu in texte, attendu
    assert "Désignation" in texte_de(apercu_piece(atelier_sqlite.services, ticket, FormatPiece.A4))


def test_une_facture_en_devise_donne_ses_euros_et_son_cours(atelier_sqlite: Atelier) -> None:
    client = creer_client(atelier_sqlite)
    creer = CreerFacture(client, (CANAPE,), devise="USD", cours=Cours(1_250_000))
    facture = atelier_sqlite.faire(ValiderFacture(atelier_sqlite.faire(creer).valeurs["piece"])).valeurs["piece"]
    texte = texte_de(tirer_piece(atelier_sqlite.services, facture))
    assert "Net à payer 1 200,00 USD" in texte
    assert "1 EUR = 1,25 USD" in texte
    assert "TTC 960,00 €" in texte


def test_le_numero_de_tva_suit_le_siren() -> None:
    assert numero_tva("732 829 320 00074") == "FR44732829320"
    assert numero_tva("404833048") == "FR83404833048"
    assert numero_tva("") == numero_tva("AB") == ""
