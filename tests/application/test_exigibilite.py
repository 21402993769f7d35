"""VAT of services waits at 44574 until the client pays, never longer; goods and the débits do not wait."""

from __future__ import annotations

import pytest
from sqlalchemy import text

from caisse_clients.application.commandes.avoirs import EmettreAvoir
from caisse_clients.application.commandes.clients import CreerClient
from caisse_clients.application.commandes.comptoir import EnregistrerVenteComptoir
from caisse_clients.application.commandes.imputations import Imputer, PasserEcart, RetirerImputation
from caisse_clients.application.commandes.parametrage import ModifierParametre
from caisse_clients.application.commandes.pieces import CreerCommande, CreerFacture, ValiderFacture
from caisse_clients.application.commandes.reglements import EnregistrerReglement, ModifierReglement
from caisse_clients.application.commandes.saisies import Affectee, Paiement
from caisse_clients.application.commandes.transformations import FacturerCommande
from caisse_clients.domain.pieces import LigneSaisie, NatureLigne
from caisse_clients.kernel.argent import Centimes, Cours, Pourcent
from tests.atelier import Atelier

CLIENT = 12
SERVICE = LigneSaisie("Cours", prix_ttc=Centimes(120_00), taux_tva=Pourcent(20_00), nature=NatureLigne.SERVICE)
REDUIT = LigneSaisie("Repas", prix_ttc=Centimes(55_00), taux_tva=Pourcent(10_00), nature=NatureLigne.SERVICE)
BIEN = LigneSaisie("Ballon", prix_ttc=Centimes(60_00), taux_tva=Pourcent(20_00))


@pytest.fixture(autouse=True)
def client(atelier: Atelier) -> None:
    atelier.faire(CreerClient("DURAND", code=CLIENT))


def facturer(atelier: Atelier, *lignes: LigneSaisie, **champs: object) -> str:
    brouillon = atelier.faire(CreerFacture(CLIENT, lignes, **champs)).valeurs["piece"]  # type: ignore[arg-type]  # devise
    return str(atelier.faire(ValiderFacture(brouillon)).valeurs["piece"])


def regler(atelier: Atelier, montant: int, piece: str = "", **champs: object) -> str:
    imputations = (Affectee(piece=piece),) if piece else ()
    demande = EnregistrerReglement(CLIENT, "cheque", Centimes(montant), imputations=imputations, **champs)  # type: ignore[arg-type]  # devise
    return str(atelier.faire(demande).valeurs["reglement"])


def tva(atelier: Atelier) -> tuple[int, int]:
    """Return what waits and what fell due, credits above zero."""
    with atelier.services.lire() as lecteur:
        lus = lecteur.execute(
            text("SELECT compte, sum(credit - debit) FROM ligne WHERE compte LIKE '4457%' GROUP BY compte")
        )
        soldes = {compte: int(net) for compte, net in lus}
    return soldes.get("44574", 0), soldes.get("44571", 0)


def test_la_tva_d_un_service_attend_et_suit_les_encaissements(atelier: Atelier) -> None:
    piece = facturer(atelier, SERVICE)
    assert tva(atelier) == (20_00, 0)
    regler(atelier, 60_00, piece)
    assert tva(atelier) == (10_00, 10_00)
    regler(atelier, 60_00, piece)
    assert tva(atelier) == (0, 20_00)


def test_celle_d_un_bien_n_attend_pas(atelier: Atelier) -> None:
    piece = facturer(atelier, SERVICE, BIEN)
    assert tva(atelier) == (20_00, 10_00)
    regler(atelier, 90_00, piece)  # half of the facture
    assert tva(atelier) == (10_00, 20_00)


def test_avec_l_option_pour_les_debits_rien_n_attend(atelier: Atelier) -> None:
    avant = facturer(atelier, SERVICE)
    atelier.faire(ModifierParametre("tva_services", "debits"))
    apres = facturer(atelier, SERVICE)
    assert tva(atelier) == (20_00, 20_00)
    regler(atelier, 120_00, apres)
    assert tva(atelier) == (20_00, 20_00)
    regler(atelier, 120_00, avant)  # sold before the option: it still follows the payment
    assert tva(atelier) == (0, 40_00)


def test_une_imputation_retiree_remet_la_tva_en_attente(atelier: Atelier) -> None:
    piece, recu = facturer(atelier, SERVICE), regler(atelier, 60_00)
    fait = atelier.faire(Imputer(recu, piece)).valeurs
    assert tva(atelier) == (10_00, 10_00)
    atelier.faire(RetirerImputation(fait["imputation"], "erreur"))
    assert tva(atelier) == (20_00, 0)


def test_un_reglement_change_de_mode_ne_change_pas_la_tva(atelier: Atelier) -> None:
    piece = facturer(atelier, SERVICE)
    atelier.faire(ModifierReglement(regler(atelier, 60_00, piece), mode="especes"))
    assert tva(atelier) == (10_00, 10_00)


def test_un_acompte_qui_glisse_ne_paie_sa_tva_qu_une_fois(atelier: Atelier) -> None:
    commande = atelier.faire(CreerCommande(CLIENT, (SERVICE,))).valeurs["piece"]
    regler(atelier, 60_00, commande)
    assert tva(atelier) == (0, 10_00)
    atelier.faire(FacturerCommande(commande, valider=True))
    assert tva(atelier) == (10_00, 10_00)


def test_un_ticket_est_paye_aussitot(atelier: Atelier) -> None:
    atelier.faire(EnregistrerVenteComptoir((SERVICE,), (Paiement("especes", Centimes(120_00)),)))
    assert tva(atelier) == (0, 20_00)


def test_un_ecart_ne_laisse_rien_en_attente(atelier: Atelier) -> None:
    piece = facturer(atelier, SERVICE)
    regler(atelier, 119_95, piece)
    assert tva(atelier)[0] == 1
    atelier.faire(PasserEcart(cible=piece))
    assert tva(atelier) == (0, 20_00)


@pytest.mark.parametrize(("paye", "rabais"), [(0, False), (60_00, False), (120_00, True)])
def test_un_avoir_reprend_d_abord_ce_qui_attend(atelier: Atelier, paye: int, rabais: bool) -> None:
    piece = facturer(atelier, SERVICE)
    if paye:
        regler(atelier, paye, piece)
    atelier.faire(EmettreAvoir("geste", piece=piece, montant=Centimes(60_00), rabais=rabais))
    attente, exigible = tva(atelier)
    assert attente + exigible == 10_00  # what is left of the sale
    assert exigible == (0 if not paye else 10_00)  # 60 € of the 60 left are paid
    atelier.faire(EmettreAvoir("fin", piece=piece, rabais=rabais))
    assert tva(atelier) == (0, 0)


def test_les_taux_et_les_devises_tombent_juste(atelier: Atelier) -> None:
    piece = facturer(atelier, SERVICE, REDUIT, BIEN, devise="USD", cours=Cours(1_082_500))
    du = sum(tva(atelier))
    regler(atelier, 100_00, piece, devise="USD", cours=Cours(1_100_000))
    assert sum(tva(atelier)) == du
    regler(atelier, 135_00, piece, devise="USD", cours=Cours(1_050_000))
    assert tva(atelier) == (0, du)
