"""What screens, documents and the command line may ask about accès, the Financier tab and bons d'avoir.

Each function takes a ``Lecteur``; results are frozen values that cross threads safely, amounts in centimes.
"""

from __future__ import annotations

import datetime as dt

from caisse_clients.application import lectures
from caisse_clients.domain.acces import EtatAcces
from caisse_clients.domain.bons import lire_code
from caisse_clients.domain.comptes import TypeCompte
from caisse_clients.domain.pieces import TypePiece
from caisse_clients.domain.reglages import SorteArticle
from caisse_clients.domain.releves import LigneReleve
from caisse_clients.domain.vues import VueCompte
from caisse_clients.domain.vues_acces import LigneFinancier, SorteFinancier, UsageBon, VueAcces, VueBon, VueFinancier
from caisse_clients.domain.vues_ventes import VueArticle
from caisse_clients.kernel.erreurs import ErreurMetier
from caisse_clients.storage import bons, lecture_acces, lecture_releves, reglages_ventes
from caisse_clients.storage.engine import Lecteur
from caisse_clients.storage.lecture_acces import cheques_detenus

__all__ = [
    "acces",
    "acces_du_client",
    "articles_d_arret",
    "bon_du_code",
    "bon_du_compte",
    "cheques_detenus",
    "financier",
]


def acces(lecteur: Lecteur, identifiant: int) -> VueAcces:
    """Return a whole accès; raises ``acces_inconnu``."""
    trouve = lecture_acces.acces_par_id(lecteur, identifiant)
    if trouve is None:
        raise ErreurMetier("acces_inconnu", champ="acces", acces=identifiant)
    return trouve


def acces_du_client(lecteur: Lecteur, client: int, *, archives: bool = False) -> list[VueAcces]:
    """Return the accès of a client, latest first; ``archives``: those put aside too; raises ``client_inconnu``."""
    fiche = lectures.fiche_client(lecteur, client)
    tous = lecture_acces.acces_du_client(lecteur, fiche.absorbe_par or client)
    return [a for a in tous if archives or a.etat is EtatAcces.ACTIF]


def articles_d_arret(lecteur: Lecteur) -> tuple[list[VueArticle], list[VueArticle]]:
    """Return the articles in use of sorte *avoir*, then those of sorte *remboursement*."""
    tous = reglages_ventes.lire_articles(lecteur)
    return (
        [a for a in tous if a.sorte == SorteArticle.AVOIR],
        [a for a in tous if a.sorte == SorteArticle.REMBOURSEMENT],
    )


def financier(lecteur: Lecteur, client: int, *, au: dt.date) -> VueFinancier:
    """Return all that a client bought, received back and paid up to ``au``, oldest first; raises ``client_inconnu``.

    Same lines and same balance as his statement *Activité* (property).
    """
    fiche = lectures.fiche_client(lecteur, client)
    effectif = fiche.absorbe_par or client
    _, releve = lecture_releves.activite(lecteur, effectif, None, au)
    modes = lecture_acces.modes_des_reglements(lecteur, effectif)
    vendues = lecture_acces.ventes_du_client(lecteur, effectif)
    lignes = tuple(_ligne(x, modes, vendues) for x in releve)
    ventes, encaissements = sum(x.vente for x in lignes), sum(x.encaissement for x in lignes)
    return VueFinancier(effectif, lignes, ventes, encaissements, ventes - encaissements)


def bon_du_compte(lecteur: Lecteur, compte: int) -> VueBon:
    """Return the bon of a compte avoir; raises ``compte_inconnu``, ``compte_sans_bon``."""
    trouves = lectures.comptes(lecteur, numero=compte)
    if not trouves:
        raise ErreurMetier("compte_inconnu", champ="compte", compte=compte)
    (vue,) = trouves
    if vue.type is not TypeCompte.AVOIR:
        raise ErreurMetier("compte_sans_bon", champ="compte", compte=compte, type=vue.type.libelle.lower())
    return _bon(lecteur, vue)


def bon_du_code(lecteur: Lecteur, code: str) -> VueBon:
    """Return the bon that a code typed or scanned belongs to; raises ``bon_inconnu``."""
    chiffres = lire_code(code)
    compte = None if chiffres is None else bons.compte_du_code(lecteur, chiffres)
    if compte is None:
        raise ErreurMetier("bon_inconnu", champ="code")
    return bon_du_compte(lecteur, compte)


def _ligne(
    x: LigneReleve, modes: dict[str, tuple[str, int]], vendues: dict[str, tuple[TypePiece, str]]
) -> LigneFinancier:
    net, mode, description = x.debit - x.credit, "", x.description
    if x.piece:
        type_piece, description = vendues.get(x.piece, (TypePiece.FACTURE, description))
        sorte = SorteFinancier.AVOIR if type_piece is TypePiece.AVOIR else SorteFinancier.VENTE
    elif x.reglement:
        mode, sens = modes.get(x.reglement, ("", 1))
        sorte = SorteFinancier.ENCAISSEMENT if sens > 0 else SorteFinancier.REMBOURSEMENT
    else:
        sorte = SorteFinancier.COMPTE
    vente = net if x.piece else 0
    encaissement = 0 if x.piece else -net
    return LigneFinancier(
        x.date, sorte, x.reference, description, mode, vente, encaissement, x.piece, x.reglement, x.compte
    )


def _bon(lecteur: Lecteur, vue: VueCompte) -> VueBon:
    comptees = [e for e in vue.ecritures if e.annule is None and e.annulee_par is None]
    fiche = lectures.fiche_client(lecteur, vue.client)
    return VueBon(
        compte=vue.numero,
        client=vue.client,
        client_nom=" ".join(filter(None, (fiche.nom, fiche.prenom))),
        date=vue.date_ouverture,
        montant=sum(e.entree for e in comptees),
        solde=vue.solde,
        origine=comptees[0].motif if comptees else "",
        code=bons.code_du_compte(lecteur, vue.numero),
        usages=tuple(UsageBon(e.date, e.commentaire or e.motif, e.sortie) for e in comptees if e.sortie),
    )
