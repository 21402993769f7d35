"""The receipt of a règlement that is only typed: shown marked BROUILLON, nothing is counted (manual 002 §1)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from caisse_clients.gui.dialogues.geste import preparer
from caisse_clients.gui.ecran import ContexteEcran

if TYPE_CHECKING:
    from caisse_clients.application.commandes.reglements import EnregistrerReglement
    from caisse_clients.application.services import Services
    from caisse_clients.kernel.suivi import Suivi


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
