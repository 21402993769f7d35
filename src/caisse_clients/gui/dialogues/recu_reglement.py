"""The receipt of a règlement: a preview that counts nothing, each paper of which is then counted (LEGAL §2)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from caisse_clients.gui.dialogues.geste import preparer
from caisse_clients.gui.ecran import ContexteEcran
from caisse_clients.kernel.identifiants import nouvel_id

if TYPE_CHECKING:
    from caisse_clients.application.commandes.reglements import EnregistrerReglement
    from caisse_clients.application.services import Services
    from caisse_clients.gui.taches import Tache
    from caisse_clients.kernel.suivi import Suivi

_TITRE = "Reçu"


def ouvrir_recu(contexte: ContexteEcran, hote: QWidget, numero: str) -> None:
    """Show the receipt of a recorded règlement, marked as a preview; printing or saving it makes and counts a paper."""

    def travail(services: Services, _suivi: Suivi) -> bytes:
        from caisse_clients.application.impressions import apercu_reglement  # reportlab, at the first paper only

        return apercu_reglement(services, numero)

    preparer(contexte, hote, _TITRE, travail, lambda pdf: _montrer(contexte, hote, numero, pdf))


def ouvrir_apercu(contexte: ContexteEcran, hote: QWidget, saisie: EnregistrerReglement) -> None:
    """Show the receipt of a règlement that is only typed, marked BROUILLON: nothing is recorded, nothing counted."""

    def travail(services: Services, _suivi: Suivi) -> bytes:
        from caisse_clients.application.impressions import apercu_reglement_saisi

        return apercu_reglement_saisi(services, saisie)

    def montrer(pdf: bytes) -> None:
        from caisse_clients.gui.apercu import DialogueApercu

        titre = "Aperçu du règlement — BROUILLON"
        DialogueApercu(
            contexte.taches, contexte.boites, hote, pdf=pdf, titre=titre, nom_propose="brouillon de règlement.pdf"
        ).open()

    preparer(contexte, hote, "Aperçu", travail, montrer)


def _montrer(contexte: ContexteEcran, hote: QWidget, numero: str, pdf: bytes) -> None:
    from caisse_clients.gui.apercu import DialogueApercu

    titre = f"Reçu du règlement {numero}"
    dialogue = DialogueApercu(
        contexte.taches, contexte.boites, hote, pdf=pdf, titre=titre, nom_propose=f"reçu {numero}.pdf"
    )
    # The same id until the paper is out: a printer that failed is tried again without counting twice.
    tirages = [nouvel_id()]

    def tirer() -> Tache:
        from caisse_clients.application.impressions import tirer_reglement

        id_commande = tirages[-1]
        return contexte.taches.ecrire(
            lambda services, _suivi: tirer_reglement(services, numero, id_commande=id_commande), dialogue, titre
        )

    dialogue.apercu.definir_tirage(tirer)
    for sorti in (dialogue.apercu.imprime, dialogue.apercu.enregistre):
        sorti.connect(lambda _ou: tirages.append(nouvel_id()))
    dialogue.open()
