"""*Ventes > Commandes / Bons de livraison / Factures > Liste des…*: one screen, told apart by its ``Genre``."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, ClassVar

from PySide6.QtCore import QEvent, QObject, Qt, QTimer
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QRadioButton, QWidget

from caisse_clients.application.messages import message_de
from caisse_clients.application.sujets import Sujet
from caisse_clients.domain.pieces import StatutPaiement
from caisse_clients.domain.vues_ventes import LignePiece, TotauxPieces
from caisse_clients.gui.dialogues.gestes_pieces import GestesPieces
from caisse_clients.gui.ecran import ContexteEcran, Ecran
from caisse_clients.gui.export_grille import exporter_grille, imprimer_grille
from caisse_clients.gui.formulaires.listes_pieces import Ui_ListesPieces
from caisse_clients.gui.modeles.colonnes import Gravite
from caisse_clients.gui.modeles.pagine import ModelePagine
from caisse_clients.gui.modeles.pieces import lecture_pieces
from caisse_clients.gui.presentateurs import listes_pieces as decisions
from caisse_clients.gui.presentateurs.listes_pieces import BONS_LIVRAISON, COMMANDES, FACTURES, Choix, Filtre, Genre
from caisse_clients.gui.widgets.erreurs import marquer_erreur
from caisse_clients.kernel.formats import ecrire_code

if TYPE_CHECKING:
    from caisse_clients.application.services import Services
    from caisse_clients.kernel.suivi import Suivi

_DELAI = 150


class EcranPieces(Ecran):
    """A subclass says its ``genre``. Typing searches, arrows move in the grid while the search keeps the focus.

    What rows permit is decided in ``presentateurs``, what the keys do is in ``GestesPieces``.
    """

    genre: ClassVar[Genre]
    sujets: ClassVar[frozenset[Sujet]] = frozenset({Sujet.PIECES, Sujet.REGLEMENTS, Sujet.CLIENTS})

    def __init__(self, contexte: ContexteEcran) -> None:
        super().__init__(contexte)
        self._ui = Ui_ListesPieces()
        self._ui.setupUi(self)
        self.setObjectName(self.nom)
        self._jeton = 0
        self._dernier_recu = ""
        self._gestes = GestesPieces(contexte, self, self._ligne, self._conclure)
        self._grille = self._ui.piecesTable
        self._grille.setObjectName(self.genre.table)
        self._grille.setAccessibleName(self.titre)
        self._modele = ModelePagine(contexte.taches, self.genre.colonnes, lambda ligne: int(ligne.id), self)
        self._grille.montrer_modele(self._modele)
        self._grille.dire_si_vide("Lecture…")
        self._grille.offrir(self, [f"{self.nom}.{geste}" for geste in self.genre.gestes])
        if (etat := contexte.preferences.etat(f"{self.nom}/colonnes")) is not None:
            self._grille.horizontalHeader().restoreState(etat)
        self._delai = QTimer(self)
        self._delai.setSingleShot(True)
        self._delai.setInterval(_DELAI)
        self._delai.timeout.connect(self._chercher)
        self._presenter_les_filtres()
        self._brancher()
        self._chercher()

    # --- What the window asks

    def commandes(self) -> Mapping[str, Callable[[], object]]:
        """Return the actions of the list."""
        titre = self.titre
        gestes: dict[str, Callable[[], object]] = {
            "nouveau": lambda: self.contexte.ouvrir("piece", nouveau=self.genre.nouveau),
            **{geste: getattr(self._gestes, geste) for geste in self.genre.gestes},
            "recu": lambda: self._gestes.recu(self._dernier_recu),
            "rechercher": self._aller_a_la_recherche,
            "exporter": lambda: exporter_grille(self.contexte, self._grille, titre, self),
            "imprimer": lambda: imprimer_grille(
                self.contexte, self._grille, titre, self._filtre().en_mots(self.genre), self
            ),
            "menu": self._grille.ouvrir_le_menu,
        }
        if not self.genre.nouveau:
            del gestes["nouveau"]
        return {f"{self.nom}.{geste}": faire for geste, faire in gestes.items()}

    def empechement(self, identifiant: str) -> str:
        """Say what must be chosen first, or what the row does not allow."""
        choix = Choix(self._ligne(), self._modele.rowCount(), self._dernier_recu)
        return decisions.empechement(self.genre, identifiant.partition(".")[2], choix)

    def montrer(self, **parametres: object) -> None:
        """Search ``texte`` (a number, a name) when asked, and be ready to type."""
        if isinstance(texte := parametres.get("texte"), str):
            self._ui.rechercheEdit.setText(texte)
        self._aller_a_la_recherche()

    def recharger(self, sujets: frozenset[Sujet]) -> None:
        """Read the list and its totals again; the row chosen stays chosen."""
        self._modele.actualiser()
        self._lire_les_totaux()

    def fermer(self) -> None:
        """Keep the widths and the order of the columns; read nothing any more."""
        self._delai.stop()
        self.contexte.preferences.garder_etat(f"{self.nom}/colonnes", self._grille.horizontalHeader().saveState())

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Arrows and Entrée typed in the search go to the grid."""
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not event.isAutoRepeat():
                self._grille.ouvrir_le_menu()
                return True
            if self._grille.naviguer(event):
                return True
        return super().eventFilter(watched, event)

    # --- Construction

    def _presenter_les_filtres(self) -> None:
        ui, genre = self._ui, self.genre
        ui.typeCombo.addItem("Tous", None)
        for type_ in genre.types:
            ui.typeCombo.addItem(type_.libelle, type_)
        ui.etatCombo.addItem("Tous", None)
        for etat in genre.etats:
            ui.etatCombo.addItem(etat.libelle, etat)
        a_cacher: list[QWidget] = [] if len(genre.types) > 1 else [ui.typeLabel, ui.typeCombo]
        if not genre.a_payer:
            a_cacher += [ui.paiementLabel, *self._radios(), ui.regleLabel, ui.resteLabel]
        for widget in a_cacher:
            widget.hide()
        for champ, aide in ((ui.duEdit, "Première date de la période"), (ui.auEdit, "Dernière date de la période")):
            champ.definir_aujourdhui(self.contexte.services.aujourd_hui)
            champ.setAccessibleName(aide)

    def _brancher(self) -> None:
        ui = self._ui
        self._modele.charge.connect(self._compter)
        self._modele.dataChanged.connect(lambda *_: self._rafraichir())
        self._modele.limite_atteinte.connect(self._dire_la_limite)
        self._modele.lecture_echouee.connect(lambda erreur: ui.messageBandeau.montrer(message_de(erreur)))
        self._grille.cle_changee.connect(lambda _cle: self._rafraichir())
        self._grille.double_clic.connect(lambda _cle: self._gestes.ouvrir())
        self._grille.survol_du_menu.connect(self.contexte.dire)
        self._grille.frappe.connect(self._taper)
        for champ in (ui.rechercheEdit, ui.duEdit, ui.auEdit):
            champ.textChanged.connect(lambda _texte: self._delai.start())
        ui.rechercheEdit.installEventFilter(self)
        for combo in (ui.typeCombo, ui.etatCombo):
            combo.currentIndexChanged.connect(lambda _rang: self._chercher())
        for radio in self._radios():
            radio.toggled.connect(lambda coche: self._chercher() if coche else None)

    def _radios(self) -> dict[QRadioButton, StatutPaiement | None]:
        ui = self._ui
        return {
            ui.tousRadio: None,
            ui.nonPayeRadio: StatutPaiement.NON_PAYE,
            ui.partielRadio: StatutPaiement.PARTIEL,
            ui.soldeRadio: StatutPaiement.SOLDE,
        }

    # --- Reading

    def _filtre(self) -> Filtre:
        ui = self._ui
        return Filtre(
            texte=ui.rechercheEdit.text(),
            type=ui.typeCombo.currentData(),
            etat=ui.etatCombo.currentData(),
            statut=next((statut for radio, statut in self._radios().items() if radio.isChecked()), None),
            du=ui.duEdit.text(),
            au=ui.auEdit.text(),
        )

    def _chercher(self) -> None:
        """Ask for the pièces, unless a date cannot be read: the field then says so."""
        self._delai.stop()
        filtre = self._filtre()
        erreur = decisions.illisible(filtre, self.genre)
        for nom, champ in {"du": self._ui.duEdit, "au": self._ui.auEdit}.items():
            marquer_erreur(champ, message_de(erreur) if erreur is not None and erreur.champ == nom else "")
        if erreur is not None:
            self.contexte.dire(message_de(erreur))
            return
        self._ui.messageBandeau.effacer()
        self._modele.montrer(lecture_pieces(filtre.criteres(self.genre)))
        self._lire_les_totaux()

    def _lire_les_totaux(self) -> None:
        """Sum the whole filter beside the list; an answer to an older question is thrown away."""
        filtre = self._filtre()
        if decisions.illisible(filtre, self.genre) is not None:
            return
        self._jeton += 1
        jeton, criteres = self._jeton, filtre.criteres(self.genre)

        def travail(services: Services, _suivi: Suivi) -> TotauxPieces:
            from caisse_clients.application.lectures_ventes import totaux_pieces

            with services.lire() as lecteur:
                return totaux_pieces(lecteur, criteres)

        tache = self.contexte.taches.lire(travail, self)
        tache.reussie.connect(lambda totaux: self._montrer_les_totaux(jeton, totaux))
        tache.echouee.connect(lambda erreur: self._ui.messageBandeau.montrer(message_de(erreur)))

    def _montrer_les_totaux(self, jeton: int, totaux: TotauxPieces) -> None:
        if jeton != self._jeton:
            return
        pied = decisions.pied(self.genre, totaux)
        self._ui.nombreLabel.setText(pied.nombre)
        self._ui.totalLabel.setText(pied.total)
        self._ui.regleLabel.setText(pied.regle)
        self._ui.resteLabel.setText(pied.reste)

    def _compter(self, nombre: int) -> None:
        """Say why the list is empty; choose the first row when one is searched and the chosen one is not there."""
        filtre = self._filtre()
        self._grille.dire_si_vide(decisions.texte_vide(self.genre, filtre))
        if filtre.texte.strip() and nombre and self._grille.cle_courante() is None:
            self._grille.choisir_rang(0)
        self._rafraichir()

    def _dire_la_limite(self, limite: int) -> None:
        texte = f"Plus de {ecrire_code(limite)} lignes : seules les premières sont montrées. Précisez la recherche."
        self._ui.messageBandeau.montrer(texte, Gravite.ALERTE)

    # --- The chosen row

    def _ligne(self) -> LignePiece | None:
        ligne = self._grille.ligne_courante()
        return ligne if isinstance(ligne, LignePiece) else None

    def _conclure(self, texte: str, reglement: str = "") -> None:
        """Say what was done; a règlement just recorded has its receipt at hand."""
        if reglement:
            self._dernier_recu = reglement
            self._ui.messageBandeau.montrer(f"{texte} Ctrl+R : reçu.", Gravite.SUCCES)
        else:
            self._ui.messageBandeau.montrer(texte, Gravite.SUCCES)
        self.contexte.dire(texte)
        self._rafraichir()

    def _rafraichir(self) -> None:
        """Grey what the row does not allow, and call the acompte by its name here."""
        nom = f"{self.nom}.acompte"
        for qaction in self.actions():
            if qaction.objectName() == nom:
                qaction.setText(decisions.texte_de_l_acompte(self.genre, self._ligne()))
        self.actionsChangees.emit()

    def _taper(self, lettres: str) -> None:
        self._ui.rechercheEdit.setFocus()
        self._ui.rechercheEdit.setText(lettres)

    def _aller_a_la_recherche(self) -> None:
        self._ui.rechercheEdit.setFocus()
        self._ui.rechercheEdit.selectAll()


class EcranCommandes(EcranPieces):
    """Ventes > Commandes > Liste des commandes."""

    nom: ClassVar[str] = COMMANDES.portee
    titre: ClassVar[str] = COMMANDES.titre
    genre = COMMANDES


class EcranBonsLivraison(EcranPieces):
    """Ventes > Bons de livraison > Liste des bons de livraison."""

    nom: ClassVar[str] = BONS_LIVRAISON.portee
    titre: ClassVar[str] = BONS_LIVRAISON.titre
    genre = BONS_LIVRAISON


class EcranFactures(EcranPieces):
    """Ventes > Factures > Liste des factures."""

    nom: ClassVar[str] = FACTURES.portee
    titre: ClassVar[str] = FACTURES.titre
    genre = FACTURES
