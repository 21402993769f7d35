"""Command that counts a printing: the first is the original, the next are duplicates (LEGAL §2, 130-140)."""

from __future__ import annotations

from dataclasses import dataclass

from caisse_clients.application.commandes.registre import commande
from caisse_clients.application.contexte import Contexte, Effet
from caisse_clients.domain.droits import Droit
from caisse_clients.kernel.erreurs import ErreurMetier
from caisse_clients.storage import comptes, tirages

DOCUMENT_RECU = "recu"


@dataclass(frozen=True, slots=True)
class TirerRecu:
    """Count one printing of the receipt of an écriture of compte client."""

    ecriture: int


@commande("tirer_recu", TirerRecu, Droit.IMPRIMER, "Tirage d'un reçu")
def tirer_recu(c: TirerRecu, ctx: Contexte) -> Effet:
    """Return ``rang``: 1 for the original, 2 and more for a duplicate."""
    ecriture = comptes.charger_ecriture(ctx.tx, c.ecriture)
    if ecriture is None or all(ligne.compte_client is None for ligne in ecriture.lignes):
        raise ErreurMetier("ecriture_inconnue", champ="ecriture", ecriture=c.ecriture)
    return Effet({"ecriture": c.ecriture, "rang": tirages.ajouter(ctx.tx, DOCUMENT_RECU, c.ecriture)})
