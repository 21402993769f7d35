"""How an accès, its cheques and its stop are said, without Qt: the same words in the tab, the dialogs and the boxes."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from typing import Any

from caisse_clients.domain.acces import Consommation, avoir_propose, montant_consomme
from caisse_clients.domain.vues_acces import VueAcces, VueArchivage, VueCheque
from caisse_clients.kernel.formats import (
    ecrire_code,
    ecrire_date,
    ecrire_montant,
    lire_date_contrat,
    lire_montant_contrat,
)


def euros(centimes: int) -> str:
    """Write an amount with its currency."""
    return f"{ecrire_montant(centimes)} €"


def designation(a: VueAcces) -> str:
    """*Accès « Accès annuel » de MARTIN Julie*."""
    return f"Accès « {a.libelle} » de {a.client_nom}"


def periode(a: VueAcces) -> str:
    """*Du 01/05/2014 au 30/04/2015 (12 mois)*."""
    return f"Du {ecrire_date(a.duree.debut)} au {ecrire_date(a.duree.fin)} ({a.duree.mois} mois)"


def cheques_nommes(cheques: Iterable[tuple[dt.date, int]]) -> str:
    """Name cheques by date and amount: *chèques du 05/08/2014 de 135,00 €, du 05/09/2014 de 135,00 €*."""
    nommes = [f"du {ecrire_date(date)} de {euros(montant)}" for date, montant in cheques]
    return f"chèque{'s' if len(nommes) > 1 else ''} {', '.join(nommes)}"


def cheques_en_mots(cheques: Iterable[VueCheque]) -> str:
    """Name cheques of an accès by date and amount."""
    return cheques_nommes((c.date, c.montant) for c in cheques)


def premiere_question(a: VueAcces) -> str:
    """Return what *Archiver* says it will do, before anything is computed (manual 001: the first window)."""
    return (
        f"Vous allez arrêter l'accès « {a.libelle} » de {a.client_nom}.\n\n"
        "Le programme calcule ce qui n'a pas été consommé ; vous pourrez donner un avoir, le rembourser, "
        "ou seulement archiver. Rien n'est enregistré avant la dernière question.\n\n"
        "Arrêter cet accès ?"
    )


def seconde_question(a: VueAcces, arret: dt.date, c: Consommation) -> str:
    """Return the summary of the accès as it stands (manual 001: the second window)."""
    avoir = avoir_propose(a.prix, a.anterieurs, c)
    lignes = [
        f"{designation(a)}\n{periode(a)}, {euros(a.prix)}",
        f"Au {ecrire_date(arret)} : {c.phrase} (consommé {euros(montant_consomme(a.prix, c))})",
        f"Encaissé {euros(a.encaisse)}, reste dû {euros(a.reste)}",
    ]
    if a.anterieurs:
        lignes.append(f"Avoirs déjà donnés {euros(a.anterieurs)}")
    if a.detenus:
        lignes.append(f"Au coffre : {cheques_en_mots(a.detenus)}")
    else:
        lignes.append("Aucun chèque au coffre")
    lignes.append(f"Avoir proposé : {euros(avoir)}")
    return "\n\n".join(lignes) + "\n\nContinuer ?"


def cheque_de(a: VueAcces, c: VueCheque) -> str:
    """Name a cheque of an accès, as « Chèque 4 de « Accès annuel », 135,00 € »."""
    return f"Chèque {c.rang} de « {a.libelle} », {euros(c.montant)}"


def explication_du_rendu(a: VueAcces) -> str:
    """Say what handing a cheque back does, and what stays due."""
    if a.reste:
        return f"L'accès continue. Les {euros(a.reste)} qui restent dus le restent, à régler autrement."
    return "L'accès continue. Rien n'est plus dû sur sa facture."


def arret_en_mots(archivage: VueArchivage) -> str:
    """Say the stop in force of an accès, for who opens the tab later."""
    e = archivage.equation
    debut = f"Arrêté au {ecrire_date(archivage.date)} (saisi le {ecrire_date(archivage.fait_le)})"
    if not archivage.avoir:
        return f"{debut}, sans avoir : seul l'accès est archivé."
    phrases = [f"{debut} : {archivage.consommation.phrase}", f"avoir {archivage.avoir} de {euros(e.montant_avoir)}"]
    if archivage.reglement:
        phrases.append(f"{euros(archivage.rembourse)} remboursés ({archivage.mode}, {archivage.reglement})")
    if e.reduit:
        phrases.append(f"{euros(e.reduit)} en moins sur ce qui avait été mis en compte")
    if archivage.compte is not None:
        phrases.append(
            f"crédit de {euros(e.credit - archivage.rembourse)} sur le compte avoir n° {ecrire_code(archivage.compte)}"
        )
    if e.du:
        phrases.append(f"le client devait encore {euros(e.du)}")
    if archivage.rendus:
        phrases.append(f"à rendre : {cheques_en_mots(archivage.rendus)}")
    return " ; ".join(phrases) + "."


def compte_rendu(a: VueAcces, valeurs: Mapping[str, Any], mode: str) -> str:
    """Say what a stop has just done, from what the command gave."""
    phrases = [f"{designation(a)} archivé."]
    if not valeurs.get("piece"):
        return f"{phrases[0]} Rien d'autre ne change."
    phrases.append(f"Avoir {valeurs['piece']} de {_contrat(valeurs['avoir'])}.")
    if valeurs.get("reglement"):
        phrases.append(f"{_contrat(valeurs['rembourse'])} à remettre au client par {mode} ({valeurs['reglement']}).")
    if valeurs.get("compte") is not None:
        reste = lire_montant_contrat(valeurs["credit"]) - lire_montant_contrat(valeurs["rembourse"])
        phrases.append(f"Crédit de {euros(reste)} sur le compte avoir n° {ecrire_code(valeurs['compte'])}.")
    if lire_montant_contrat(valeurs["reduit"]):
        phrases.append(f"Ce qui avait été mis en compte baisse de {_contrat(valeurs['reduit'])}.")
    if lire_montant_contrat(valeurs["du"]):
        phrases.append(f"Le client doit encore {_contrat(valeurs['du'])}.")
    if rendus := valeurs.get("a_rendre"):
        quoi = [(lire_date_contrat(r["date"]), lire_montant_contrat(r["montant"])) for r in rendus]
        phrases.append(f"À rendre au client : {cheques_nommes(quoi)}.")
    return " ".join(phrases)


def _contrat(montant: str) -> str:
    return euros(lire_montant_contrat(montant))


def explication_de_la_reprise(a: VueAcces) -> str:
    """Return what taking an archived accès up again will undo."""
    phrases = ["L'accès revient parmi les accès en cours."]
    if a.archivage is not None and a.archivage.avoir:
        phrases.append(f"L'avoir {a.archivage.avoir} est annulé, s'il n'a pas encore servi.")
        if a.archivage.rendus:
            phrases.append(f"À reprendre au client : {cheques_en_mots(a.archivage.rendus)}.")
    return " ".join(phrases)


def compte_rendu_de_la_reprise(a: VueAcces, valeurs: Mapping[str, Any]) -> str:
    """Say what taking an accès up again has done, from what the command gave."""
    phrases = [f"{designation(a)} repris."]
    if valeurs.get("piece") and a.archivage is not None:
        phrases.append(f"Avoir {a.archivage.avoir} annulé par {valeurs['piece']}.")
    repris = [c for c in a.cheques if c.rang in valeurs.get("cheques", ())]
    if repris:
        phrases.append(f"De nouveau au coffre : {cheques_en_mots(repris)}.")
    return " ".join(phrases)
