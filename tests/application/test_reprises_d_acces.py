"""An accès taken up again while nothing of its avoir was used; the bon of a compte avoir (manual 001, DOMAIN §2)."""

from __future__ import annotations

import datetime as dt

import pytest

from caisse_clients.application import lectures_acces, lectures_editions
from caisse_clients.application.commandes.arrets import ArchiverAcces, DesarchiverAcces
from caisse_clients.application.commandes.avoirs import EmettreAvoir
from caisse_clients.application.commandes.comptes import CreerCompte, SaisirEcriture
from caisse_clients.application.commandes.parametrage import CreerUtilisateur
from caisse_clients.application.commandes.reglements import AnnulerReglement, Rembourser
from caisse_clients.application.commandes.saisies import Remboursement
from caisse_clients.application.commandes.tirages import TirerBon
from caisse_clients.domain.acces import EtatAcces
from caisse_clients.domain.comptes import TypeCompte
from caisse_clients.domain.echeancier import CritereEcheancier
from caisse_clients.kernel.argent import Centimes
from caisse_clients.kernel.erreurs import ErreurMetier
from tests.acces_de_test import ARRET, MARTIN, code_du_refus, configurer, livres, manuel, refus, vue
from tests.atelier import Atelier

AOUT = dt.datetime(2014, 8, 1, 8, tzinfo=dt.UTC)


@pytest.fixture(autouse=True)
def premier_aout(atelier: Atelier) -> None:
    """The day of the manual's stop."""
    atelier.horloge._instant = AOUT


def test_un_acces_se_reprend_tant_que_rien_n_a_servi(atelier: Atelier) -> None:
    acces = manuel(atelier)
    avant, avant_vue = livres(atelier), vue(atelier, acces)
    atelier.faire(ArchiverAcces(acces, ARRET, avoir=True))
    fait = atelier.faire(DesarchiverAcces(acces, "il revient")).valeurs
    assert (fait["piece"], fait["cheques"]) == ("FA-S1-2014-00002", [4])
    assert livres(atelier) == avant
    assert vue(atelier, acces) == avant_vue
    with atelier.services.lire() as lecteur:
        totaux = lectures_editions.totaux_echeancier(lecteur, CritereEcheancier(client=MARTIN), ARRET)
    assert (totaux.a_encaisser, totaux.verse) == (540_00, 405_00)
    assert code_du_refus(atelier, DesarchiverAcces(acces, "encore")) == "acces_non_archive"
    arrete_encore = atelier.faire(ArchiverAcces(acces, ARRET, avoir=True)).valeurs
    assert (arrete_encore["avoir"], arrete_encore["credit"]) == ("405.00", "270.00")
    annulante = EmettreAvoir("erreur", piece="FA-S1-2014-00002")
    assert code_du_refus(atelier, annulante) == "avoir_sur_annulation"


def test_un_arret_sans_avoir_se_reprend_aussi(atelier: Atelier) -> None:
    acces = manuel(atelier)
    atelier.faire(ArchiverAcces(acces, ARRET))
    assert atelier.faire(DesarchiverAcces(acces, "erreur")).valeurs == {"acces": acces, "piece": None, "cheques": []}
    assert vue(atelier, acces).etat is EtatAcces.ACTIF


def test_un_avoir_utilise_ne_se_reprend_pas(atelier: Atelier) -> None:
    acces = manuel(atelier)
    atelier.faire(ArchiverAcces(acces, ARRET, avoir=True))
    atelier.faire(SaisirEcriture(1, sortie=Centimes(10_00), motif="regularisation"))
    refuse = refus(atelier, DesarchiverAcces(acces, "il revient"))
    code, details = refuse.code, refuse.details
    assert (code, details["ou"]) == ("avoir_utilise", "compte n° 1")


def test_un_remboursement_annule_permet_de_reprendre(atelier: Atelier) -> None:
    acces = manuel(atelier)
    avant = livres(atelier)
    rendu = atelier.faire(ArchiverAcces(acces, ARRET, avoir=True, remboursement=Remboursement("especes"))).valeurs
    refuse = refus(atelier, DesarchiverAcces(acces, "il revient"))
    code, details = refuse.code, refuse.details
    assert (code, details["reglement"]) == ("arret_rembourse", rendu["reglement"])
    atelier.faire(AnnulerReglement(rendu["reglement"], "il revient"))
    atelier.faire(DesarchiverAcces(acces, "il revient"))
    assert livres(atelier) == avant


def test_une_reprise_de_plus_d_un_jour_demande_le_droit(atelier: Atelier) -> None:
    acces = manuel(atelier)
    atelier.faire(CreerUtilisateur("LEA"))
    atelier.faire(ArchiverAcces(acces, ARRET, avoir=True))
    atelier.horloge._instant = AOUT + dt.timedelta(days=2)
    with pytest.raises(ErreurMetier) as refus:
        atelier.ouvrir("LEA").executer(DesarchiverAcces(acces, "il revient"))
    assert refus.value.code == "droit_manquant"


def test_le_compte_avoir_se_depense_en_partie_et_une_fois(atelier: Atelier) -> None:
    acces = manuel(atelier)
    atelier.faire(ArchiverAcces(acces, ARRET, avoir=True))
    atelier.faire(Rembourser(1, "especes", montant=Centimes(70_00)))
    with atelier.services.lire() as lecteur:
        bon = lectures_acces.bon_du_compte(lecteur, 1)
    assert (bon.solde, bon.etat, [u.montant for u in bon.usages]) == (200_00, "Utilisé en partie", [70_00])
    atelier.faire(Rembourser(1, "especes"))
    assert code_du_refus(atelier, Rembourser(1, "especes", montant=Centimes(1))) == "deja_utilise"
    with atelier.services.lire() as lecteur:
        assert lectures_acces.bon_du_compte(lecteur, 1).etat == "Épuisé"


def test_seul_un_compte_avoir_a_un_bon_et_son_code_ne_se_devine_pas(atelier: Atelier) -> None:
    configurer(atelier)
    atelier.faire(CreerCompte(MARTIN, TypeCompte.AVOIR, Centimes(10_00)))
    atelier.faire(CreerCompte(MARTIN, TypeCompte.ACOMPTE, Centimes(10_00)))
    assert code_du_refus(atelier, TirerBon(2)) == "compte_sans_bon"
    assert code_du_refus(atelier, TirerBon(9)) == "compte_inconnu"
    with atelier.services.lire() as lecteur:
        assert lectures_acces.bon_du_compte(lecteur, 1).code is None
    assert atelier.faire(TirerBon(1)).valeurs == {"compte": 1, "rang": 1}
    with atelier.services.lire() as lecteur:
        code = lectures_acces.bon_du_compte(lecteur, 1).code
        assert code is not None
        assert code[:8] == "00000001"
        autre = f"{code[:-3]}{(int(code[-3]) + 1) % 10}{code[-2:]}"
        with pytest.raises(ErreurMetier) as refus:
            lectures_acces.bon_du_code(lecteur, autre)
        assert refus.value.code == "bon_inconnu"
        assert (
            lectures_acces.bon_du_code(lecteur, code.translate(str.maketrans("1234567890", "&é\"'(-è_çà"))).compte == 1
        )
