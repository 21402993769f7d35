"""Papers whose printings are counted, shown as a preview; each printing or saving makes, and counts, one of its own."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from caisse_clients.gui.dialogues.geste import preparer
from caisse_clients.gui.ecran import ContexteEcran
from caisse_clients.kernel.formats import ecrire_code
from caisse_clients.kernel.identifiants import nouvel_id

if TYPE_CHECKING:
    from caisse_clients.application.services import Services
    from caisse_clients.gui.taches import Tache
    from caisse_clients.kernel.suivi import Suivi

Tirer = Callable[["Services", str], bytes]
"""Counts one printing under an id and returns the paper."""


def montrer_document(contexte: ContexteEcran, ecran: QWidget, numero: str) -> None:
    """Show the pièce ``numero`` as it prints; printing it or saving it makes, and counts, a paper of its own."""

    def apercu(services: Services) -> bytes:
        from caisse_clients.application.impressions import apercu_piece  # reportlab, at the first document only

        return apercu_piece(services, numero)

    def tirer(services: Services, id_commande: str) -> bytes:
        from caisse_clients.application.impressions import tirer_piece

        return tirer_piece(services, numero, id_commande=id_commande)

    _montrer(contexte, ecran, numero, nom_propose=f"{numero}.pdf", apercu=apercu, tirer=tirer)


def montrer_recu(contexte: ContexteEcran, ecran: QWidget, reglement: str) -> None:
    """Show the receipt of the règlement ``reglement`` (RC…); printing it or saving it is counted."""

    def apercu(services: Services) -> bytes:
        from caisse_clients.application.impressions import apercu_reglement

        return apercu_reglement(services, reglement)

    def tirer(services: Services, id_commande: str) -> bytes:
        from caisse_clients.application.impressions import tirer_reglement

        return tirer_reglement(services, reglement, id_commande=id_commande)

    titre = f"Reçu {reglement}"
    _montrer(contexte, ecran, titre, nom_propose=f"reçu {reglement}.pdf", apercu=apercu, tirer=tirer)


def montrer_arret(contexte: ContexteEcran, ecran: QWidget, acces: int) -> None:
    """Show the paper of the stop of an accès; printing it or saving it is counted."""

    def apercu(services: Services) -> bytes:
        from caisse_clients.application.impressions_acces import apercu_arret

        return apercu_arret(services, acces)

    def tirer(services: Services, id_commande: str) -> bytes:
        from caisse_clients.application.impressions_acces import tirer_arret

        return tirer_arret(services, acces, id_commande=id_commande)

    titre = f"Arrêt de l'accès {ecrire_code(acces)}"
    _montrer(contexte, ecran, titre, nom_propose=f"arrêt accès {acces}.pdf", apercu=apercu, tirer=tirer)


def montrer_bon(contexte: ContexteEcran, ecran: QWidget, compte: int) -> None:
    """Show the bon of a compte avoir, without its code; printing it or saving it is counted, and bears the code."""

    def apercu(services: Services) -> bytes:
        from caisse_clients.application.impressions_acces import apercu_bon

        return apercu_bon(services, compte)

    def tirer(services: Services, id_commande: str) -> bytes:
        from caisse_clients.application.impressions_acces import tirer_bon

        return tirer_bon(services, compte, id_commande=id_commande)

    titre = f"Bon d'avoir du compte {ecrire_code(compte)}"
    _montrer(contexte, ecran, titre, nom_propose=f"bon d'avoir {compte}.pdf", apercu=apercu, tirer=tirer)


def _montrer(
    contexte: ContexteEcran,
    ecran: QWidget,
    titre: str,
    *,
    nom_propose: str,
    apercu: Callable[[Services], bytes],
    tirer: Tirer,
) -> None:
    def travail(services: Services, _suivi: Suivi) -> bytes:
        return apercu(services)

    def ouvrir(pdf: bytes) -> None:
        from caisse_clients.gui.apercu import DialogueApercu

        dialogue = DialogueApercu(
            contexte.taches, contexte.boites, ecran, pdf=pdf, titre=titre, nom_propose=nom_propose
        )
        # The same id until the paper is out: a printer that failed is tried again without counting twice.
        tirages = [nouvel_id()]

        def lancer() -> Tache:
            id_commande = tirages[-1]
            return contexte.taches.ecrire(lambda services, _suivi: tirer(services, id_commande), dialogue, titre)

        dialogue.apercu.definir_tirage(lancer)
        for sorti in (dialogue.apercu.imprime, dialogue.apercu.enregistre):
            sorti.connect(lambda _ou: tirages.append(nouvel_id()))
        dialogue.open()

    preparer(contexte, ecran, titre, travail, ouvrir)
