"""A small sale and its papers, shared by the tests of what is printed."""

from __future__ import annotations

from caisse_clients.application.commandes.clients import CreerClient
from caisse_clients.application.commandes.pieces import CreerCommande
from caisse_clients.application.commandes.reglements import EnregistrerReglement
from caisse_clients.application.commandes.saisies import Affectee
from caisse_clients.domain.pieces import LigneSaisie
from caisse_clients.kernel.argent import Centimes, Pourcent
from tests.atelier import Atelier
from tests.documents.lecture_pdf import pages_du_pdf

CANAPE = LigneSaisie("Canapé trois places", prix_ttc=Centimes(1_200_00), taux_tva=Pourcent(20_00))


def texte_de(octets: bytes) -> str:
    """Return the text of a paper, its no-break spaces plain."""
    return " ".join(pages_du_pdf(octets)).replace("\u202f", " ").replace("\u00a0", " ")


def creer_client(atelier: Atelier, *, professionnel: bool = False) -> int:
    """Create ALBERT Pierre (1011)."""
    siren = "732829320" if professionnel else ""
    fiche = CreerClient(
        "ALBERT", 1011, "Pierre", "10 place Victor", "64200", "BIARRITZ", siren=siren, professionnel=professionnel
    )
    code: int = atelier.faire(fiche).valeurs["client"]
    return code


def creer_commande(atelier: Atelier, client: int) -> str:
    """Order the canapé, 1 200,00 TTC."""
    numero: str = atelier.faire(CreerCommande(client, (CANAPE,), reference="Bon 118")).valeurs["piece"]
    return numero


def verser(atelier: Atelier, client: int, piece: str, montant: int = 360_00, mode: str = "cheque") -> str:
    """Pay a pièce, 360,00 by cheque unless said otherwise; return the RC."""
    saisie = EnregistrerReglement(
        client, mode, Centimes(montant), reference="n° 4571203", imputations=(Affectee(piece=piece),)
    )
    numero: str = atelier.faire(saisie).valeurs["reglement"]
    return numero
