"""The shop window of a demonstration: on the clients of the manual's picture, one story for each thing a screen shows.

Every story goes through the commands, as a user would: acomptes that slide and go back up, avoirs kept and given back,
a numérique lock, a règlement changed, one taken by accounting, an organisme, tickets, a pièce in dollars. Accès are in
``vitrine_acces``.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from contextlib import contextmanager

from caisse_clients.application.commandes.avoirs import EmettreAvoir
from caisse_clients.application.commandes.clients import ModifierClient
from caisse_clients.application.commandes.comptes import CreerCompte
from caisse_clients.application.commandes.comptoir import EnregistrerVenteComptoir
from caisse_clients.application.commandes.imputations import Imputer, MettreEnCompte, PasserEcart
from caisse_clients.application.commandes.pieces import (
    AnnulerCommande,
    CreerFacture,
    SupprimerFacture,
    ValiderFacture,
)
from caisse_clients.application.commandes.reglages_ventes import CreerArticle, CreerBanque
from caisse_clients.application.commandes.reglements import (
    AnnulerReglement,
    EnregistrerReglement,
    ModifierReglement,
    Rembourser,
)
from caisse_clients.application.commandes.saisies import Affectee, Paiement, QuantiteDeLigne
from caisse_clients.application.commandes.saisies import Remboursement as Rendu
from caisse_clients.application.commandes.transferts import TransfererEcritures
from caisse_clients.application.commandes.transformations import FacturerCommande, LivrerCommande
from caisse_clients.application.services import Services
from caisse_clients.application.travaux import vitrine_acces
from caisse_clients.application.travaux.histoire import Histoire
from caisse_clients.application.travaux.manuel import ALBERT_PIERRE
from caisse_clients.application.travaux.personnages import lire_liste, siren_fictif
from caisse_clients.application.travaux.ventes_inventees import ARTICLES
from caisse_clients.domain.comptes import TypeCompte
from caisse_clients.domain.echeances import EcheanceSaisie
from caisse_clients.domain.parametres import MOTIF_PRISE_EN_CHARGE
from caisse_clients.domain.pieces import LigneSaisie
from caisse_clients.domain.reglages import SorteArticle
from caisse_clients.kernel.argent import Centimes, Cours, Pourcent, Quantite

ALAMINOS, ALAN, AKKOUCHE, AIT_EL_MOKHTAR, ALBERT_ROSE = 1_099, 1_811, 2_578, 2_643, 4_633
ALARME_VIDEO, ALBUCHER, ALAQUI, ALBES, ALARCON = 5_124, 5_370, 5_577, 5_850, 7_058
_IBAN = "FR7630006000011234567890189"
"""The account number printed as an example in every leaflet of the banks."""
_SIREN = 9_999_999
_JOURS_TRANSFERES = 7


def ouvrir(services: Services, jour: dt.date) -> int:
    """Make the articles and the bank, then the sales that open comptes, on the first day; return the operations."""
    with _histoire(services, [jour]) as h:
        for a in ARTICLES:
            h.faire(
                CreerArticle(a.code, a.libelle, nature=a.nature, taux_tva=Pourcent(a.taux), prix_ttc=Centimes(a.prix))
            )
        h.faire(CreerArticle("GESTE", "Geste commercial", SorteArticle.AVOIR))
        h.faire(CreerBanque("CA", "Crédit Agricole", iban=_IBAN))
        _organisme(h)
        _mise_en_compte(h)
        _avoir_garde(h)
        vitrine_acces.ouvrir(h)
    return h.operations


def garnir(services: Services, jours: Sequence[dt.date]) -> int:
    """Tell the stories of the last weeks; return the operations."""
    with _histoire(services, jours) as h:
        for raconter in (
            _transfert, _acompte_qui_glisse, _numerique, _brouillon, _livraison_partielle, _avoirs, _professionnel,
            _echeances_en_retard, _annulations, _comptoir, vitrine_acces.garnir,
        ):  # fmt: skip
            raconter(h)
    return h.operations


@contextmanager
def _histoire(services: Services, jours: Sequence[dt.date]) -> Iterator[Histoire]:
    with services.lot() as lot:
        yield Histoire(lot, jours)


def _l(article: str, quantite: int = 1, *, remise: int = 0) -> LigneSaisie:
    return LigneSaisie(article=article, quantite=Quantite(1_000 * quantite), remise=Pourcent(remise))


def _organisme(h: Histoire) -> None:
    """A finance company takes over what ALARCON owes and pays the half of it."""
    facture = h.facture(ALARCON, 0, _l("TABLE"), _l("CHAISE", 4))
    h.regler(ALARCON, 0, "cheque", 348_00, facture, reference="n° 1204417")
    organisme = lire_liste("organismes.txt")[0]
    compte = h.faire(
        CreerCompte(
            ALARCON, TypeCompte.ORGANISME_CREDIT, Centimes(840_00), date=h.jour(0), motif=MOTIF_PRISE_EN_CHARGE,
            organisme=organisme, dossier="D20417", imputations=(Affectee(piece=facture, montant=Centimes(840_00)),),
        )
    )  # fmt: skip
    assert compte == "1", compte


def _mise_en_compte(h: Histoire) -> None:
    facture = h.facture(ALBES, 0, _l("TAPIS"), _l("COUSSIN", 2))
    h.faire(MettreEnCompte(facture, date=h.jour(0), commentaire="Paiera en fin de mois"))


def _avoir_garde(h: Histoire) -> None:
    facture = h.facture(ALBERT_ROSE, 0, _l("LAMPE", 2))
    h.regler(ALBERT_ROSE, 0, "cheque", 79_80, facture, reference="n° 3310029")
    h.faire(
        EmettreAvoir("Lampe rapportée", piece=facture, lignes=(QuantiteDeLigne(1, Quantite(1_000)),), garder=True,
                     date=h.jour(0))
    )  # fmt: skip


def _transfert(h: Histoire) -> None:
    """A week that accounting already has: its règlements are locked."""
    facture = h.facture(ALBES, 52, _l("RIDEAU", 2))
    h.regler(ALBES, 50, "cheque", 116_00, facture, reference="n° 7781203")
    au = h.jour(50)
    h.faire(TransfererEcritures(au - dt.timedelta(days=_JOURS_TRANSFERES - 1), au))


def _acompte_qui_glisse(h: Histoire) -> None:
    """ALBERT Pierre: an acompte of 360 on 1 200, delivered, invoiced (the acompte slid), one échéance overdue."""
    commande = h.commande(ALBERT_PIERRE, 45, LigneSaisie("Bibliothèque sur mesure", prix_ttc=Centimes(1_200_00),
                                                         taux_tva=Pourcent(20_00)), conditions="2 fois")  # fmt: skip
    h.regler(ALBERT_PIERRE, 45, "cheque", 360_00, commande, reference="n° 5520871")
    bon = h.faire(LivrerCommande(commande, date=h.jour(40)))
    facture = h.faire(FacturerCommande(bon, date=h.jour(40)))
    h.faire(ValiderFacture(facture, date=h.jour(40)))
    suivante = h.commande(ALBERT_PIERRE, 6, _l("CHAISE", 6, remise=5_00), _l("LIVRAIS"))
    h.regler(ALBERT_PIERRE, 6, "especes", 150_00, suivante)


def _numerique(h: Histoire) -> None:
    """ALAMINOS paid by card, 20 too much: the règlement is locked, the rest is disponible."""
    facture = h.facture(ALAMINOS, 12, _l("VAISSEL"), _l("LIVRE"))
    h.regler(ALAMINOS, 12, "carte", 168_90, facture, reference="Ticket 0412")
    h.facture(ALAMINOS, 3, _l("COUSSIN", 3))


def _brouillon(h: Histoire) -> None:
    """ALAN: an acompte on a draft; a compte acompte used on a commande."""
    brouillon = h.faire(CreerFacture(ALAN, (_l("TAPIS"), _l("LIVRAIS")), date=h.jour(2)))
    h.regler(ALAN, 2, "especes", 100_00, brouillon)
    supprime = h.faire(CreerFacture(ALAN, (_l("LAMPE"),), date=h.jour(4)))
    h.faire(SupprimerFacture(supprime, "Devis refusé"))


def _livraison_partielle(h: Histoire) -> None:
    """AKKOUCHE: three lines, one delivered and invoiced, the acompte slides by as much, the rest waits."""
    commande = h.commande(AKKOUCHE, 20, _l("TABLE"), _l("CHAISE", 6), _l("MONTAGE", 2))
    h.regler(AKKOUCHE, 20, "virement", 500_00, commande)
    chaises = (QuantiteDeLigne(2, Quantite(4_000)),)
    bon = h.faire(LivrerCommande(commande, chaises, date=h.jour(8)))
    h.faire(FacturerCommande(bon, date=h.jour(7), valider=True))


def _avoirs(h: Histoire) -> None:
    """AIT EL MOKHTAR keeps an avoir; ALBERT ROSE MARIE is given her money back; a cent is passed to 658."""
    facture = h.facture(AIT_EL_MOKHTAR, 30, _l("RIDEAU", 2), _l("COUSSIN", 4))
    h.regler(AIT_EL_MOKHTAR, 30, "cheque", 215_60, facture, reference="n° 9911045")
    h.faire(
        EmettreAvoir(
            "Coussins rapportés", piece=facture, lignes=(QuantiteDeLigne(2, Quantite(2_000)),), date=h.jour(21)
        )
    )
    h.facture(AIT_EL_MOKHTAR, 1, _l("LAMPE"))
    rendue = h.facture(ALBERT_ROSE, 15, _l("ARBUSTE", 2))
    h.regler(ALBERT_ROSE, 15, "especes", 68_00, rendue)
    un = (QuantiteDeLigne(1, Quantite(1_000)),)
    h.faire(EmettreAvoir("Arbuste abîmé", piece=rendue, lignes=un, remboursement=Rendu("especes"), date=h.jour(14)))
    petite = h.facture(ALBERT_ROSE, 10, _l("COUSSIN"))
    h.regler(ALBERT_ROSE, 10, "cheque", 24_87, petite, reference="n° 3310044")
    h.faire(PasserEcart(cible=petite))
    h.faire(EmettreAvoir("Retard de livraison", client=AIT_EL_MOKHTAR, montant=Centimes(15_00), article="GESTE",
                         date=h.jour(9)))  # fmt: skip


def _professionnel(h: Histoire) -> None:
    """ALARME VIDEO is a firm: a facture d'acompte, thirty days, and a pièce in dollars paid at another rate."""
    h.faire(ModifierClient(ALARME_VIDEO, professionnel=True, siren=siren_fictif(_SIREN)))
    commande = h.commande(ALARME_VIDEO, 25, _l("TABLE", 2), _l("MONTAGE", 3), conditions="30 jours fin de mois")
    h.regler(ALARME_VIDEO, 25, "virement", 600_00, commande)
    ligne = LigneSaisie("Étude d'aménagement", prix_ttc=Centimes(1_500_00), taux_tva=Pourcent(0))
    en_dollars = CreerFacture(ALARME_VIDEO, (ligne,), date=h.jour(18), devise="USD", cours=Cours(1_250_000))
    facture = h.faire(ValiderFacture(h.faire(en_dollars), date=h.jour(18)))
    h.faire(
        EnregistrerReglement(
            ALARME_VIDEO, "virement", Centimes(900_00), date=h.jour(11), devise="USD", cours=Cours(1_200_000),
            banque="CA", imputations=(Affectee(piece=facture),),
        )
    )  # fmt: skip


def _echeances_en_retard(h: Histoire) -> None:
    """ALBUCHER pays in three times, is late on the second; his cheque was keyed wrong, then corrected."""
    echeances = tuple(EcheanceSaisie(h.jour(n), part="1/3") for n in (50, 25, 0))
    lignes = (_l("TABLE"), _l("LAMPE", 2))
    brouillon = h.faire(CreerFacture(ALBUCHER, lignes, date=h.jour(51), echeances=echeances))
    facture = h.faire(ValiderFacture(brouillon, date=h.jour(51)))
    cheque = h.regler(ALBUCHER, 30, "cheque", 323_27, reference="n° 4471008")
    h.faire(ModifierReglement(cheque, montant=Centimes(323_26), reference="n° 4471080"))
    h.faire(Imputer(cheque, f"{facture}/1", date=h.jour(30)))


def _annulations(h: Histoire) -> None:
    """ALAQUI: a cheque that bounced, a commande given up whose acompte became disponible, partly given back."""
    commande = h.commande(ALAQUI, 16, _l("TAPIS"))
    perdu = h.regler(ALAQUI, 16, "cheque", 249_00, commande, reference="n° 2200154")
    h.faire(AnnulerReglement(perdu, "Chèque revenu impayé"))
    acompte = h.regler(ALAQUI, 13, "virement", 100_00, commande)
    h.faire(AnnulerCommande(commande, "Le client a changé d'avis"))
    h.faire(Rembourser(acompte, "virement", "Moitié rendue", Centimes(50_00), date=h.jour(5)))


def _comptoir(h: Histoire) -> None:
    """Tickets of the last days to the walk-in client."""
    ventes = (("LAMPE", 39_90), ("COUSSIN", 24_90), ("LIVRE", 29_90), ("RIDEAU", 58_00), ("ARBUSTE", 34_00))
    for rang, avant in enumerate((5, 4, 4, 3, 3, 2, 2, 1, 1, 0, 0)):
        article, prix = ventes[rang % len(ventes)]
        paiements: tuple[Paiement, ...] = (Paiement(("especes", "carte", "cheque")[rang % 3], Centimes(prix)),)
        if rang == 8:
            paiements = (Paiement("especes", Centimes(20_00)), Paiement("carte", Centimes(prix - 20_00)))
        h.faire(EnregistrerVenteComptoir((_l(article),), paiements, date=h.jour(avant)))
