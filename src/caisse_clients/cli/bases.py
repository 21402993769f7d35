"""``base creer | migrer | verifier | info``."""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from dataclasses import asdict
from typing import TYPE_CHECKING, Any

from caisse_clients.cli.progression import BarreDeProgression
from caisse_clients.cli.sorties import Statut, dire, dire_json, ecrire_instant
from caisse_clients.config import Reglages
from caisse_clients.kernel.erreurs import ErreurMetier
from caisse_clients.kernel.formats import ecrire_code

if TYPE_CHECKING:
    from caisse_clients.domain.grand_livre.controles import Anomalie, Evenement, Rapport

CLIENTS_DE_DEMONSTRATION = 200


def lancer(choix: argparse.Namespace, reglages: Reglages) -> int:
    """Run one action on the base."""
    actions = {"creer": _creer, "migrer": _migrer, "verifier": _verifier, "info": _info}
    return actions[choix.action](choix, reglages)


def _creer(choix: argparse.Namespace, reglages: Reglages) -> int:
    from caisse_clients.application.travaux.base_neuve import faire_une_base

    if choix.clients is not None and not choix.demonstration:
        raise ErreurMetier(
            "usage", raison="« --clients » demande --demonstration.", aide="caisse-clients base creer --help"
        )
    exemples = (choix.clients or CLIENTS_DE_DEMONSTRATION) if choix.demonstration else None
    with BarreDeProgression() as suivi:
        uuid = faire_une_base(reglages, ecole=choix.ecole, exemples=exemples, suivi=suivi)
    if choix.json:
        dire_json({"base": reglages.base, "uuid": uuid, "ecole": choix.ecole, "demonstration": choix.demonstration})
    else:
        sorte = " de démonstration" if choix.demonstration else " d'école" if choix.ecole else ""
        dire(f"Base{sorte} créée : {reglages.base}")
    return Statut.FAIT


def _migrer(choix: argparse.Namespace, reglages: Reglages) -> int:
    from caisse_clients.storage.migrations import migrer

    avant, apres = migrer(reglages.base)
    if choix.json:
        dire_json({"avant": avant, "apres": apres})
    elif avant == apres:
        dire(f"La base est déjà à jour (schéma {apres}).")
    else:
        dire(f"Base mise à jour : schéma {avant} → {apres}.")
    return Statut.FAIT


def _verifier(choix: argparse.Namespace, reglages: Reglages) -> int:
    from caisse_clients.application.verification import verifier_adresse

    with BarreDeProgression() as suivi:
        rapport = verifier_adresse(reglages.base, reglages, complet=choix.complet, suivi=suivi)
    if choix.json:
        dire_json({"intact": rapport.intact, **asdict(rapport)})
    else:
        for ligne in lignes_du_rapport(rapport):
            dire(ligne)
    return Statut.FAIT if rapport.intact else Statut.REFUS


def lignes_du_rapport(rapport: Rapport) -> Iterator[str]:
    """Yield what a verification found, for a person: each anomaly and event, then the conclusion."""
    for anomalie in rapport.anomalies:
        yield f"ANOMALIE  {_lieu(anomalie)}{anomalie.texte}  [{anomalie.code}]"
    if rapport.tronque:
        yield "… et d'autres anomalies encore."
    for evenement in rapport.evenements:
        yield f"à savoir  {_lieu(evenement)}{evenement.texte}  [{evenement.code}]"
    comptes = (rapport.operations, "opération"), (rapport.lignes, "ligne"), (rapport.signatures, "signature")
    controle = ", ".join(_compte(nombre, nom) for nombre, nom in comptes)
    if rapport.intact:
        yield f"Base intacte, rien n'a été modifié. Contrôlé : {controle}."
    else:
        yield (
            f"Base altérée : {_compte(len(rapport.anomalies), 'anomalie')}. Contrôlé : {controle}. "
            "N'écrivez plus dans cette base et prévenez un administrateur."
        )


def _compte(nombre: int, nom: str) -> str:
    return f"{ecrire_code(nombre)} {nom}{'s' if nombre > 1 else ''}"


def _lieu(constat: Anomalie | Evenement) -> str:
    operation = "" if constat.operation is None else f"opération {ecrire_code(constat.operation)}"
    poste = f"poste {constat.poste}" if constat.poste else ""
    lieu = ", ".join(filter(None, (poste, operation)))
    return f"{lieu} : " if lieu else ""


def _info(choix: argparse.Namespace, reglages: Reglages) -> int:
    from caisse_clients.cli.ouverture import services_ouverts
    from caisse_clients.storage import engine, lecture_grand_livre

    with services_ouverts(reglages) as services, services.lire() as lecteur:
        identite = lecture_grand_livre.identite(lecteur)
        assert identite is not None  # the services would not have opened without it
        faits: dict[str, Any] = {
            "base": services.base.chemin_affiche,
            "uuid": identite.uuid,
            "cree_le": identite.cree_le,
            "ecole": identite.ecole,
            "demonstration": identite.demonstration,
            "schema": engine.REVISION,
            "utilisateur": services.utilisateur.code,
            "role": services.utilisateur.role.value,
            "poste": services.poste,
        }
    if choix.json:
        dire_json(faits)
        return Statut.FAIT
    sorte = " et ".join(
        nom for nom, vrai in (("d'école", identite.ecole), ("de démonstration", identite.demonstration)) if vrai
    )
    dire(f"Base{' ' + sorte if sorte else ''} : {faits['base']}")
    dire(f"Créée le {ecrire_instant(identite.cree_le)}, identifiant {identite.uuid}, schéma {engine.REVISION}")
    dire(
        f"Ouverte par {services.utilisateur.libelle} ({faits['utilisateur']}, {faits['role']}), poste {faits['poste']}"
    )
    return Statut.FAIT
