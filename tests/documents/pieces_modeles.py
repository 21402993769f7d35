"""Model values for the tests of the papers of pièces and règlements."""

from __future__ import annotations

import datetime as dt

from caisse_clients.documents.donnees_piece import AcompteImprime, DonneesPiece, EcheanceImprimee, LigneImprimee
from caisse_clients.documents.donnees_recu import Emetteur
from caisse_clients.domain.pieces import LignePreparee, NatureLigne, TotalTaux, TypePiece, calculer
from caisse_clients.kernel.argent import Pourcent, Quantite

MAGASIN = Emetteur("AU BON ACHAT", "Magasin de Marmande", ("12 avenue Foch", "47200 MARMANDE"), "73282932000074")
LE_15 = dt.date(2014, 7, 15)


def ligne(
    libelle: str,
    prix: int,
    *,
    quantite: int = 1_000,
    ttc: bool = False,
    taux: int = 20_00,
    remise: int = 0,
    reference: str = "",
) -> LignePreparee:
    """A line as a command would prepare it."""
    return LignePreparee(
        libelle, Quantite(quantite), prix, ttc, Pourcent(taux), Pourcent(remise), reference, NatureLigne.BIEN, "707"
    )


def calculees(*lignes: LignePreparee) -> tuple[LigneImprimee, ...]:
    """The lines as the domain computes them."""
    return tuple(
        LigneImprimee(
            c.preparee.libelle,
            c.preparee.quantite,
            c.preparee.prix,
            c.preparee.ttc,
            c.preparee.taux,
            c.preparee.remise,
            c.montant_ht,
            c.montant_tva,
            c.preparee.article,
        )
        for c in calculer(lignes)[0]
    )


FACTURE = DonneesPiece(
    emetteur=MAGASIN,
    type=TypePiece.FACTURE,
    numero="FA-S1-2014-00012",
    date=LE_15,
    destinataire=("Pierre ALBERT", "10 place Victor", "64200 BIARRITZ", "SIREN 552100554"),
    client=2643,
    professionnel=True,
    lignes=calculees(
        ligne("Canapé trois places", 900_00, reference="CANAP3"),
        ligne("Livraison et montage", 100_00),
        ligne("Catalogue d'entretien", 12_50, quantite=2_500, taux=5_50, remise=10_00),
    ),
    legal="SARL au capital de 8 000 € · RCS Agen 732 829 320 · TVA FR44732829320",
    precisions=(("Commande", "CO-S1-2014-00007 du 01/07/2014"), ("Votre référence", "Bon 2014/118")),
    acomptes=(AcompteImprime("AC-S1-2014-00003", dt.date(2014, 7, 1), (TotalTaux(Pourcent(20_00), 300_00, 60_00),)),),
    echeances=(
        EcheanceImprimee(dt.date(2014, 7, 31), 600_00, 240_00, "Chèque"),
        EcheanceImprimee(dt.date(2014, 8, 31), 629_68, 629_68, "Virement"),
    ),
    conditions="30 jours fin de mois",
    mentions=("Pénalités de retard et indemnité de 40 €.", "Pas d'escompte pour paiement anticipé."),
    edition="Enregistré le 15/07/2014 à 10:30 par ADMIN",
)
"""The facture of a professional: HT prices, two rates, a rebate, one acompte, two échéances."""
