"""Who works at this window: asked at the opening, on a change of user, and when another user must authorise an act.

The dialogs are imported when they are needed: a window without PIN never loads them.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

import shiboken6
from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from caisse_clients.gui.boites import Boites
from caisse_clients.gui.demande import Demande, Identite
from caisse_clients.gui.preferences import Preferences
from caisse_clients.gui.taches import Taches
from caisse_clients.kernel.erreurs import ErreurMetier

if TYPE_CHECKING:
    from caisse_clients.application.services import Services
    from caisse_clients.gui.dialogues.connexion import DialogueConnexion
    from caisse_clients.gui.ecran import ContexteEcran
    from caisse_clients.kernel.suivi import Suivi

_DERNIER = "connexion/utilisateur"
"""Preference: the last user code of this machine."""
PREMIER_ECRAN = "comptes_clients"


class Porte(Protocol):
    """What the main window does when somebody leaves or comes in."""

    def verrouiller(self) -> bool:
        """Close every screen and the base; False when a screen stays."""
        ...

    def preparer(self, nom: str) -> None:
        """Open a screen once it is loaded."""
        ...


class Connexion(QObject):
    """The window's door. ``identite`` is what the next opening of the base is made with."""

    def __init__(
        self,
        fenetre: QWidget,
        porte: Porte,
        taches: Taches,
        *,
        boites: Boites,
        preferences: Preferences,
        identite: Identite,
    ) -> None:
        super().__init__(fenetre)
        self._fenetre, self._taches, self._boites = fenetre, taches, boites
        self._porte = porte
        self._preferences, self._identite = preferences, identite
        self._dialogue: DialogueConnexion | None = None
        self._au_retour = ""
        taches.pret.connect(self._laisser_entrer)

    def demander_si_possible(self, erreur: Exception) -> bool:
        """Ask who works when that is all the opening lacks; False for any other failure."""
        from caisse_clients.application.connexion import A_IDENTIFIER

        if not isinstance(erreur, ErreurMetier) or erreur.code not in A_IDENTIFIER:
            self._fermer()
            return False
        if self._dialogue is None:
            self._ouvrir()
        assert self._dialogue is not None
        if self._identite.pin:
            self._dialogue.refuser(erreur)
        self._identite.pin = ""
        return True

    def changer_utilisateur(self, contexte: ContexteEcran | None) -> None:
        """Close what is open, each screen having its say, then ask who works."""
        if contexte is None:
            return
        titre = "Changer d'utilisateur"
        tache = contexte.taches.lire(_pin_existe, self._fenetre)
        tache.reussie.connect(lambda existe: self._verrouiller() if existe else self._dire_sans_pin(titre))
        tache.echouee.connect(lambda erreur: self._avertir(titre, erreur))

    def changer_pin(self, contexte: ContexteEcran | None) -> None:
        """Let who works change his own PIN."""
        if contexte is not None:
            from caisse_clients.gui.dialogues.pin import demander_un_pin

            demander_un_pin(contexte, self._fenetre, contexte.utilisateur.code)

    def demander_approbation(self, demande: Demande, contexte: ContexteEcran | None) -> None:
        """Have another user authorise a command at this screen, or let its refusal go on."""
        if contexte is None:
            demande.renoncer()
            return
        from caisse_clients.gui.dialogues.approbation import DialogueApprobation

        hote = demande.hote if isinstance(demande.hote, QWidget) else self._fenetre
        DialogueApprobation(self._boites, demande, contexte.utilisateur, hote).open()

    def _ouvrir(self) -> None:
        from caisse_clients.gui.dialogues.connexion import DialogueConnexion

        dernier = self._identite.utilisateur or self._preferences.texte(_DERNIER)
        self._dialogue = DialogueConnexion(self._boites, dernier, self._fenetre)
        self._dialogue.donnee.connect(self._entrer)
        self._dialogue.rejected.connect(self._fenetre.close)
        self._dialogue.open()

    def _entrer(self, code: str, pin: str) -> None:
        self._identite.utilisateur, self._identite.pin, self._identite.de_confiance = code, pin, False
        self._taches.ouvrir()

    def _laisser_entrer(self, services: Services) -> None:
        self._identite.pin = ""
        if self._dialogue is None:
            return
        self._preferences.garder_texte(_DERNIER, services.utilisateur.code)
        self._fermer()
        if self._au_retour:
            self._porte.preparer(self._au_retour)
            self._au_retour = ""

    def _fermer(self) -> None:
        dialogue, self._dialogue = self._dialogue, None
        if dialogue is not None and shiboken6.isValid(dialogue):
            dialogue.accept()

    def _verrouiller(self) -> None:
        if not self._porte.verrouiller():
            return
        self._identite.utilisateur, self._identite.de_confiance = "", False
        self._au_retour = PREMIER_ECRAN
        self._ouvrir()

    def _dire_sans_pin(self, titre: str) -> None:
        from caisse_clients.application.messages import message

        self._boites.informer(self._fenetre, titre, message("aucun_pin"))

    def _avertir(self, titre: str, erreur: Exception) -> None:
        from caisse_clients.application.messages import message_de

        self._boites.avertir(self._fenetre, titre, message_de(erreur))


def _pin_existe(services: Services, _suivi: Suivi) -> bool:
    return services.pin_existe()
