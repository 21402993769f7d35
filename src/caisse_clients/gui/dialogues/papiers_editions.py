"""The papers of the éditions: made off the UI thread, with progress and Annuler, then shown to print or save."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from caisse_clients.application.messages import message_de
from caisse_clients.gui.ecran import ContexteEcran

if TYPE_CHECKING:
    import datetime as dt

    from caisse_clients.application.services import Services
    from caisse_clients.domain.echeancier import LigneBalanceAgee
    from caisse_clients.domain.releves import Releve, RelevePassager
    from caisse_clients.kernel.suivi import Suivi

Travail = Callable[["Services", "Suivi"], bytes]
_EN_PREPARATION = "papierEnPreparation"


def montrer_papier(contexte: ContexteEcran, hote: QWidget, titre: str, travail: Travail) -> None:
    """Run ``travail`` in a reader thread, show the PDF it returns; a key pressed again meanwhile does nothing."""
    if hote.property(_EN_PREPARATION):
        return
    hote.setProperty(_EN_PREPARATION, True)

    def montrer(pdf: bytes) -> None:
        from caisse_clients.gui.apercu import DialogueApercu

        nom = f"{titre}.pdf"
        DialogueApercu(contexte.taches, contexte.boites, hote, pdf=pdf, titre=titre, nom_propose=nom).open()

    tache = contexte.taches.lire(travail, hote, f"Mise en page : {titre}")
    tache.reussie.connect(montrer)
    tache.annulee.connect(lambda: contexte.dire("Mise en page arrêtée : rien n'a été imprimé."))
    tache.echouee.connect(lambda erreur: contexte.boites.avertir(hote, titre, message_de(erreur)))
    tache.finie.connect(lambda: hote.setProperty(_EN_PREPARATION, False))


def imprimer_releve(contexte: ContexteEcran, hote: QWidget, titre: str, releve: Releve, *, ht: bool) -> None:
    """Show the paper of the statement on screen; ``ht`` shows the HT of the pièces beside."""

    def travail(services: Services, suivi: Suivi) -> bytes:
        from caisse_clients.application.editions import editer_releve, edition_de  # reportlab, at the first paper only

        with services.lire() as lecteur:
            return editer_releve(lecteur, releve, edition_de(services, lecteur), ht=ht, suivi=suivi)

    montrer_papier(contexte, hote, titre, travail)


def imprimer_passager(contexte: ContexteEcran, hote: QWidget, titre: str, releve: RelevePassager) -> None:
    """Show the paper of the walk-in sales on screen."""

    def travail(services: Services, suivi: Suivi) -> bytes:
        from caisse_clients.application.editions import editer_passager, edition_de

        with services.lire() as lecteur:
            return editer_passager(lecteur, releve, edition_de(services, lecteur), suivi=suivi)

    montrer_papier(contexte, hote, titre, travail)


def imprimer_balance(
    contexte: ContexteEcran, hote: QWidget, titre: str, au: dt.date, lignes: Sequence[LigneBalanceAgee]
) -> None:
    """Show the paper of the balance on screen: the rows it shows, in its order."""

    def travail(services: Services, suivi: Suivi) -> bytes:
        from caisse_clients.application.editions import editer_balance_agee, edition_de

        with services.lire() as lecteur:
            return editer_balance_agee(lecteur, au, edition_de(services, lecteur), lignes=lignes, suivi=suivi)

    montrer_papier(contexte, hote, titre, travail)
