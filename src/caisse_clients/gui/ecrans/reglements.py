"""Ventes > Règlements > Liste des règlements: find one, see why it is locked, open it (manuals 002 §1 and 003)."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, ClassVar

from PySide6.QtCore import QEvent, QObject, Qt, QTimer
from PySide6.QtGui import QKeyEvent

from caisse_clients.application.messages import message_de
from caisse_clients.application.sujets import Sujet
from caisse_clients.domain.droits import Droit
from caisse_clients.domain.reglements import EtatReglement
from caisse_clients.gui.dialogues.annulation_reglement import ouvrir_annulation
from caisse_clients.gui.dialogues.geste import preparer
from caisse_clients.gui.dialogues.pieces_jointes import ouvrir_pieces_jointes
from caisse_clients.gui.dialogues.reglement import ouvrir_reglement
from caisse_clients.gui.dialogues.remboursement import ouvrir_remboursement
from caisse_clients.gui.dialogues.tirages import montrer_recu
from caisse_clients.gui.ecran import ContexteEcran, Ecran
from caisse_clients.gui.export_grille import exporter_grille, imprimer_grille
from caisse_clients.gui.formulaires.reglements import Ui_Reglements
from caisse_clients.gui.modeles.colonnes import Gravite
from caisse_clients.gui.modeles.pagine import ModelePagine
from caisse_clients.gui.presentateurs import reglement as un_reglement
from caisse_clients.gui.presentateurs import reglements as decisions
from caisse_clients.gui.presentateurs.reglements import Filtre
from caisse_clients.gui.widgets.erreurs import marquer_erreur
from caisse_clients.kernel.formats import ecrire_code
from caisse_clients.kernel.horloge import aujourd_hui

if TYPE_CHECKING:
    from caisse_clients.application.services import Services
    from caisse_clients.domain.vues_ventes import LigneReglement, TotauxReglements, VueMode, VueReglement
    from caisse_clients.kernel.suivi import Suivi

_DELAI = 150
_ETAT = "reglements/colonnes"


class EcranReglements(Ecran):
    """The whole list, paged; typing searches, arrows move in the grid while the search keeps the focus."""

    nom: ClassVar[str] = "reglements"
    titre: ClassVar[str] = "Règlements"
    sujets: ClassVar[frozenset[Sujet]] = frozenset({Sujet.REGLEMENTS, Sujet.PIECES, Sujet.CLIENTS})

    def __init__(self, contexte: ContexteEcran) -> None:
        super().__init__(contexte)
        self._ui = Ui_Reglements()
        self._ui.setupUi(self)
        self.setObjectName(self.nom)
        self._jeton = 0
        self._modele = ModelePagine(contexte.taches, decisions.COLONNES, lambda ligne: int(ligne.id), self)
        self._grille = self._ui.reglementsTable
        self._grille.montrer_modele(self._modele)
        self._grille.dire_si_vide("Lecture des règlements…")
        self._grille.offrir(self, decisions.GESTES)
        if (etat := contexte.preferences.etat(_ETAT)) is not None:
            self._grille.horizontalHeader().restoreState(etat)
        self._delai = QTimer(self)
        self._delai.setSingleShot(True)
        self._delai.setInterval(_DELAI)
        self._delai.timeout.connect(self._chercher)
        self._remplir_les_choix()
        self._brancher()
        self._chercher()

    # --- What the window asks

    def commandes(self) -> Mapping[str, Callable[[], object]]:
        """Return the actions of the list."""
        return {
            "reglements.nouveau": self._nouveau,
            "reglements.supprimer": lambda: self._sur_le_choisi(ouvrir_annulation),
            "reglements.modifier": self._modifier,
            "reglements.rechercher": self._aller_a_la_recherche,
            "reglements.imputer": self._imputer,
            "reglements.rembourser": lambda: self._sur_le_choisi(ouvrir_remboursement),
            "reglements.recu": lambda: self._sur_le_choisi(montrer_recu),
            "reglements.pieces_jointes": lambda: self._sur_le_choisi(ouvrir_pieces_jointes),
            "reglements.voir_pieces": self._voir_les_pieces,
            "reglements.exporter": lambda: exporter_grille(self.contexte, self._grille, "Règlements", self),
            "reglements.imprimer": lambda: imprimer_grille(
                self.contexte, self._grille, "Règlements", self._filtre().en_mots(), self
            ),
            "reglements.menu": self._grille.ouvrir_le_menu,
        }

    def empechement(self, identifiant: str) -> str:
        """Say what must be chosen first, or why the chosen one does not allow it."""
        return decisions.empechement(identifiant, self._ligne(), self._modele.rowCount())

    def montrer(self, **parametres: object) -> None:
        """Open ``reglement`` (its RC number), or show those of ``client``; be ready to type."""
        numero, client = parametres.get("reglement"), parametres.get("client")
        if isinstance(client, int):
            self._reinitialiser()
            self._montrer_le_client(client)
        if isinstance(numero, str) and numero:
            self._reinitialiser()
            self._chercher()
            self._ouvrir_par_numero(numero)
        self._aller_a_la_recherche()

    def recharger(self, sujets: frozenset[Sujet]) -> None:
        """Read the list again; the règlement chosen stays chosen."""
        self._modele.actualiser()

    def fermer(self) -> None:
        """Keep the widths and the order of the columns; read nothing any more."""
        self._delai.stop()
        self.contexte.preferences.garder_etat(_ETAT, self._grille.horizontalHeader().saveState())

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Arrows and Entrée typed in the search go to the grid."""
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not event.isAutoRepeat():
                self._modifier()
                return True
            if self._grille.naviguer(event):
                return True
        return super().eventFilter(watched, event)

    # --- What the user does

    def _nouveau(self) -> None:
        client = self._ui.tiersEdit.ligne()
        parametres = {"client": client.code} if client is not None else {}
        self.contexte.ouvrir("nouveau_reglement", **parametres)

    def _modifier(self) -> None:
        ligne = self._ligne()
        if ligne is None:
            self.contexte.dire(decisions.CHOISIR)
            return
        self._ouvrir(ligne.numero)

    def _ouvrir(self, numero: str) -> None:
        ouvrir_reglement(self.contexte, self, numero, self._dire_le_fait, self._ouvrir_la_piece)

    def _ouvrir_par_numero(self, numero: str) -> None:
        """Open a règlement named by another screen, and have it chosen as soon as the list brings it."""

        def ouvrir(vue: VueReglement) -> None:
            self._grille.choisir_cle(vue.id)
            self._ouvrir(vue.numero)

        def lire(services: Services, _suivi: Suivi) -> VueReglement:
            return un_reglement.lire_vue(services, numero)

        tache = self.contexte.taches.lire(lire, self)
        tache.reussie.connect(ouvrir)
        tache.echouee.connect(lambda erreur: self._ui.messageBandeau.montrer(message_de(erreur)))

    def _imputer(self) -> None:
        if (ligne := self._ligne()) is not None:
            self.contexte.ouvrir("imputation", client=ligne.client, cocher=(ligne.numero,))

    def _voir_les_pieces(self) -> None:
        """Open each pièce that the règlement chosen pays, in its own tab."""
        if (ligne := self._ligne()) is None:
            return
        numero = ligne.numero

        def ouvrir(vue: VueReglement) -> None:
            pieces = un_reglement.pieces_de(vue)
            if not pieces:
                self.contexte.dire(f"{numero} : {un_reglement.sans_imputation(vue)}")
            for piece in pieces:
                self._ouvrir_la_piece(piece)

        preparer(self.contexte, self, "Règlement", lambda s, _suivi: un_reglement.lire_vue(s, numero), ouvrir)

    def _ouvrir_la_piece(self, numero: str) -> None:
        self.contexte.ouvrir("piece", piece=numero)

    def _sur_le_choisi(self, geste: Callable[..., object]) -> None:
        if (ligne := self._ligne()) is None:
            return
        if geste in (montrer_recu, ouvrir_pieces_jointes):
            geste(self.contexte, self, ligne.numero)
        else:
            geste(self.contexte, self, ligne.numero, self._dire_le_fait)

    def _dire_le_fait(self, texte: str) -> None:
        self._ui.messageBandeau.montrer(texte, Gravite.SUCCES)
        self.contexte.dire(texte)

    # --- Filters

    def _remplir_les_choix(self) -> None:
        ui = self._ui
        ui.tiersEdit.definir_taches(self.contexte.taches)
        for champ in (ui.duEdit, ui.auEdit):
            champ.definir_aujourdhui(lambda: aujourd_hui(self.contexte.horloge))
        ui.modeCombo.addItem("Tous", "")
        ui.statutCombo.addItem("Tous", "")
        for etat in EtatReglement:
            ui.statutCombo.addItem(etat.libelle, etat.value)
        tache = self.contexte.taches.lire(lambda services, _suivi: decisions.lire_modes(services), self)
        tache.reussie.connect(self._recevoir_les_modes)
        tache.echouee.connect(lambda erreur: ui.messageBandeau.montrer(message_de(erreur)))
        droit = decisions.manque_de_droit(Droit.ENCAISSER, self.contexte.utilisateur.droits)
        ui.nouveauButton.setEnabled(not droit)
        if droit:
            ui.nouveauButton.setToolTip(droit)

    def _recevoir_les_modes(self, modes: tuple[VueMode, ...]) -> None:
        for mode in modes:
            self._ui.modeCombo.addItem(mode.libelle, mode.code)

    def _brancher(self) -> None:
        ui = self._ui
        self._modele.charge.connect(self._compter)
        self._modele.dataChanged.connect(lambda *_: self.actionsChangees.emit())  # the row chosen has come
        self._modele.limite_atteinte.connect(self._dire_la_limite)
        self._modele.lecture_echouee.connect(lambda erreur: ui.messageBandeau.montrer(message_de(erreur)))
        self._grille.cle_changee.connect(lambda _cle: self.actionsChangees.emit())
        self._grille.a_ouvrir.connect(lambda _cle: self._modifier())
        self._grille.survol_du_menu.connect(self.contexte.dire)
        self._grille.frappe.connect(self._taper)
        for champ in (ui.rechercheEdit, ui.duEdit, ui.auEdit):
            champ.textChanged.connect(lambda _texte: self._delai.start())
        ui.rechercheEdit.installEventFilter(self)
        ui.tiersEdit.choisi.connect(lambda _client: self._chercher())
        for combo in (ui.modeCombo, ui.statutCombo):
            combo.activated.connect(lambda _rang: self._chercher())
        ui.disponibleCheck.toggled.connect(lambda _coche: self._chercher())
        ui.reinitialiserButton.clicked.connect(self._tout_afficher)
        ui.nouveauButton.clicked.connect(self._nouveau)

    def _filtre(self) -> Filtre:
        ui, client = self._ui, self._ui.tiersEdit.ligne()
        return Filtre(
            texte=ui.rechercheEdit.text().strip(),
            client=None if client is None else client.code,
            client_nom=ui.tiersEdit.text() if client is not None else "",
            mode=str(ui.modeCombo.currentData() or ""),
            mode_libelle=ui.modeCombo.currentText() if ui.modeCombo.currentData() else "",
            etat=EtatReglement(etat) if (etat := ui.statutCombo.currentData()) else None,
            du=ui.duEdit.text(),
            au=ui.auEdit.text(),
            disponibles=ui.disponibleCheck.isChecked(),
        )

    def _chercher(self) -> None:
        """Ask for the rows; a date that cannot be read is marked instead, the list stays as it is."""
        self._delai.stop()
        filtre = self._filtre()
        erreur = decisions.illisible(filtre)
        for nom, champ in (("du", self._ui.duEdit), ("au", self._ui.auEdit)):
            if erreur is not None and erreur.champ == nom:
                marquer_erreur(champ, message_de(erreur))
        if erreur is not None:
            self.contexte.dire(message_de(erreur))
            return
        self._ui.reinitialiserButton.setEnabled(not filtre.vide)
        self._modele.montrer(decisions.lecture_reglements(filtre.criteres()))

    def _reinitialiser(self) -> None:
        """Empty every filter without asking yet."""
        ui = self._ui
        ui.messageBandeau.effacer()
        ui.tiersEdit.set_client(None)
        for champ in (ui.rechercheEdit, ui.duEdit, ui.auEdit):
            champ.clear()
        for combo in (ui.modeCombo, ui.statutCombo):
            combo.setCurrentIndex(0)
        ui.disponibleCheck.setChecked(False)

    def _tout_afficher(self) -> None:
        self._reinitialiser()
        self._chercher()
        self._aller_a_la_recherche()

    def _montrer_le_client(self, code: int) -> None:
        tache = self.contexte.taches.lire(lambda services, _suivi: decisions.lire_client(services, code), self)
        tache.reussie.connect(self._ui.tiersEdit.set_client)
        tache.echouee.connect(lambda erreur: self._ui.messageBandeau.montrer(message_de(erreur)))

    # --- What is shown

    def _ligne(self) -> LigneReglement | None:
        ligne: LigneReglement | None = self._grille.ligne_courante()
        return ligne

    def _compter(self, nombre: int) -> None:
        filtre = self._filtre()
        self._grille.dire_si_vide(decisions.texte_vide(filtre))
        self._ui.nombreLabel.setText(decisions.nombre_en_mots(nombre))
        if filtre.texte and nombre and self._grille.cle_courante() is None:
            self._grille.choisir_rang(0)
        self._lire_les_totaux(filtre)
        self.actionsChangees.emit()

    def _lire_les_totaux(self, filtre: Filtre) -> None:
        """Sum the whole filter once the list is there; an answer to an older question is thrown away."""
        if decisions.illisible(filtre) is not None:
            return
        self._jeton += 1
        jeton, criteres = self._jeton, filtre.criteres()
        tache = self.contexte.taches.lire(lambda services, _suivi: decisions.lire_totaux(services, criteres), self)
        tache.reussie.connect(lambda totaux: self._montrer_les_totaux(jeton, totaux))
        tache.echouee.connect(lambda erreur: self._ui.messageBandeau.montrer(message_de(erreur)))

    def _montrer_les_totaux(self, jeton: int, totaux: TotauxReglements) -> None:
        if jeton == self._jeton:
            ui = self._ui
            for label, texte in zip(
                (ui.recuLabel, ui.renduLabel, ui.disponibleLabel), decisions.pied(totaux), strict=True
            ):
                label.setText(texte)

    def _dire_la_limite(self, limite: int) -> None:
        texte = f"Plus de {ecrire_code(limite)} règlements : seuls les premiers sont montrés. Précisez la recherche."
        self._ui.messageBandeau.montrer(texte, Gravite.ALERTE)

    def _taper(self, lettres: str) -> None:
        self._ui.rechercheEdit.setFocus()
        self._ui.rechercheEdit.setText(lettres)

    def _aller_a_la_recherche(self) -> None:
        self._ui.rechercheEdit.setFocus()
        self._ui.rechercheEdit.selectAll()
