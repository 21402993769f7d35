"""Papers of accès from a real base: the manual's stop and its bon, each printing counted, a replay counting nothing."""

from __future__ import annotations

import datetime as dt

import pytest

from caisse_clients.application import lectures_acces
from caisse_clients.application.commandes.acces import EncaisserCheque
from caisse_clients.application.commandes.arrets import ArchiverAcces, DesarchiverAcces
from caisse_clients.application.commandes.clients import CreerClient, FusionnerClients, ModifierClient
from caisse_clients.application.commandes.comptes import CreerCompte, SaisirEcriture, SolderCompte
from caisse_clients.application.commandes.parametrage import ModifierParametre
from caisse_clients.application.commandes.saisies import Remboursement
from caisse_clients.application.commandes.tirages import TirerArret, TirerBon
from caisse_clients.application.impressions import tirer_piece
from caisse_clients.application.impressions_acces import apercu_arret, apercu_bon, tirer_arret, tirer_bon
from caisse_clients.documents.donnees_bon import FormatBon
from caisse_clients.domain.bons import par_quatre
from caisse_clients.domain.comptes import TypeCompte
from caisse_clients.kernel.argent import Centimes
from caisse_clients.kernel.erreurs import ErreurMetier
from caisse_clients.kernel.identifiants import nouvel_id
from tests.acces_de_test import ARRET, MARTIN, configurer, manuel, vendre
from tests.application.ventes_imprimees import texte_de
from tests.atelier import Atelier


@pytest.fixture(autouse=True)
def premier_aout(request: pytest.FixtureRequest) -> None:
    """The day of the manual's stop, on the base of the test."""
    nom = "atelier" if "atelier" in request.fixturenames else "atelier_sqlite"
    request.getfixturevalue(nom).horloge._instant = dt.datetime(2014, 8, 1, 8, tzinfo=dt.UTC)


def code_du(atelier: Atelier, compte: int) -> str:
    """Return the code of a bon as it is printed, "" before its first printing."""
    with atelier.services.lire() as lecteur:
        return par_quatre(lectures_acces.bon_du_compte(lecteur, compte).code or "")


def arreter(atelier: Atelier, acces: int, **options: object) -> int:
    """Stop an accès with an avoir and return the compte that keeps it."""
    return int(str(atelier.faire(ArchiverAcces(acces, ARRET, avoir=True, **options)).valeurs["compte"]))  # type: ignore[arg-type]  # options by name


def test_l_arret_du_manuel_se_tire_et_compte_ses_tirages(atelier: Atelier) -> None:
    acces = manuel(atelier)
    arreter(atelier, acces)
    texte = texte_de(tirer_arret(atelier.services, acces))
    for attendu in (
        "ARRÊT D'ACCÈS", "Julie MARTIN", "Accès Accès annuel", "Part consommée 3 mois sur 12 consommés, 9 rendus",
        "Prix de l'accès, facture FA-S1-2014-00001 540,00", "Avoir AV-S1-2014-00001 du 01/08/2014 405,00",
        "Reste dû sur la facture (405,00 € encaissés), réglé par l'avoir -135,00", "En faveur du client 270,00 €",
        "270,00 € gardés sur le compte avoir n° 1", "05/05/2014 0001 BNP encaissé le 06/05/2014, RC-S1-2014-00001",
        "Rendus au client : 1 chèque 135,00", "05/08/2014 0004 BNP rendu 135,00",
        "Arrêt enregistré le 01/08/2014 par ADMIN",
    ):  # fmt: skip
        assert attendu in texte, attendu
    assert "DUPLICATA" not in texte
    assert "DUPLICATA n° 1" in texte_de(tirer_arret(atelier.services, acces))
    assert "DUPLICATA" not in texte_de(apercu_arret(atelier.services, acces))
    assert "DUPLICATA n° 2" in texte_de(tirer_arret(atelier.services, acces))


def test_le_meme_tirage_rejoue_ne_compte_rien(atelier_sqlite: Atelier) -> None:
    acces = manuel(atelier_sqlite)
    compte = arreter(atelier_sqlite, acces)
    arret, bon = nouvel_id(), nouvel_id()
    premiers = [
        (tirer_arret(atelier_sqlite.services, acces, id_commande=arret),
         tirer_bon(atelier_sqlite.services, compte, id_commande=bon))
        for _ in range(2)
    ]  # fmt: skip
    assert premiers[0] == premiers[1]
    assert "DUPLICATA n° 1" in texte_de(tirer_arret(atelier_sqlite.services, acces))
    assert "DUPLICATA n° 1" in texte_de(tirer_bon(atelier_sqlite.services, compte))


def test_un_acces_repris_puis_arrete_de_nouveau_a_un_autre_original(atelier_sqlite: Atelier) -> None:
    acces = manuel(atelier_sqlite)
    arreter(atelier_sqlite, acces)
    tirer_arret(atelier_sqlite.services, acces)
    facture = atelier_sqlite.faire(DesarchiverAcces(acces, "Le client revient")).valeurs["piece"]
    for papier in (tirer_arret, apercu_arret):
        with pytest.raises(ErreurMetier) as refus:
            papier(atelier_sqlite.services, acces)
        assert refus.value.code == "acces_sans_arret"
    texte = texte_de(tirer_piece(atelier_sqlite.services, facture))
    for attendu in (
        "Avoir annulé AV-S1-2014-00001 du 01/08/2014", "Facture FA-S1-2014-00001 du 01/05/2014",
        "Motif Le client revient", "Annulation : Avoir sur FA-S1-2014-00001", "20 % 337,50 67,50 405,00",
        "AV-S1-2014-00001 01/08/2014 Avoir 405,00", "Net à payer 0,00 €", "Annule l'avoir AV-S1-2014-00001",
    ):  # fmt: skip
        assert attendu in texte, attendu
    arreter(atelier_sqlite, acces)
    texte = texte_de(tirer_arret(atelier_sqlite.services, acces))
    assert "AV-S1-2014-00002" in texte
    assert "DUPLICATA" not in texte
    assert "Rendus au client : 1 chèque 135,00" in texte


def test_un_cheque_garde_puis_encaisse_reste_un_cheque_garde(atelier_sqlite: Atelier) -> None:
    configurer(atelier_sqlite)
    acces = vendre(atelier_sqlite, encaisses=0)
    atelier_sqlite.faire(ArchiverAcces(acces, ARRET, avoir=True, garder=(1,)))
    assert "05/05/2014 0001 BNP conservé 135,00" in texte_de(tirer_arret(atelier_sqlite.services, acces))
    atelier_sqlite.horloge._instant = dt.datetime(2014, 8, 4, 8, tzinfo=dt.UTC)
    atelier_sqlite.faire(EncaisserCheque(acces, 1))
    texte = texte_de(tirer_arret(atelier_sqlite.services, acces))
    assert "Conservés par le magasin : 1 chèque 135,00" in texte
    assert "05/05/2014 0001 BNP encaissé le 04/08/2014, RC-S1-2014-00001 135,00" in texte
    assert "Encore dû par le client 135,00 €" in texte  # as it was at the stop


def test_un_cheque_rendu_n_est_plus_attendu_sur_la_facture(atelier_sqlite: Atelier) -> None:
    acces = manuel(atelier_sqlite)
    avant = texte_de(tirer_piece(atelier_sqlite.services, "FA-S1-2014-00001"))
    assert "Accès du 01/05/2014 au 30/04/2015." in avant
    assert "05/08/2014 Chèque 135,00 135,00" in avant
    arreter(atelier_sqlite, acces)
    apres = texte_de(tirer_piece(atelier_sqlite.services, "FA-S1-2014-00001"))
    assert "05/07/2014 Chèque 135,00 0,00" in apres
    assert "05/08/2014" not in apres
    assert "AV-S1-2014-00001 01/08/2014 Avoir 135,00" in apres


def test_un_remboursement_et_un_client_absorbe_se_lisent_sur_l_arret(atelier_sqlite: Atelier) -> None:
    acces = manuel(atelier_sqlite)
    rendu = atelier_sqlite.faire(
        ArchiverAcces(acces, ARRET, avoir=True, remboursement=Remboursement("cheque", Centimes(200_00)))
    ).valeurs
    atelier_sqlite.faire(ModifierClient(MARTIN, adresse="12 rue des Lilas"))
    atelier_sqlite.faire(CreerClient("MARTIN-DUPONT", code=7, prenom="Julie"))
    atelier_sqlite.faire(FusionnerClients(garder=7, absorber=MARTIN))
    texte = texte_de(tirer_arret(atelier_sqlite.services, acces))
    assert f"200,00 € remboursés par chèque le 01/08/2014, reçu {rendu['reglement']}." in texte
    assert "70,00 € gardés sur le compte avoir n° 1" in texte
    assert "Julie MARTIN-DUPONT" in texte
    assert "N° client 7" in texte


def test_un_bon_porte_son_code_et_son_duplicata_le_meme(atelier: Atelier) -> None:
    compte = arreter(atelier, manuel(atelier))
    texte = texte_de(tirer_bon(atelier.services, compte))
    code = code_du(atelier, compte)
    for attendu in (
        "BON D'AVOIR", f"Compte avoir n° {compte}", "MARTIN Julie", "Valeur au 01/08/2014", "270,00 €",
        "Deux cent soixante-dix euros", "Avoir AV-S1-2014-00001, le 01/08/2014", code,
        "Utilisable en une ou plusieurs fois, à tous nos postes", "Édité le 01/08/2014 à 10:00",
    ):  # fmt: skip
        assert attendu in texte, attendu
    assert "DUPLICATA" not in texte
    atelier.faire(SaisirEcriture(compte, sortie=Centimes(70_00)))
    texte = texte_de(tirer_bon(atelier.services, compte, FormatBon.TICKET))
    for attendu in ("DUPLICATA n° 1", code, "200,00 €", "70,00 € sur 270,00 €"):
        assert attendu in texte, attendu


def test_le_premier_bon_d_un_compte_ouvert_a_la_main_tire_son_code(atelier_sqlite: Atelier) -> None:
    configurer(atelier_sqlite)
    compte = atelier_sqlite.faire(CreerCompte(MARTIN, TypeCompte.AVOIR, Centimes(50_00))).valeurs["compte"]
    atelier_sqlite.faire(ModifierParametre("mention.bon_avoir", "Valable au comptoir."))
    apercu = texte_de(apercu_bon(atelier_sqlite.services, compte))
    assert code_du(atelier_sqlite, compte) == ""
    assert "Le code est tiré à l'impression" in apercu
    texte = texte_de(tirer_bon(atelier_sqlite.services, compte))
    assert code_du(atelier_sqlite, compte)
    assert code_du(atelier_sqlite, compte) in texte
    assert "Valable au comptoir." in texte
    assert code_du(atelier_sqlite, compte) not in texte_de(apercu_bon(atelier_sqlite.services, compte))


def test_ce_qui_n_a_pas_de_papier_est_refuse_et_ne_compte_rien(atelier_sqlite: Atelier) -> None:
    acces = manuel(atelier_sqlite)
    acompte = atelier_sqlite.faire(CreerCompte(MARTIN, TypeCompte.ACOMPTE, Centimes(50_00))).valeurs["compte"]
    solde = atelier_sqlite.faire(CreerCompte(MARTIN, TypeCompte.AVOIR, Centimes(50_00))).valeurs["compte"]
    atelier_sqlite.faire(SolderCompte(solde))
    for commande, code in (
        (TirerArret(acces), "acces_sans_arret"), (TirerArret(99), "acces_inconnu"),
        (TirerBon(acompte), "compte_sans_bon"), (TirerBon(999), "compte_inconnu"), (TirerBon(solde), "bon_epuise"),
    ):  # fmt: skip
        with pytest.raises(ErreurMetier) as refus:
            atelier_sqlite.faire(commande)
        assert refus.value.code == code
    with pytest.raises(ErreurMetier) as refus:
        apercu_bon(atelier_sqlite.services, solde)
    assert refus.value.code == "bon_epuise"


def test_un_tirage_ne_rend_jamais_le_code(atelier_sqlite: Atelier) -> None:
    compte = arreter(atelier_sqlite, manuel(atelier_sqlite))
    fait = atelier_sqlite.faire(TirerBon(compte))
    assert fait.valeurs == {"compte": compte, "rang": 1}
    assert code_du(atelier_sqlite, compte).replace(" ", "") not in str(fait)
