"""A dialog that does one act on a pièce: sent once, refused beside the field, confirmed when a rule asks."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any

from PySide6.QtWidgets import QGridLayout, QLabel, QWidget

from caisse_clients.application.messages import message_de
from caisse_clients.gui.boites import Reponse
from caisse_clients.gui.dialogue import Dialogue
from caisse_clients.gui.ecran import ContexteEcran
from caisse_clients.gui.widgets.erreurs import marquer_erreur
from caisse_clients.kernel.erreurs import ConfirmationRequise, ErreurMetier
from caisse_clients.kernel.identifiants import nouvel_id

if TYPE_CHECKING:
    from caisse_clients.application.executeur import Resultat
    from caisse_clients.application.services import Services
    from caisse_clients.application.session import Secrets
    from caisse_clients.kernel.suivi import Suivi

_EN_PREPARATION = "gesteEnPreparation"


class DialogueGeste(Dialogue):
    """A subclass lays its form, calls ``brancher``, and answers ``saisie``, ``commande`` and ``conclure``.

    The command's id is made with the dialog: F2 pressed twice, or again after a failure, does it once.
    """

    def __init__(self, contexte: ContexteEcran, titre: str, parent: QWidget | None = None) -> None:
        super().__init__(contexte.boites, parent)
        self.contexte = contexte
        self.setWindowTitle(titre)
        self._id_commande = nouvel_id()
        self._en_cours = False
        self._champs: Mapping[str, QWidget] = {}
        self._initiale: object = None

    def brancher(self, champs: Mapping[str, QWidget], erreur: QLabel, grille: QGridLayout, premier: QWidget) -> None:
        """Follow the fields, named as the command names them; a refusal is written in the row under its field."""
        self._champs, self._erreur, self._grille = champs, erreur, grille
        place = grille.getItemPosition(grille.indexOf(erreur))
        assert isinstance(place, tuple)
        self._place = (int(place[0]), int(place[1]), int(place[3]))
        erreur.hide()
        self._initiale = self.saisie()
        premier.setFocus()
        # The dialog follows its form: a refusal is read whole, and the room it took is given back.
        self.ajuster()

    def saisie(self) -> object:
        """Return what is typed, as a value that can be compared."""
        raise NotImplementedError

    def commande(self) -> object:
        """Return the command that the form says; may raise ``ErreurMetier`` with its field."""
        raise NotImplementedError

    def question(self) -> str:
        """Return what is asked once the form is right, before the command leaves; empty: nothing is asked."""
        return ""

    def secrets(self) -> Secrets | None:
        """Return what the command is told beside its fields, if anything."""
        return None

    def conclure(self, resultat: Resultat) -> None:
        """Say what was done; the dialog is closed."""
        raise NotImplementedError

    def saisie_commencee(self) -> bool:
        """Return True when something differs from the form as it opened."""
        return self.saisie() != self._initiale

    def valider(self) -> None:
        """Send the command (F2); a second F2 while it is on its way does nothing."""
        if self._en_cours:
            return
        self.effacer_l_erreur()
        try:
            commande = self.commande()
        except ErreurMetier as erreur:
            self.refuser(erreur)
            return
        if (question := self.question()) and not self._accepte(question):
            return
        self._envoyer(commande, frozenset())

    def reject(self) -> None:
        """Close, except while the command is on its way: its outcome must be seen."""
        if not self._en_cours:
            super().reject()

    def refuser(self, erreur: Exception) -> None:
        """Show the refusal under the field it names, with the focus on it; under everything otherwise."""
        self.effacer_l_erreur()
        # The field of a list's item is the list's: « lignes[2].quantite » is « lignes ».
        nom = (erreur.champ or "").partition("[")[0] if isinstance(erreur, ErreurMetier) else ""
        champ = self._champs.get(nom)
        phrase = message_de(erreur)
        rang, colonne, largeur = self._place
        if champ is not None:
            marquer_erreur(champ, phrase)
            champ.setFocus()
            if (ordre := self._grille.indexOf(champ)) >= 0:
                place = self._grille.getItemPosition(ordre)
                assert isinstance(place, tuple)
                rang, colonne = int(place[0]) + 1, int(place[1])
                largeur = self._grille.columnCount() - colonne
        self._grille.removeWidget(self._erreur)
        self._grille.addWidget(self._erreur, rang, colonne, 1, largeur)
        self._erreur.setText(phrase)
        self._erreur.show()

    def effacer_l_erreur(self) -> None:
        """Take back what was said, since something else is being typed."""
        if self._erreur.isHidden():
            return
        self._erreur.clear()
        self._erreur.hide()
        for champ in self._champs.values():
            marquer_erreur(champ, "")

    def _envoyer(self, commande: object, confirmations: frozenset[str]) -> None:
        self._occuper(True)
        tache = self.contexte.taches.executer(
            commande,
            self,
            id_commande=self._id_commande,
            confirmations=confirmations,
            libelle=self.windowTitle(),
            secrets=self.secrets(),
        )
        tache.reussie.connect(self._reussir)
        tache.echouee.connect(lambda erreur: self._echouer(commande, confirmations, erreur))

    def _reussir(self, resultat: Resultat) -> None:
        self._occuper(False)
        self.accept()
        self.conclure(resultat)

    def _echouer(self, commande: object, confirmations: frozenset[str], erreur: Exception) -> None:
        self._occuper(False)
        if isinstance(erreur, ConfirmationRequise):
            if self._accepte(message_de(erreur)):
                self._envoyer(commande, confirmations | {erreur.code})
            return
        self.refuser(erreur)

    def _accepte(self, question: str) -> bool:
        return self.boites.confirmer(self, self.windowTitle(), question) is Reponse.OUI

    def _occuper(self, en_cours: bool) -> None:
        self._en_cours = en_cours
        self.permettre("valider", "L'enregistrement est en cours." if en_cours else "")


def preparer(
    contexte: ContexteEcran,
    hote: QWidget,
    titre: str,
    travail: Callable[[Services, Suivi], object],
    recevoir: Callable[[Any], None],
) -> None:
    """Read what a dialog needs, then open it; a key pressed again meanwhile does nothing."""
    if hote.property(_EN_PREPARATION):
        return
    hote.setProperty(_EN_PREPARATION, True)
    tache = contexte.taches.lire(travail, hote)
    tache.reussie.connect(recevoir)
    tache.echouee.connect(lambda erreur: contexte.boites.avertir(hote, titre, message_de(erreur)))
    tache.finie.connect(lambda: hote.setProperty(_EN_PREPARATION, False))
