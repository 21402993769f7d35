"""What a review of the accès found: money given back twice, cash in two halves, credit for what was never received."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from sqlalchemy import text

from caisse_clients.application import lectures_acces, lectures_editions
from caisse_clients.application.commandes.acces import (
    CreerAcces,
    EncaisserCheque,
    ModifierCheque,
    RendreCheque,
    RenouvelerAcces,
)
from caisse_clients.application.commandes.arrets import ArchiverAcces, DesarchiverAcces
from caisse_clients.application.commandes.avoirs import EmettreAvoir
from caisse_clients.application.commandes.clients import AnnulerFusion, CreerClient, FusionnerClients
from caisse_clients.application.commandes.comptes import CreerCompte, SaisirEcriture
from caisse_clients.application.commandes.echeances import DiviserEcheance, ModifierEcheance, PartEcheance
from caisse_clients.application.commandes.imputations import MettreEnCompte, PasserEcart, RetirerImputation
from caisse_clients.application.commandes.parametrage import CreerUtilisateur, ModifierParametre
from caisse_clients.application.commandes.reglements import (
    AnnulerAcompte,
    EnregistrerReglement,
    ModifierReglement,
    Rembourser,
)
from caisse_clients.application.commandes.saisies import Affectee, Remboursement
from caisse_clients.application.commandes.tirages import TirerBon
from caisse_clients.domain.acces import EtatCheque
from caisse_clients.domain.bons import lire_code, nouveau_code
from caisse_clients.domain.comptes import TypeCompte
from caisse_clients.domain.echeancier import CritereEcheancier
from caisse_clients.kernel.argent import Centimes
from caisse_clients.kernel.erreurs import ErreurMetier
from tests.acces_de_test import (
    ARRET,
    DEBUT,
    MARTIN,
    PRIX,
    code_du_refus,
    configurer,
    du,
    manuel,
    plan,
    refus,
    vendre,
    vue,
)
from tests.atelier import Atelier


@pytest.fixture(autouse=True)
def premier_aout(atelier: Atelier) -> None:
    atelier.horloge._instant = dt.datetime(2014, 8, 1, 8, tzinfo=dt.UTC)


def de_suite(atelier: Atelier, prix: int) -> int:
    """Sell an accès of ``prix`` and cash all of it by virement; return its id."""
    fait = atelier.faire(CreerAcces(MARTIN, DEBUT, "Accès", mois=12, prix=Centimes(prix), date=DEBUT)).valeurs
    atelier.faire(
        EnregistrerReglement(MARTIN, "virement", Centimes(prix), imputations=(Affectee(piece=fait["piece"]),))
    )
    return int(str(fait["acces"]))


def test_la_facture_qui_annule_un_avoir_ne_le_rend_jamais(atelier: Atelier) -> None:
    acces = manuel(atelier)
    atelier.faire(ArchiverAcces(acces, ARRET, avoir=True))
    annulante = atelier.faire(DesarchiverAcces(acces, "il revient")).valeurs["piece"]
    assert code_du_refus(atelier, AnnulerAcompte(annulante, "essai", mode="especes")) == "avoir_de_sa_piece"
    assert code_du_refus(atelier, AnnulerAcompte(annulante, "essai")) == "avoir_de_sa_piece"
    with atelier.services.lire() as lecteur:
        (imputation,) = lecteur.execute(
            text("SELECT i.id FROM imputation i JOIN echeance e ON e.id = i.echeance JOIN piece p ON p.id = e.piece "
                 "WHERE p.numero = :n"), {"n": annulante},
        ).scalars()  # fmt: skip
    assert code_du_refus(atelier, RetirerImputation(imputation, "essai")) == "avoir_de_sa_piece"


@pytest.mark.parametrize("par_la_caisse", [False, True])
def test_les_especes_d_un_arret_se_cumulent_avec_celles_de_son_compte_avoir(
    atelier: Atelier, par_la_caisse: bool
) -> None:
    configurer(atelier)
    acces = de_suite(atelier, 2_400_00)
    mille = Remboursement("especes", Centimes(1_000_00))
    fait = atelier.faire(ArchiverAcces(acces, ARRET, avoir=True, remboursement=mille)).valeurs
    assert fait["credit"] == "1800.00"
    if par_la_caisse:
        encore: object = SaisirEcriture(fait["compte"], sortie=Centimes(1_00), motif="especes")
    else:
        encore = Rembourser(fait["compte"], "especes", montant=Centimes(1_00))
    refuse = refus(atelier, encore)
    assert (refuse.code, refuse.champ) == ("especes_interdites", "motif" if par_la_caisse else "mode")
    atelier.faire(Rembourser(fait["compte"], "virement"))


def test_les_sorties_de_caisse_et_les_remboursements_d_un_compte_se_cumulent(atelier: Atelier) -> None:
    configurer(atelier)
    atelier.faire(CreerCompte(MARTIN, TypeCompte.AVOIR, Centimes(1_500_00)))
    atelier.faire(SaisirEcriture(1, sortie=Centimes(900_00), motif="especes"))
    assert code_du_refus(atelier, Rembourser(1, "especes", montant=Centimes(100_01))) == "especes_interdites"
    atelier.faire(Rembourser(1, "especes", montant=Centimes(100_00)))
    assert code_du_refus(atelier, SaisirEcriture(1, sortie=Centimes(1), motif="especes")) == "especes_interdites"


def test_ce_qui_est_en_compte_n_est_pas_encaisse(atelier: Atelier) -> None:
    """Nothing was received: the avoir lowers what the compte crédit owes, and nothing goes out of the till."""
    configurer(atelier)
    acces = vendre(atelier, encaisses=0)
    compte = atelier.faire(MettreEnCompte(vue(atelier, acces).piece)).valeurs["compte"]
    sans_argent = ArchiverAcces(acces, ARRET, avoir=True, remboursement=Remboursement("especes"))
    assert code_du_refus(atelier, sans_argent) == "remboursement_sans_credit"
    fait = atelier.faire(ArchiverAcces(acces, ARRET, avoir=True)).valeurs
    assert (fait["encaisse"], fait["credit"], fait["du"], fait["compte"]) == ("0.00", "0.00", "0.00", None)
    with atelier.services.lire() as lecteur:
        from caisse_clients.application import lectures

        (credit,) = lectures.comptes(lecteur, numero=compte)
    assert credit.solde == 135_00  # what was used
    assert du(atelier) == 135_00
    archivage = vue(atelier, acces).archivage
    assert archivage is not None
    assert (archivage.equation.credit, archivage.equation.reduit) == (0, 405_00)
    atelier.faire(DesarchiverAcces(acces, "il revient"))
    assert du(atelier) == 540_00


def test_ce_qui_est_en_compte_pour_partie_laisse_le_reste_au_client(atelier: Atelier) -> None:
    acces = manuel(atelier)
    atelier.faire(MettreEnCompte(vue(atelier, acces).piece))  # the 135 € that remain
    lu = vue(atelier, acces)
    assert (lu.encaisse, lu.reste, lu.a_reduire) == (405_00, 0, 135_00)
    fait = atelier.faire(ArchiverAcces(acces, ARRET, avoir=True)).valeurs
    assert (fait["encaisse"], fait["credit"]) == ("405.00", "270.00")
    assert du(atelier) == -270_00


def test_un_avoir_sur_facture_reduit_d_abord_ce_qui_est_en_compte(atelier: Atelier) -> None:
    configurer(atelier)
    acces = vendre(atelier, encaisses=0)
    piece = vue(atelier, acces).piece
    atelier.faire(MettreEnCompte(piece))
    for montant, reste in ((300_00, 240_00), (240_00, 0)):
        fait = atelier.faire(EmettreAvoir("geste", piece=piece, montant=Centimes(montant))).valeurs
        assert fait["disponible"] == "0.00"
        assert du(atelier) == reste


def test_un_ecart_passe_en_pertes_ne_fait_pas_de_credit(atelier: Atelier) -> None:
    configurer(atelier)
    acces = vendre(atelier, encaisses=0)
    piece = vue(atelier, acces).piece
    atelier.faire(ModifierParametre("limite_ecart", "1000.00"))
    atelier.faire(PasserEcart(cible=piece))
    atelier.faire(ModifierParametre("limite_ecart", "0.05"))
    assert code_du_refus(atelier, ArchiverAcces(acces, ARRET, avoir=True)) == "ecart_a_retirer"
    assert code_du_refus(atelier, EmettreAvoir("geste", piece=piece)) == "ecart_a_retirer"


def test_un_cheque_se_rend_sans_arret_et_son_echeance_reste_due(atelier: Atelier) -> None:
    acces = manuel(atelier)
    atelier.faire(RendreCheque(acces, 4, "il paiera par carte"))
    lu = vue(atelier, acces)
    assert (lu.cheques[3].etat, lu.reste) == (EtatCheque.RENDU, 135_00)
    assert code_du_refus(atelier, EncaisserCheque(acces, 4)) == "cheque_rendu"
    assert code_du_refus(atelier, RendreCheque(acces, 4, "encore")) == "cheque_rendu"
    assert code_du_refus(atelier, RendreCheque(acces, 1, "encaissé")) == "cheque_deja_encaisse"
    with atelier.services.lire() as lecteur:
        (relance,) = lectures_editions.relances_proposees(lecteur, 1, dt.date(2014, 12, 31))
    assert relance.montant == 135_00
    fait = atelier.faire(ArchiverAcces(acces, ARRET, avoir=True)).valeurs
    assert (fait["a_rendre"], fait["credit"]) == ([], "270.00")


def test_une_fusion_ne_se_defait_pas_sous_un_avoir(atelier: Atelier) -> None:
    configurer(atelier)
    acces = de_suite(atelier, PRIX)
    garde = atelier.faire(CreerClient("AUTRE")).valeurs["client"]
    atelier.faire(FusionnerClients(garde, MARTIN))
    atelier.faire(ArchiverAcces(acces, ARRET, avoir=True))
    assert code_du_refus(atelier, AnnulerFusion(MARTIN, "pas un doublon")) == "fusion_croisee"


def test_une_echeance_suit_son_cheque(atelier: Atelier) -> None:
    acces = manuel(atelier)
    piece = vue(atelier, acces).piece
    parts = (PartEcheance(ARRET, Centimes(35_00)), PartEcheance(ARRET, Centimes(100_00)))
    assert code_du_refus(atelier, DiviserEcheance(f"{piece}/4", parts)) == "echeance_avec_cheque"
    jour = dt.date(2014, 9, 9)
    atelier.faire(ModifierEcheance(f"{piece}/4", date=jour))
    assert vue(atelier, acces).cheques[3].date == jour
    atelier.faire(ModifierCheque(acces, 4, date=ARRET))
    atelier.faire(ArchiverAcces(acces, ARRET, avoir=True))
    assert code_du_refus(atelier, DiviserEcheance(f"{piece}/4", parts)) == "echeance_fermee"
    annulante = atelier.faire(DesarchiverAcces(acces, "il revient")).valeurs["piece"]
    moities = (PartEcheance(ARRET, Centimes(5_00)), PartEcheance(ARRET, Centimes(400_00)))
    assert code_du_refus(atelier, DiviserEcheance(f"{annulante}/1", moities)) == "echeance_fermee"
    with atelier.services.lire() as lecteur:
        totaux = lectures_editions.totaux_echeancier(lecteur, CritereEcheancier(client=MARTIN), ARRET)
    assert totaux.a_encaisser == PRIX


@pytest.mark.parametrize("champs", [{"montant": Centimes(500_00)}, {"mode": "virement"}])
def test_un_reglement_qui_encaisse_un_cheque_reste_un_cheque(atelier: Atelier, champs: dict[str, Any]) -> None:
    acces = manuel(atelier)
    recu = vue(atelier, acces).cheques[2].reglement
    assert code_du_refus(atelier, ModifierReglement(recu, **champs)) == "reglement_de_cheque"
    atelier.faire(ModifierReglement(recu, reference="chèque 3", date=dt.date(2014, 7, 8)))


def test_des_dates_au_bout_du_calendrier_sont_refusees(atelier: Atelier) -> None:
    configurer(atelier)
    for champs in ({"fin": dt.date(9999, 12, 31)}, {"mois": 12, "debut": dt.date(9999, 6, 1)}):
        vente = {"debut": DEBUT, "libelle": "Accès", "prix": PRIX, "date": DEBUT, **champs}
        assert code_du_refus(atelier, CreerAcces(MARTIN, **vente)) == "duree_invalide"  # type: ignore[arg-type]  # as typed
    acces = vendre(atelier, encaisses=0)
    assert code_du_refus(atelier, RenouvelerAcces(acces, debut=dt.date(9999, 6, 1))) == "duree_invalide"


def test_un_caissier_n_annule_pas_un_arret_par_morceaux(atelier: Atelier) -> None:
    acces = manuel(atelier)
    atelier.faire(CreerUtilisateur("LEA"))
    lea = atelier.ouvrir("LEA")
    lea.executer(ArchiverAcces(acces, ARRET, avoir=True, montant_avoir=Centimes(150_00)))
    lea.executer(DesarchiverAcces(acces, "erreur"))
    with pytest.raises(ErreurMetier) as refus:
        lea.executer(ArchiverAcces(acces, ARRET, avoir=True, montant_avoir=Centimes(150_00)))
    assert refus.value.code == "limite_remboursement"


def test_le_code_d_un_tres_grand_compte_se_lit(atelier: Atelier) -> None:
    code = nouveau_code(123_456_789_012)
    assert lire_code(code) == code
    configurer(atelier)
    atelier.faire(ModifierParametre("prochain_numero_compte", "100000000"))
    atelier.faire(CreerCompte(MARTIN, TypeCompte.AVOIR, Centimes(10_00)))
    atelier.faire(TirerBon(100_000_000))
    with atelier.services.lire() as lecteur:
        bon = lectures_acces.bon_du_compte(lecteur, 100_000_000)
        assert bon.code is not None
        assert lectures_acces.bon_du_code(lecteur, bon.code) == bon


def test_un_plan_de_cheques_survit_a_un_avoir_avant_l_arret(atelier: Atelier) -> None:
    configurer(atelier)
    fait = atelier.faire(CreerAcces(MARTIN, DEBUT, "Accès", mois=12, prix=PRIX, cheques=plan(), date=DEBUT)).valeurs
    atelier.faire(EmettreAvoir("geste", piece=fait["piece"]))
    assert code_du_refus(atelier, ArchiverAcces(fait["acces"], ARRET, avoir=True)) == "avoir_sans_reste"
    for rang in range(1, 5):  # nothing is owed: the cheques go back
        atelier.faire(RendreCheque(fait["acces"], rang, "facture annulée"))
    atelier.faire(ArchiverAcces(fait["acces"], ARRET))
    assert du(atelier) == 0
