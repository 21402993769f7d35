"""Command that keeps a supporting file with a règlement (manual 002 §1)."""

from __future__ import annotations

from dataclasses import dataclass

from caisse_clients.application import pieces_jointes
from caisse_clients.application.commandes.pieces import SUJETS
from caisse_clients.application.commandes.registre import commande
from caisse_clients.application.contexte import Contexte, Effet
from caisse_clients.application.ventes.cadre import cadre_de
from caisse_clients.application.ventes.sources import reglement_de
from caisse_clients.domain.droits import Droit
from caisse_clients.storage import fichiers


@dataclass(frozen=True, slots=True)
class JoindreFichier:
    """Keep a supporting file (PDF, PNG, JPEG; 10 MB at most) with a règlement."""

    reglement: str
    fichier: str


@commande("joindre_fichier", JoindreFichier, Droit.ENCAISSER, "Pièce jointe à un règlement")
def joindre_fichier(c: JoindreFichier, ctx: Contexte) -> Effet:
    """Keep the file by its content and tie it to the règlement."""
    joint = pieces_jointes.lire_fichier_joint(c.fichier)
    cadre = cadre_de(ctx)
    r = reglement_de(cadre, c.reglement)
    identifiants = fichiers.joindre_tous(ctx.tx, r.id, [joint])
    return Effet({"piece_jointe": identifiants[0], "reglement": r.numero}, SUJETS)
