"""*Archiver* an accès: two questions, the form with its equation, a last question (manual 001)."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING, ClassVar

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QCheckBox, QWidget

from caisse_clients.domain.acces import EtatAcces, Prorata
from caisse_clients.gui.boites import Reponse
from caisse_clients.gui.dialogues.geste import DialogueGeste, preparer
from caisse_clients.gui.ecran import ContexteEcran
from caisse_clients.gui.formulaires.dialogue_archivage import Ui_DialogueArchivage
from caisse_clients.gui.modeles.coches import ModeleCoches
from caisse_clients.gui.presentateurs import archivage as decisions
from caisse_clients.gui.presentateurs import mots_acces as mots
from caisse_clients.gui.presentateurs.archivage import Etat, Ouverture, Saisie
from caisse_clients.gui.theme import marquer
from caisse_clients.kernel.horloge import aujourd_hui

if TYPE_CHECKING:
    from caisse_clients.application.commandes.arrets import ArchiverAcces
    from caisse_clients.application.executeur import Resultat
    from caisse_clients.application.services import Services
    from caisse_clients.kernel.suivi import Suivi

TITRE = "Archiver un accès"
CONFIRMER = "Confirmer l'arrêt"
_PAUSE_MS = 40


class DialogueArchivage(DialogueGeste):
    """Stops the accès on F2, after a last question. ``archive`` gives the sentence that says what was done."""

    portee: ClassVar[str] = "dialogueArchivage"
    archive = Signal(str)

    def __init__(self, contexte: ContexteEcran, ouverture: Ouverture, parent: QWidget | None = None) -> None:
        super().__init__(contexte, ouverture.titre, parent)
        self._ouverture = ouverture
        self._saisie = decisions.saisie_initiale(ouverture)
        self._envoyee: ArchiverAcces | None = None
        self._rendus: set[int] = set()
        self._articles: tuple[str, ...] | None = None
        self._ui = ui = Ui_DialogueArchivage()
        ui.setupUi(self.corps)
        self._etat = decisions.etat(ouverture, self._saisie)
        colonnes = decisions.colonnes_cheques(lambda c: decisions.devenir(c, self._saisie, self._etat.gardes))
        self._modele = ModeleCoches(colonnes, lambda cheque: cheque.rang, self._rendus, self)
        self._presenter()
        self._brancher()
        champs: dict[str, QWidget] = {
            "date": ui.dateArretEdit,
            "prorata": ui.prorataCombo,
            "avoir": ui.avoirCheck,
            "montant_avoir": ui.montantAvoirEdit,
            "article": ui.articleAvoirCombo,
            "remboursement": ui.remboursementCheck,
            "montant": ui.montantRemboursementEdit,
            "mode": ui.modeRemboursementCombo,
            "garder": ui.chequesTable,
        }
        self.corps.setMinimumWidth(760)
        self.brancher(champs, ui.erreurLabel, ui.champsLayout, ui.dateArretEdit)
        self._montrer()

    def saisie(self) -> Saisie:
        """Return what is chosen and typed."""
        return self._saisie

    def commande(self) -> ArchiverAcces:
        """Return the stop that the form says."""
        self._envoyee = decisions.commande(self._ouverture, self._saisie)
        return self._envoyee

    def valider(self) -> None:
        """Ok (F2). A tick pressed by its letter goes down, then counts: what is asked must not come before it."""
        if any(coche.isDown() for coche in (self._ui.avoirCheck, self._ui.remboursementCheck)):
            QTimer.singleShot(_PAUSE_MS, self, self.valider)
            return
        super().valider()

    def question(self) -> str:
        """Ask a last time, with all that was decided."""
        assert self._envoyee is not None  # the form has just been read
        return decisions.derniere_question(self._ouverture, self._envoyee)

    def _accepte(self, question: str) -> bool:
        """The letters answer, as they do to the two first questions (manual 001: Oui, each time)."""
        return self.boites.confirmer(self, CONFIRMER, question, oui="&Oui", non="&Non") is Reponse.OUI

    def conclure(self, resultat: Resultat) -> None:
        """Say the avoir, the credit, the cheques to hand back."""
        assert self._envoyee is not None  # it has just been sent
        mode = decisions.mode_choisi(self._ouverture, self._envoyee)
        self.archive.emit(mots.compte_rendu(self._ouverture.acces, resultat.valeurs, mode))

    def keyPressEvent(self, evenement: QKeyEvent) -> None:
        """Entrée on a tick ticks nothing: it goes on, as anywhere in a dialog; on the button it presses it."""
        entree = evenement.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        if entree and self._ui.articlesButton.hasFocus():
            self._configurer()
            return
        super().keyPressEvent(evenement)

    # --- Construction

    def _presenter(self) -> None:
        ui, o = self._ui, self._ouverture
        ui.accesLabel.setText(mots.designation(o.acces))
        ui.recapitulatifLabel.setText(o.recapitulatif)
        ui.dateArretEdit.definir_aujourdhui(lambda: o.aujourd_hui)
        ui.dateArretEdit.setText(self._saisie.date)
        for prorata, texte in decisions.PRORATAS.items():
            ui.prorataCombo.addItem(texte, prorata)
        ui.prorataCombo.setCurrentIndex(ui.prorataCombo.findData(o.prorata))
        for mode in o.modes:
            ui.modeRemboursementCombo.addItem(mode.libelle, mode.code)
        ui.modeRemboursementCombo.setCurrentIndex(-1)
        ui.noteLabel.setText(decisions.NOTE if o.configuree else decisions.SANS_ARTICLE)
        ui.articlesButton.setVisible(not o.configuree)
        ui.articlesButton.setAutoDefault(False)
        if not o.configuree:
            marquer(ui.noteLabel, role="")
            self._griser(ui.avoirCheck, "Aucun article d'avoir n'est configuré.")
        ui.chequesTable.montrer_modele(self._modele)
        self._modele.montrer(o.acces.detenus)
        for cheques in (ui.chequesLabel, ui.chequesTable):
            cheques.setVisible(bool(o.acces.detenus))

    def _brancher(self) -> None:
        ui = self._ui
        ui.dateArretEdit.textChanged.connect(lambda texte: self._changer(date=texte))
        ui.prorataCombo.currentIndexChanged.connect(
            lambda _rang: self._changer(prorata=Prorata(ui.prorataCombo.currentData()))
        )
        ui.avoirCheck.toggled.connect(self._cocher_l_avoir)
        ui.remboursementCheck.toggled.connect(lambda coche: self._changer(remboursement=coche))
        ui.montantAvoirEdit.textEdited.connect(lambda texte: self._changer(montant=texte))
        ui.montantRemboursementEdit.textEdited.connect(lambda texte: self._changer(rembourse=texte))
        ui.articleAvoirCombo.activated.connect(
            lambda _rang: self._changer(article=str(ui.articleAvoirCombo.currentData()))
        )
        ui.modeRemboursementCombo.currentIndexChanged.connect(
            lambda _rang: self._changer(mode=str(ui.modeRemboursementCombo.currentData() or ""))
        )
        ui.chequesTable.bascule.connect(self._basculer)
        ui.articlesButton.clicked.connect(lambda _coche: self._configurer())

    # --- What is typed

    def _changer(self, **champs: object) -> None:
        self._saisie = replace(self._saisie, **champs)  # type: ignore[arg-type]  # fields of Saisie by name
        self._montrer()
        self.effacer_l_erreur()

    def _cocher_l_avoir(self, coche: bool) -> None:
        if not coche:
            self._ui.remboursementCheck.setChecked(False)
        self._changer(avoir=coche)

    def _basculer(self, rang: int) -> None:
        if not self._saisie.avoir:
            self.contexte.dire(decisions.SANS_AVOIR)
            return
        self._saisie = decisions.basculer(self._ouverture, self._saisie, rang)
        self._changer()

    def _configurer(self) -> None:
        """Leave for the articles: nothing was recorded."""
        self.reject()
        if not self.isVisible():
            self.contexte.ouvrir("parametres", onglet="articlesTable")

    # --- What is shown

    def _montrer(self) -> None:
        """Show live what the form comes to; a field being typed is left alone."""
        ui, s = self._ui, self._saisie
        etat = self._etat = decisions.etat(self._ouverture, s)
        ui.fractionLabel.setText(etat.fraction or "Date d'arrêt à donner")
        ui.consommeLabel.setText(etat.consomme)
        ui.encaisseLabel.setText(etat.encaisse)
        if s.montant is None:
            ui.montantAvoirEdit.setText(etat.montant)
        if s.rembourse is None:
            ui.montantRemboursementEdit.setText(etat.rembourse)
        ui.equationLabel.setText(etat.equation)
        marquer(ui.equationLabel, pastille=str(etat.gravite))
        self._offrir_les_articles(etat)
        self._griser(ui.remboursementCheck, "" if s.remboursement else etat.sans_remboursement)
        for choix in (ui.articleAvoirLabel, ui.articleAvoirCombo):
            choix.setEnabled(s.avoir)
        ui.montantAvoirEdit.setEnabled(self._ouverture.configuree)
        rendus: tuple[QWidget, ...] = (
            ui.montantRemboursementEdit,
            ui.modeRemboursementLabel,
            ui.modeRemboursementCombo,
        )
        for champ in rendus:
            champ.setEnabled(s.remboursement)
        self._montrer_les_cheques(etat)

    def _offrir_les_articles(self, etat: Etat) -> None:
        combo, codes = self._ui.articleAvoirCombo, tuple(a.code for a in etat.articles)
        if codes != self._articles:
            self._articles = codes
            combo.clear()
            for article in etat.articles:
                combo.addItem(article.libelle, article.code)
        combo.setCurrentIndex(combo.findData(etat.article) if etat.article else -1)

    def _montrer_les_cheques(self, etat: Etat) -> None:
        self._rendus.clear()
        if self._saisie.avoir:
            self._rendus.update(c.rang for c in self._ouverture.acces.detenus if c.rang not in etat.gardes)
        self._modele.rafraichir()

    def _griser(self, coche: QCheckBox, raison: str) -> None:
        coche.setEnabled(not raison)
        coche.setToolTip(raison)
        coche.setStatusTip(raison)


def ouvrir_archivage(
    contexte: ContexteEcran, hote: QWidget, acces: int, apres: Callable[[str], object] | None = None
) -> None:
    """Stop the accès: Oui, Oui on its summary, the form, Oui. ``apres`` hears what was done, else the status line.

    ``hote`` is the widget the dialog belongs to.
    """

    def travail(services: Services, _suivi: Suivi) -> Ouverture:
        from caisse_clients.application import lectures, lectures_acces, lectures_ventes

        with services.lire() as lecteur:
            avoirs, remboursements = lectures_acces.articles_d_arret(lecteur)
            return Ouverture(
                lectures_acces.acces(lecteur, acces),
                tuple(avoirs),
                tuple(remboursements),
                tuple(lectures_ventes.modes(lecteur)),
                aujourd_hui(contexte.horloge),
                Prorata(lectures.valeurs_parametres(lecteur)["prorata_acces"]),
            )

    def ouvrir(o: Ouverture) -> None:
        if o.acces.etat is EtatAcces.ARCHIVE:
            contexte.boites.avertir(hote, TITRE, f"{mots.designation(o.acces)} est déjà archivé.")
            return
        questions = (mots.premiere_question(o.acces), mots.seconde_question(o.acces, o.aujourd_hui, o.du_jour()))
        for question in questions:
            if contexte.boites.confirmer(hote, TITRE, question, oui="&Oui", non="&Non") is Reponse.NON:
                return
        dialogue = DialogueArchivage(contexte, o, hote)
        dialogue.archive.connect(apres or contexte.dire)
        dialogue.open()

    preparer(contexte, hote, TITRE, travail, ouvrir)
