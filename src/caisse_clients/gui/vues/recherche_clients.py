"""The search of *Comptes clients* and the grid of clients it narrows, off the UI thread."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLineEdit

from caisse_clients.application.messages import message_de
from caisse_clients.domain.comptes import TypeCompte
from caisse_clients.domain.vues import EtatCompte
from caisse_clients.gui.ecran import ContexteEcran
from caisse_clients.gui.formulaires.comptes_clients import Ui_ComptesClients
from caisse_clients.gui.modeles.clients import COLONNES_CLIENTS, lecture_clients
from caisse_clients.gui.modeles.pagine import ModelePagine
from caisse_clients.gui.presentateurs import comptes_clients as decisions
from caisse_clients.gui.presentateurs.bon import lire_du_code, ressemble_a_un_code
from caisse_clients.gui.presentateurs.comptes_clients import Recherche
from caisse_clients.gui.widgets.erreurs import marquer_erreur

DELAI_RECHERCHE_MS = 150


class RechercheClients(QObject):
    """Typing narrows the clients after a pause; states and types concern the accounts only.

    ``lue`` follows each answer; ``filtreChange`` says that a state or a type was ticked.
    """

    lue = Signal(int)
    filtreChange = Signal()
    echec = Signal(Exception)

    def __init__(self, ui: Ui_ComptesClients, contexte: ContexteEcran, parent: QObject) -> None:
        super().__init__(parent)
        self._ui, self._contexte = ui, contexte
        self._choisir_le_premier = False
        self.modele = ModelePagine(contexte.taches, COLONNES_CLIENTS, lambda ligne: int(ligne.code), self)
        self.modele.charge.connect(self._recevoir)
        self.modele.lecture_echouee.connect(self.echec)
        ui.clientsTable.montrer_modele(self.modele)
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(DELAI_RECHERCHE_MS)
        self._pause.timeout.connect(self.chercher)
        self._champs = (ui.numeroCompteEdit, ui.codeClientEdit, ui.nomClientEdit, ui.prenomClientEdit)
        self._brancher()

    def recherche(self) -> Recherche:
        """Return what is typed and ticked."""
        ui = self._ui
        etats = {ui.soldeRadio: EtatCompte.SOLDES, ui.tousRadio: EtatCompte.TOUS}
        cochees = {
            TypeCompte.ACOMPTE: ui.acompteCheck,
            TypeCompte.AVOIR: ui.avoirCheck,
            TypeCompte.CREDIT: ui.creditCheck,
            TypeCompte.EXPORT: ui.exportCheck,
            TypeCompte.ORGANISME_CREDIT: ui.organismeCreditCheck,
        }
        return Recherche(
            numero_compte=ui.numeroCompteEdit.text(),
            code=ui.codeClientEdit.text(),
            nom=ui.nomClientEdit.text(),
            prenom=ui.prenomClientEdit.text(),
            etat=next((etat for radio, etat in etats.items() if radio.isChecked()), EtatCompte.NON_SOLDES),
            types=frozenset(type_ for type_, case in cochees.items() if case.isChecked()),
        )

    def chercher(self) -> None:
        """Ask for the clients, unless a number cannot be read: the field then says so."""
        self._pause.stop()
        if (scanne := next((c for c in self._champs if ressemble_a_un_code(c.text())), None)) is not None:
            self._chercher_le_bon(scanne)
            return
        recherche = self.recherche()
        if not self._lisible(recherche):
            return
        self._choisir_le_premier = not recherche.vide
        self.modele.montrer(lecture_clients(recherche.criteres()))

    def chercher_le_client(self, code: int) -> None:
        """Forget the criteria and look for this client."""
        for champ in self._champs:
            champ.clear()
        self._ui.codeClientEdit.setText(str(code))
        self._ui.clientsTable.choisir_cle(code)

    def chercher_le_compte(self, numero: int) -> None:
        """Forget the criteria and look for this account: its owner is found, the account is chosen."""
        for champ in self._champs:
            champ.clear()
            marquer_erreur(champ, "")
        self._contexte.dire("")
        self._ui.numeroCompteEdit.setText(str(numero))
        self.chercher()

    def prendre_le_curseur(self) -> None:
        """Put the focus on the name, ready to be typed over (F7)."""
        self._ui.nomClientEdit.setFocus()
        self._ui.nomClientEdit.selectAll()

    def arreter(self) -> None:
        """Search no more: the screen closes."""
        self._pause.stop()

    def eventFilter(self, objet: QObject, evenement: QEvent) -> bool:
        """Send arrows to the clients and Ctrl+arrows to the accounts while the cursor stays in the search."""
        if isinstance(evenement, QKeyEvent) and evenement.type() == QEvent.Type.KeyPress:
            avec_ctrl = bool(evenement.modifiers() & Qt.KeyboardModifier.ControlModifier)
            if avec_ctrl and self._ui.comptesTable.naviguer(evenement):
                return True
            if isinstance(objet, QLineEdit) and not avec_ctrl:
                if evenement.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
                    self.chercher()
                    return True
                return self._ui.clientsTable.naviguer(evenement)
        return super().eventFilter(objet, evenement)

    def _brancher(self) -> None:
        ui = self._ui
        for champ in self._champs:
            champ.textEdited.connect(lambda _texte: self._pause.start())
            champ.installEventFilter(self)
        for effacable in (ui.nomClientEdit, ui.prenomClientEdit):  # their cross empties without "editing"
            effacable.textChanged.connect(lambda texte: None if texte else self._pause.start())
        for grille in (ui.clientsTable, ui.comptesTable):
            grille.installEventFilter(self)
            grille.frappe.connect(self._reprendre_la_frappe)
        for radio in (ui.soldeRadio, ui.nonSoldeRadio, ui.tousRadio):
            radio.toggled.connect(lambda coche: self.filtreChange.emit() if coche else None)
        for case in (ui.acompteCheck, ui.avoirCheck, ui.creditCheck, ui.exportCheck, ui.organismeCreditCheck):
            case.toggled.connect(lambda _coche: self.filtreChange.emit())

    def _lisible(self, recherche: Recherche) -> bool:
        """Mark the field that cannot be read and say why, or take back what was said."""
        erreur = decisions.illisible(recherche)
        fautif = {"numero_compte": self._ui.numeroCompteEdit, "code": self._ui.codeClientEdit}.get(
            (erreur.champ or "") if erreur is not None else ""
        )
        etait_fautif = any(champ.property("erreur") for champ in self._champs)
        for champ in self._champs:
            marquer_erreur(champ, message_de(erreur) if erreur is not None and champ is fautif else "")
        if erreur is not None or etait_fautif:
            self._contexte.dire(message_de(erreur) if erreur is not None else "")
        return erreur is None

    def _chercher_le_bon(self, champ: QLineEdit) -> None:
        """A scanner typed the code of a bon d'avoir in one of the fields: go to its account, or say why not."""
        code = champ.text()
        tache = self._contexte.taches.lire(lambda services, _suivi: lire_du_code(services, code), self)
        tache.reussie.connect(lambda bon: self.chercher_le_compte(bon.compte) if champ.text() == code else None)
        tache.echouee.connect(lambda erreur: self._refuser_le_code(champ, message_de(erreur)))

    def _refuser_le_code(self, champ: QLineEdit, phrase: str) -> None:
        marquer_erreur(champ, phrase)
        champ.selectAll()  # the next scan takes its place
        self._contexte.dire(phrase)

    def _recevoir(self, nombre: int) -> None:
        """Say how many; choose the first when one is searched and the chosen one is not among them."""
        self._ui.nombreClientsLabel.setText(decisions.nombre_de_clients(nombre))
        self._ui.clientsTable.dire_si_vide(decisions.clients_vides(self.recherche()))
        if self._choisir_le_premier and nombre and self._ui.clientsTable.cle_courante() is None:
            self._ui.clientsTable.choisir_rang(0)
        self.lue.emit(nombre)

    def _reprendre_la_frappe(self, lettres: str) -> None:
        """Letters typed in a grid go on with the search by name."""
        self._ui.nomClientEdit.setFocus()
        self._ui.nomClientEdit.setText(self._ui.nomClientEdit.text() + lettres)
        self._pause.start()
