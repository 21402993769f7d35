"""The content of the tab *Gestion commerciale*: the client's pièces over his règlements, under the same locks."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from PySide6.QtCore import QEvent, QObject, Signal

from caisse_clients.application.messages import message_de
from caisse_clients.domain.vues_ventes import LignePiece, LigneReglement
from caisse_clients.gui.dialogues.annulation_reglement import ouvrir_annulation
from caisse_clients.gui.dialogues.gestes_pieces import GestesPieces
from caisse_clients.gui.dialogues.reglement import ouvrir_reglement
from caisse_clients.gui.ecran import ContexteEcran, Ecran
from caisse_clients.gui.formulaires.fiche_client import Ui_FicheClient
from caisse_clients.gui.modeles.colonnes import Gravite
from caisse_clients.gui.modeles.pagine import ModelePagine
from caisse_clients.gui.modeles.pieces import lecture_pieces
from caisse_clients.gui.presentateurs import gestion_commerciale as decisions
from caisse_clients.gui.presentateurs.gestion_commerciale import Ligne
from caisse_clients.gui.presentateurs.reglements import lecture_reglements
from caisse_clients.gui.widgets.grille import Grille


class GestionCommerciale(QObject):
    """Two paged grids: a client may have many years of pièces. ``change`` says that the row chosen is another one.

    Nothing is read before the tab is first seen.
    """

    change = Signal()
    gestes = decisions.GESTES

    def __init__(self, ui: Ui_FicheClient, contexte: ContexteEcran, hote: Ecran) -> None:
        super().__init__(hote)
        self._ui, self._contexte, self._hote = ui, contexte, hote
        self._client: int | None = None
        self._a_lire = True
        taches = contexte.taches
        self._pieces = ModelePagine(taches, decisions.COLONNES_PIECES, lambda ligne: int(ligne.id), self)
        self._reglements = ModelePagine(taches, decisions.COLONNES_REGLEMENTS, lambda ligne: int(ligne.id), self)
        ui.piecesTable.montrer_modele(self._pieces)
        ui.reglementsTable.montrer_modele(self._reglements)
        self._devant: Grille = ui.piecesTable
        self._gestes = GestesPieces(contexte, hote, self._piece, self._conclure)
        self._brancher()

    @property
    def page_devant(self) -> bool:
        """True while the tab is the one in sight."""
        return self._ui.ficheOnglets.currentWidget() is self._ui.gestionPage

    def montrer(self, client: int) -> None:
        """Show this client; read again, now or when the tab is seen."""
        self._client = client
        self._a_lire = True
        self.lire_si_vue()

    def lire_si_vue(self) -> None:
        """Read when the tab is in sight and what it shows is old."""
        if self._client is not None and self._a_lire and self.page_devant:
            self._a_lire = False
            self._lire()

    def commandes(self) -> Mapping[str, Callable[[], object]]:
        """Return what the keys of the tab do, by their catalogue ids."""
        return {
            "fiche.regler": self._gestes.acompte,
            "fiche.annuler_ligne": self._annuler,
            "fiche.ouvrir_ligne": self._ouvrir,
            "fiche.modifier_ligne": self._ouvrir,
            "fiche.historique_piece": self._gestes.historique,
            "fiche.nouveau_reglement": lambda: self._contexte.ouvrir("nouveau_reglement", client=self._client),
            "fiche.rapprocher": self._rapprocher,
            "fiche.liste_reglements": lambda: self._contexte.ouvrir("reglements", client=self._client),
            "fiche.releve": lambda: self._contexte.ouvrir("releve_client", client=self._client),
        }

    def empechement(self, geste: str) -> str:
        """Return why a gesture of the tab cannot be done, as a French sentence."""
        return decisions.empechement(geste, self.ligne(), devant=self.page_devant)

    def grille(self) -> Grille:
        """Return the grid that has the keyboard, or had it last."""
        for grille in (self._ui.piecesTable, self._ui.reglementsTable):
            if grille.hasFocus():
                self._devant = grille
        return self._devant

    def ligne(self) -> Ligne | None:
        """Return the row chosen in that grid."""
        ligne = self.grille().ligne_courante()
        return ligne if isinstance(ligne, LignePiece | LigneReglement) else None

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Follow the keyboard from one grid to the other: the keys act on its row."""
        if event.type() == QEvent.Type.FocusIn:
            self._suivre()
        return super().eventFilter(watched, event)

    def _piece(self) -> LignePiece | None:
        ligne = self.ligne()
        return ligne if isinstance(ligne, LignePiece) else None

    def _annuler(self) -> None:
        """F4: take an acompte off the pièce, or cancel the règlement, according to the row."""
        ligne = self.ligne()
        if isinstance(ligne, LigneReglement):
            ouvrir_annulation(self._contexte, self._hote, ligne.numero, self._conclure)
        else:
            self._gestes.annulation_acompte()

    def _ouvrir(self) -> None:
        ligne = self.ligne()
        if isinstance(ligne, LigneReglement):
            ouvrir_reglement(self._contexte, self._hote, ligne.numero, self._conclure, self._ouvrir_la_piece)
        else:
            self._gestes.ouvrir()

    def _rapprocher(self) -> None:
        """Ctrl+I: the two columns of this client, the règlement chosen already ticked."""
        if self._client is not None:
            ligne = self.ligne()
            cocher = (ligne.numero,) if isinstance(ligne, LigneReglement) else ()
            self._contexte.ouvrir("imputation", client=self._client, cocher=cocher)

    def _ouvrir_la_piece(self, numero: str) -> None:
        self._contexte.ouvrir("piece", piece=numero)

    def _conclure(self, texte: str, reglement: str = "") -> None:
        self._ui.messageBandeau.montrer(texte, Gravite.SUCCES)
        self._contexte.dire(texte)

    def _lire(self) -> None:
        """Ask both questions again; the rows chosen stay chosen."""
        if self._client is None:
            return
        ui = self._ui
        ouvertes, disponibles = ui.ouvertesCheck.isChecked(), ui.disponiblesCheck.isChecked()
        ui.piecesTable.dire_si_vide(decisions.VIDE_OUVERTES if ouvertes else decisions.VIDE_PIECES)
        ui.reglementsTable.dire_si_vide(decisions.VIDE_DISPONIBLES if disponibles else decisions.VIDE_REGLEMENTS)
        self._pieces.montrer(lecture_pieces(decisions.criteres_pieces(self._client, ouvertes=ouvertes)))
        self._reglements.montrer(
            lecture_reglements(decisions.criteres_reglements(self._client, disponibles=disponibles))
        )

    def _suivre(self) -> None:
        """Name F4 and F9 by the row chosen, and say that it is another one."""
        ligne = self.ligne()
        textes = {
            "fiche.annuler_ligne": decisions.texte_d_annuler(ligne),
            "fiche.regler": decisions.texte_de_regler(ligne),
        }
        for qaction in self._hote.actions():
            if (texte := textes.get(qaction.objectName())) is not None:
                qaction.setText(texte)
        self.change.emit()

    def _brancher(self) -> None:
        ui = self._ui
        for grille, modele, gestes in (
            (ui.piecesTable, self._pieces, decisions.GESTES_PIECE),
            (ui.reglementsTable, self._reglements, decisions.GESTES_REGLEMENT),
        ):
            grille.dire_si_vide("Lecture…")
            grille.offrir(self._hote, [f"fiche.{geste}" for geste in gestes])
            grille.cle_changee.connect(lambda _cle: self._suivre())
            grille.survol_du_menu.connect(self._contexte.dire)
            grille.installEventFilter(self)
            modele.dataChanged.connect(lambda *_: self._suivre())
            modele.lecture_echouee.connect(lambda erreur: ui.messageBandeau.montrer(message_de(erreur)))
        ui.piecesTable.double_clic.connect(lambda _cle: self._gestes.ouvrir())
        ui.reglementsTable.a_ouvrir.connect(lambda _cle: self._ouvrir())
        for coche in (ui.ouvertesCheck, ui.disponiblesCheck):
            coche.toggled.connect(lambda _coche: self._lire())
        ui.rapprocherButton.clicked.connect(lambda _coche: self._rapprocher())
        ui.ficheOnglets.currentChanged.connect(lambda _rang: self._venir())

    def _venir(self) -> None:
        self.lire_si_vue()
        self._suivre()
