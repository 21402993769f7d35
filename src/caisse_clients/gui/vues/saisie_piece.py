"""The form of a pièce: heading, lines, échéances. Everything typed goes to the sheets; totals follow each letter."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QSignalBlocker, Qt, Signal
from PySide6.QtWidgets import QComboBox, QLineEdit, QWidget

from caisse_clients.domain.echeances import CONDITIONS_PROPOSEES
from caisse_clients.domain.reglages import CHIFFRES_DES_DEVISES, EURO
from caisse_clients.gui.icones import icone
from caisse_clients.gui.modeles.cases import Faute
from caisse_clients.gui.modeles.feuille import ModeleFeuille
from caisse_clients.gui.presentateurs.devises import monnaie_de
from caisse_clients.gui.presentateurs.echeances_piece import EcheancesPiece
from caisse_clients.gui.presentateurs.ligne_tapee import lignes_de
from caisse_clients.gui.presentateurs.lignes_piece import LignesPiece
from caisse_clients.gui.presentateurs.piece import Entete, Saisie, saisie_de
from caisse_clients.gui.theme import marquer
from caisse_clients.gui.vues.totaux_piece import TotauxPiece
from caisse_clients.gui.widgets.erreurs import ErreursDuFormulaire, marquer_erreur
from caisse_clients.kernel.erreurs import ErreurMetier
from caisse_clients.kernel.formats import lire_cours

if TYPE_CHECKING:
    from caisse_clients.domain.vues_ventes import VuePiece
    from caisse_clients.gui.ecran import ContexteEcran
    from caisse_clients.gui.formulaires.piece import Ui_Piece
    from caisse_clients.gui.presentateurs.lecture_piece import Decor

_AIDE = "Entrée : case suivante · ↑ ↓ : ligne · F7 : choix · Ctrl+Suppr : ôter la ligne · Alt+↑ ↓ : la déplacer"
_DEUX_DECIMALES = tuple(code for code, chiffres in CHIFFRES_DES_DEVISES.items() if chiffres <= 2)


class SaisiePiece(QObject):
    """Reads and fills the form. ``change`` after anything typed; ``erreurs`` writes refusals beside the fields."""

    change = Signal()

    def __init__(self, ui: Ui_Piece, contexte: ContexteEcran, hote: QWidget) -> None:
        super().__init__(hote)
        self._ui = ui
        self.lignes, self.echeances = LignesPiece(), EcheancesPiece()
        self._modele_lignes = ModeleFeuille(self.lignes, self)
        self._modele_echeances = ModeleFeuille(self.echeances, self)
        self._totaux = TotauxPiece(ui, hote)
        self._vue: VuePiece | None = None
        self._decor: Decor | None = None
        self._modifiable = True
        self._remplit = False
        self.erreurs = ErreursDuFormulaire(
            {
                "client": ui.clientEdit,
                "date": ui.dateEdit,
                "conditions": ui.conditionsCombo,
                "reference": ui.referenceEdit,
                "station": ui.stationCombo,
                "commentaire": ui.commentaireEdit,
                "cours": ui.coursEdit,
            },
            ui.messageBandeau,
        )
        ui.clientEdit.definir_taches(contexte.taches)
        ui.lignesTable.montrer_feuille(self._modele_lignes, amorce="Article…", obligatoire=True)
        ui.echeancesTable.montrer_feuille(self._modele_echeances)
        ui.conditionsCombo.addItems(list(CONDITIONS_PROPOSEES))
        ui.deviseCombo.addItems(list(_DEUX_DECIMALES))
        ui.aideLignesLabel.setText(_AIDE)
        ui.lignesErreurLabel.hide()
        ui.oterButton.setIcon(icone("supprimer"))
        ui.oterButton.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self._brancher()

    # --- Filling

    def decorer(self, decor: Decor) -> None:
        """Give the form its lists."""
        self._decor = decor
        self.lignes.catalogue = decor.catalogue
        self._ui.dateEdit.definir_aujourdhui(lambda: decor.aujourd_hui)
        with QSignalBlocker(self._ui.stationCombo):
            self._ui.stationCombo.clear()
            for code, libelle in decor.stations:
                self._ui.stationCombo.addItem(libelle or code, code)

    def montrer_la_piece(self, vue: VuePiece, *, modifiable: bool) -> Saisie:
        """Show a saved pièce and return what its form holds."""
        self._vue = vue
        self.echeances.monnaie = monnaie_de(vue.devise)
        self.lignes.devise = vue.devise
        self.lignes.modifiable_ = self.echeances.modifiable_ = modifiable
        lignes = lignes_de(vue.lignes, vue.devise)
        self.lignes.remplir(lignes, ttc=lignes[0].ttc if lignes else not vue.professionnel)
        self.echeances.remplir(vue)
        saisie = saisie_de(vue, self.lignes, self.echeances)
        self._poser(saisie.entete)
        self._permettre(modifiable)
        self._ui.conditionsCombo.setCurrentText(vue.conditions)
        self._suivre()
        return saisie

    def montrer(self, saisie: Saisie, *, modifiable: bool = True) -> None:
        """Show what was typed, or a blank form."""
        self.lignes.modifiable_ = self.echeances.modifiable_ = modifiable
        self.lignes.devise = saisie.entete.devise
        self.lignes.remplir(saisie.lignes, ttc=None if saisie.lignes else self.lignes.ttc)
        self.echeances.poser(saisie.echeances)
        self._poser(saisie.entete)
        self._permettre(modifiable)
        self._suivre()

    def preferer(self, *, ttc: bool) -> None:
        """Take the sense of prices of a client (HT for a professionnel) while no line is typed."""
        if not self.lignes.lignes and self._modifiable:
            self._ui.prixTtcCheck.setChecked(ttc)

    # --- Reading

    def lire(self) -> Saisie:
        """Return everything typed, right or wrong."""
        ui = self._ui
        return Saisie(
            Entete(
                client=ui.clientEdit.client(),
                date=ui.dateEdit.text(),
                conditions="" if self.echeances.a_la_main else ui.conditionsCombo.currentText(),
                reference=ui.referenceEdit.text(),
                devise=ui.deviseCombo.currentText() or EURO,
                cours=ui.coursEdit.text(),
                station=str(ui.stationCombo.currentData() or ""),
                commentaire=ui.commentaireEdit.toPlainText(),
            ),
            self.lignes.lignes,
            self.echeances.lignes,
        )

    def exiger(self) -> bool:
        """Say everything that keeps the pièce from being saved, the focus on the first; True when nothing does."""
        self.erreurs.effacer()
        ui = self._ui
        if self.lire().entete.client is None and self._vue is None:
            phrase = "Choisissez le client : tapez son code, ou trois lettres de son nom."
            self.erreurs.montrer(phrase, "client")
            return False
        if phrase := self.echeances.conditions_illisibles:
            self.erreurs.montrer(phrase, "conditions")
            return False
        for grille, feuille in ((ui.lignesTable, self.lignes), (ui.echeancesTable, self.echeances)):
            faute: Faute | None = feuille.exiger()
            if faute is not None:
                grille.aller(faute.rang, faute.champ)
                self._rafraichir()
                return False
        if not self.lignes.lignes:
            ui.lignesTable.aller(0, "article")
            self.erreurs.montrer("Tapez au moins une ligne : un article, ou un libellé et son prix.")
            return False
        return True

    def montrer_le_refus(self, phrase: str, grille: str, rang: int, champ: str) -> None:
        """Show a refusal of the program on the cell it names, ``rang`` counting the lines that were sent."""
        table = self._ui.lignesTable if grille == "lignes" else self._ui.echeancesTable
        table.aller(self.lignes.rang_de(rang) if grille == "lignes" else rang, champ)
        self._ui.messageBandeau.montrer(phrase)

    def dans_les_lignes(self) -> bool:
        """Tell whether a cell of the lines is being typed."""
        return self._ui.lignesTable.case() is not None

    def ouvrir_les_choix(self) -> None:
        """Open the choices of the cell being typed; go to the lines first when the focus is elsewhere (F7)."""
        table = self._ui.lignesTable
        if table.case() is None:
            table.aller(table.modele.rowCount() - 1, "article")
        table.ouvrir_les_choix()

    def aller_aux_lignes(self) -> None:
        """Type in the blank line."""
        self._ui.lignesTable.aller(self._ui.lignesTable.modele.rowCount() - 1, "article")

    def completer_les_echeances(self) -> None:
        """Put what is missing on the last échéance (Ctrl+J)."""
        self.echeances.completer()
        self._suivre()

    # --- Following what is typed

    def _brancher(self) -> None:
        ui = self._ui
        self._modele_lignes.saisie.connect(self._suivre)
        self._modele_echeances.saisie.connect(self._suivre)
        ui.lignesTable.case_active.connect(self._dire_les_fautes)
        ui.echeancesTable.case_active.connect(self._dire_les_fautes)
        champs: tuple[tuple[str, QLineEdit], ...] = (
            ("date", ui.dateEdit),
            ("reference", ui.referenceEdit),
            ("cours", ui.coursEdit),
        )
        for nom, champ in champs:
            champ.textChanged.connect(lambda _texte, nom=nom: self._suivre_le_champ(nom))
        ui.commentaireEdit.textChanged.connect(lambda: self._suivre_le_champ("commentaire"))
        ui.clientEdit.choisi.connect(lambda _client: self._suivre_le_champ("client"))
        ui.conditionsCombo.editTextChanged.connect(lambda _texte: self._changer_de_conditions())
        saisie_libre = ui.conditionsCombo.lineEdit()
        assert saisie_libre is not None  # an editable combo has one
        saisie_libre.editingFinished.connect(self._verifier_les_conditions)
        ui.stationCombo.currentIndexChanged.connect(lambda _rang: self._suivre_le_champ("station"))
        ui.deviseCombo.currentTextChanged.connect(lambda _devise: self._changer_de_devise())
        ui.prixTtcCheck.toggled.connect(self._basculer)
        ui.oterButton.clicked.connect(ui.lignesTable.retirer)

    def _suivre_le_champ(self, nom: str) -> None:
        if not self._remplit:
            self.erreurs.effacer(nom)
            self._suivre()

    def _changer_de_conditions(self) -> None:
        if self._remplit:
            return
        self.erreurs.effacer("conditions")
        if self.echeances.a_la_main and self._ui.conditionsCombo.currentText().strip():
            self.echeances.suivre_les_conditions()
        self._suivre()

    def _verifier_les_conditions(self) -> None:
        """Once left: the terms in full, or why they mean nothing; blank ones are those of the shop."""
        combo = self._ui.conditionsCombo
        if self._remplit or not self._modifiable or self.echeances.a_la_main or self.echeances.figees:
            return
        if not combo.currentText().strip() and self._decor is not None:
            combo.setCurrentText(self._decor.conditions)
        marquer_erreur(combo, self.echeances.conditions_illisibles)

    def _changer_de_devise(self) -> None:
        devise = self._ui.deviseCombo.currentText()
        for widget in (self._ui.coursLabel, self._ui.coursEdit):
            widget.setVisible(devise != EURO)
        self.lignes.devise = devise
        self.echeances.monnaie = monnaie_de(devise)
        if not self._remplit:
            self._modele_lignes.rafraichir()
            self._suivre()

    def _basculer(self, ttc: bool) -> None:
        if not self._remplit:
            self.lignes.basculer(ttc)
            self._modele_lignes.relire()
            self._suivre()

    def _suivre(self) -> None:
        """Compute everything that follows from what is typed, and show it."""
        if self._remplit:
            return
        totaux, omises = self.lignes.totaux()
        devise = self.lignes.devise
        if self._modifiable:
            date = self._ui.dateEdit.date_()
            conditions = self._ui.conditionsCombo.currentText()
            self.echeances.suivre(conditions, date, totaux.ttc)
        self._totaux.montrer(totaux, omises, devise, self._cours())
        if self.echeances.a_la_main and self._ui.conditionsCombo.currentText():
            with QSignalBlocker(self._ui.conditionsCombo):
                self._ui.conditionsCombo.setCurrentText("")
        self._rafraichir()
        self.change.emit()

    def _rafraichir(self) -> None:
        self._modele_lignes.rafraichir()
        self._modele_echeances.rafraichir()
        phrase, faux = self.echeances.phrase() if self._modifiable else ("", False)
        self._ui.ecartLabel.setText(phrase)
        self._ui.ecartLabel.setVisible(bool(phrase))
        marquer(self._ui.ecartLabel, role="erreur" if faux else "discret")
        self._dire_les_fautes()

    def _dire_les_fautes(self) -> None:
        """Write under the grid why the cell being typed is refused, else the first that is."""
        phrases = []
        for table, feuille in ((self._ui.lignesTable, self.lignes), (self._ui.echeancesTable, self.echeances)):
            fautes = feuille.fautes_visibles()
            ici = next((f for f in fautes if (f.rang, f.champ) == table.case()), None) or next(iter(fautes), None)
            if ici is not None:
                titres = {c.champ: c.titre for c in feuille.colonnes}
                quoi = "Ligne" if feuille is self.lignes else "Échéance"
                phrases.append(f"{quoi} {ici.rang + 1}, {titres[ici.champ]} : {ici.phrase}")
        self._ui.lignesErreurLabel.setText("\n".join(phrases))
        self._ui.lignesErreurLabel.setVisible(bool(phrases))

    def _cours(self) -> int | None:
        try:
            return lire_cours(self._ui.coursEdit.text()) if self._ui.coursEdit.text().strip() else None
        except ErreurMetier:
            return None

    # --- Fields

    def _poser(self, entete: Entete) -> None:
        ui, self._remplit = self._ui, True
        ui.dateEdit.setText(entete.date)
        ui.conditionsCombo.setCurrentText(entete.conditions)
        ui.referenceEdit.setText(entete.reference)
        ui.commentaireEdit.setPlainText(entete.commentaire)
        _choisir(ui.deviseCombo, ui.deviseCombo.findText(entete.devise), entete.devise)
        ui.coursEdit.setText(entete.cours)
        _choisir(ui.stationCombo, ui.stationCombo.findData(entete.station), entete.station)
        ui.prixTtcCheck.setChecked(self.lignes.ttc)
        self._remplit = False
        self._changer_de_devise()
        self._modele_lignes.relire()
        self._modele_echeances.relire()

    def _permettre(self, modifiable: bool) -> None:
        """Open or close the fields; client, currency and station are those of the creation."""
        self._modifiable, ui = modifiable, self._ui
        due = self._vue is None or self._vue.type.due
        for champ in (ui.dateEdit, ui.referenceEdit):
            champ.setReadOnly(not modifiable)
        ui.commentaireEdit.setReadOnly(not modifiable)
        nouvelle = modifiable and self._vue is None
        for fige in (ui.clientEdit, ui.coursEdit):
            fige.setReadOnly(not nouvelle)
        ui.clientEdit.setClearButtonEnabled(nouvelle)
        for combo, permis in (
            (ui.conditionsCombo, modifiable),
            (ui.deviseCombo, nouvelle),
            (ui.stationCombo, nouvelle),
        ):
            combo.setEnabled(permis)
        ui.prixTtcCheck.setEnabled(modifiable)
        for aide in (ui.aideLignesLabel, ui.oterButton):
            aide.setVisible(modifiable)
        libre = ui.conditionsCombo.lineEdit()
        assert libre is not None  # an editable combo has one
        libre.setPlaceholderText("échéances à la main" if due else "")
        ui.echeancesFrame.setVisible(due)


def _choisir(combo: QComboBox, rang: int, texte: str) -> None:
    """Choose a value; one no longer offered (a closed station, another currency) is shown all the same."""
    if rang < 0 and texte:
        combo.addItem(texte, texte)
        rang = combo.count() - 1
    combo.setCurrentIndex(rang if texte else max(rang, 0))
