"""Money received: the règlement, its écriture, its imputation by the proposal (manuals 002 §1 and 003)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from caisse_clients.application.ventes import imputer as moteur
from caisse_clients.application.ventes.cadre import Cadre, date_ouverte, ecrire, mode_de, numero_de_reglement
from caisse_clients.application.ventes.sources import Source, cible_de
from caisse_clients.domain.comptes import OrigineEcriture
from caisse_clients.domain.devises import en_euros, en_unites, verifier_devise
from caisse_clients.domain.grand_livre import schemas
from caisse_clients.domain.grand_livre.ecritures import Ligne
from caisse_clients.domain.reglages import EURO, Mode
from caisse_clients.domain.reglements import (
    Disponible,
    MotifImputation,
    controler_especes_de_la_vente,
    proposer,
)
from caisse_clients.kernel.erreurs import ErreurMetier
from caisse_clients.kernel.formats import ecrire_montant_contrat
from caisse_clients.kernel.texte import nettoyer
from caisse_clients.storage import dus as stock_dus
from caisse_clients.storage import reglages_ventes
from caisse_clients.storage import reglements as stock
from caisse_clients.storage.reglements import Reglement


@dataclass(frozen=True, slots=True)
class Recette:
    """Money received as it was typed; ``montant`` with two decimals of ``devise``."""

    mode: str
    montant: int
    reference: str = ""
    banque: str = ""
    devise: str = EURO
    cours: int | None = None
    non_resident: str = ""


def encaisser(cadre: Cadre, fiche: Mapping[str, Any], recette: Recette) -> Reglement:
    """Write a received règlement and its écriture.

    Raises ``mode_inconnu``, ``banque_inconnue``, ``devise_inconnue``, ``cours_manquant``, ``especes_interdites``,
    ``montant_invalide``; asks to confirm the cash of a non-resident (``especes_non_resident``).
    """
    mode = mode_de(cadre, recette.mode)
    devise, cours = verifier_devise(recette.devise, recette.cours)
    if recette.montant <= 0:
        raise ErreurMetier("montant_invalide", champ="montant", valeur=ecrire_montant_contrat(recette.montant))
    unites = en_unites(recette.montant, devise)
    euros = en_euros(unites, devise, cours)
    if euros <= 0:  # less than half a centime of a weak currency
        raise ErreurMetier("montant_invalide", champ="montant", valeur=ecrire_montant_contrat(recette.montant))
    identite = nettoyer(recette.non_resident, longueur=200, champ="non_resident")
    if mode.especes:
        professionnel = bool(fiche["professionnel"])
        controler_especes_de_la_vente(0, euros, professionnel=professionnel, non_resident=bool(identite))
        if identite and not professionnel:
            cadre.ctx.faire_confirmer("especes_non_resident", identite=identite, montant=euros)
    return ajouter(
        cadre,
        client=int(fiche["code"]),
        mode=mode,
        montants=(euros, unites),
        devise=devise,
        cours=cours,
        reference=recette.reference,
        banque=banque_de(cadre, recette.banque),
        identite=identite,
    )


def ajouter(
    cadre: Cadre,
    *,
    client: int,
    mode: Mode,
    montants: tuple[int, int],
    sens: int = 1,
    devise: str = EURO,
    cours: int | None = None,
    reference: str = "",
    banque: str = "",
    identite: str = "",
    raison: str = "",
    rendu_de: Ligne | None = None,
) -> Reglement:
    """Insert a règlement with its RC and its écriture; ``montants`` are centimes and minor units of the currency.

    ``rendu_de``: debit of the compte client that a remboursement empties.
    """
    ligne: dict[str, Any] = {
        "id": cadre.tx.id("reglement"),
        "numero": numero_de_reglement(cadre),
        "client": client,
        "station": cadre.station,
        "sens": sens,
        "mode": mode.code,
        "mode_libelle": mode.libelle,
        "numerique": mode.numerique,
        "especes": mode.especes,
        "date": cadre.date,
        "devise": devise,
        "cours": cours,
        "montant": montants[0],
        "montant_devise": montants[1],
        "banque": banque,
        "reference": nettoyer(reference, longueur=120, champ="reference"),
        "identite": identite,
        "etat": "recu",
        "raison": raison,
    }
    ligne["ecriture"] = ecrire_le_reglement(cadre, ligne, rendu_de=rendu_de)
    return stock.ajouter(cadre.tx, ligne)


def ecrire_le_reglement(cadre: Cadre, r: Mapping[str, Any], *, rendu_de: Ligne | None = None) -> int:
    """Write the écriture of a règlement row, at its date when that is open; return its id.

    ``rendu_de``: debit of the compte client that a remboursement empties, instead of the client's own account.
    """
    mode = reglages_ventes.charger_mode(cadre.tx, r["mode"])
    assert mode is not None  # a mode is never deleted
    banque = reglages_ventes.charger_banque(cadre.tx, r["banque"]) if r["banque"] else None
    compte, journal = mode.compte, mode.journal
    if banque is not None and compte.startswith("512"):  # the money goes to that bank's own account
        compte, journal = banque.compte, banque.journal or journal
    lignes = schemas.reglement(cadre.compte_client, r["client"], compte, r["montant"], sens=r["sens"])
    if rendu_de is not None:
        lignes = (rendu_de, *(x for x in lignes if x.credit))
    if r["devise"] != EURO:
        lignes = tuple(
            Ligne(x.compte, x.debit, x.credit, x.tiers, x.compte_client, r["devise"], r["montant_devise"])
            for x in lignes
        )
    verbe = "Règlement" if r["sens"] > 0 else "Remboursement"
    date: dt.date = r["date"]
    return ecrire(
        cadre,
        lignes,
        f"{verbe} {r['numero']} {r['mode_libelle']}",
        OrigineEcriture.REGLEMENT,
        journal=journal,
        date=date_ouverte(cadre, date),
        motif_libelle=f"{verbe} {r['mode_libelle'].lower()}",
    )


def imputer_d_office(cadre: Cadre, source: Source, client: int) -> Source:
    """Impute what is left of a source by the proposal: exact match first, then oldest échéance."""
    dus = [du for du in stock_dus.dus_du_client(cadre.tx, client) if du.devise == source.devise]
    disponible = Disponible(source.numero, source.reste_devise, source.date.isoformat(), source.devise)
    for proposition in proposer(dus, [disponible]):
        cible = cible_de(cadre, proposition.cible)
        source = moteur.imputer(cadre, source, cible, proposition.montant, MotifImputation.REGLEMENT).source
    return source


def banque_de(cadre: Cadre, code: str) -> str:
    """Return the code of a bank in use, "" for none; raises ``banque_inconnue``."""
    if not code.strip():
        return ""
    trouvee = None if "\0" in code else reglages_ventes.charger_banque(cadre.tx, code.strip().upper())
    if trouvee is None or not trouvee.actif:
        raise ErreurMetier("banque_inconnue", champ="banque", banque=code[:40])
    return trouvee.code
