"""A screen made of short lists: one tab per list, one search over it, F3 adds, F6 or Entrée modifies."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, ClassVar

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent

from caisse_clients.application.messages import message_de
from caisse_clients.application.sujets import Sujet
from caisse_clients.domain.droits import Droit
from caisse_clients.gui.dialogues.fiche import DialogueFiche
from caisse_clients.gui.ecran import ContexteEcran, Ecran
from caisse_clients.gui.export_grille import exporter_grille, imprimer_grille
from caisse_clients.gui.formulaires.listes import Ui_Listes
from caisse_clients.gui.modeles.colonnes import Colonne
from caisse_clients.gui.modeles.liste import ModeleListe
from caisse_clients.gui.presentateurs.fiches import Fiche
from caisse_clients.gui.presentateurs.reglages import filtrer
from caisse_clients.gui.widgets.grille import Grille

if TYPE_CHECKING:
    from caisse_clients.application.services import Services

_CHOISIR = "Choisissez d'abord une ligne."


@dataclass(frozen=True, slots=True)
class Volet:
    """One list: how it is read and shown, and the form of a row, or of a new one (None).

    ``sans_nouveau`` and ``sans_modifier``: why rows of this list are not added, or not changed.
    """

    table: str
    titre: str
    colonnes: Sequence[Colonne]
    cle_de: Callable[[Any], str]
    lire: Callable[[Services], Sequence[Any]]
    droit: Droit
    fiche: Callable[[Any], Fiche]
    vide: str = "La liste est vide : F3 ajoute une ligne."
    sans_nouveau: str = ""
    sans_modifier: str = ""


@dataclass(slots=True)
class _Onglet:
    volet: Volet
    grille: Grille
    modele: ModeleListe
    lignes: Sequence[Any] = field(default_factory=tuple)


class EcranListes(Ecran):
    """A subclass answers ``volets``; everything else is here."""

    sujets: ClassVar[frozenset[Sujet]] = frozenset()
    gestes: ClassVar[tuple[str, ...]] = ("modifier", "nouveau")
    """What the menu of a row offers before the export, by the last part of the catalogue ids."""

    def __init__(self, contexte: ContexteEcran) -> None:
        super().__init__(contexte)
        self._ui = Ui_Listes()
        self._ui.setupUi(self)
        self._onglets: list[_Onglet] = []
        for volet in self.volets():
            self._ajouter(volet)
        self._ui.rechercheEdit.textChanged.connect(lambda _texte: self._filtrer())
        self._ui.rechercheEdit.installEventFilter(self)
        self._ui.listesOnglets.currentChanged.connect(lambda _rang: self._filtrer())

    def volets(self) -> Sequence[Volet]:
        """Return the lists, in the order of the tabs."""
        raise NotImplementedError

    def lignes(self, table: str) -> Sequence[Any]:
        """Return what was last read of a list, whatever the search hides."""
        return next(onglet.lignes for onglet in self._onglets if onglet.volet.table == table)

    def commandes(self) -> Mapping[str, Callable[[], object]]:
        """Return the keys of the lists."""
        return {
            f"{self.nom}.nouveau": self.nouveau,
            f"{self.nom}.modifier": self.modifier,
            f"{self.nom}.rechercher": self._aller_a_la_recherche,
            f"{self.nom}.exporter": lambda: exporter_grille(
                self.contexte, self._courant().grille, self._courant().volet.titre, self
            ),
            f"{self.nom}.imprimer": lambda: imprimer_grille(
                self.contexte, self._courant().grille, self._courant().volet.titre, "", self
            ),
            f"{self.nom}.menu": self._ouvrir_le_menu,
        }

    def empechement(self, identifiant: str) -> str:
        """Say what this list does not allow, or what must be chosen first."""
        onglet, geste = self._courant(), identifiant.partition(".")[2]
        volet = onglet.volet
        if geste in ("nouveau", "modifier") and volet.droit not in self.contexte.utilisateur.droits:
            return f"Il faut le droit de {volet.droit.libelle} ; demandez à un responsable."
        if geste == "nouveau":
            return volet.sans_nouveau
        if geste == "modifier" and volet.sans_modifier:
            return volet.sans_modifier
        if geste in ("modifier", "menu"):
            return "" if onglet.grille.ligne_courante() is not None else _CHOISIR
        if geste in ("exporter", "imprimer"):
            return "" if onglet.modele.rowCount() else "La liste est vide."
        return ""

    def montrer(self, **parametres: object) -> None:
        """Read the lists and be ready to search; ``onglet`` (the name of its table) is the one in front."""
        rangs = {onglet.volet.table: rang for rang, onglet in enumerate(self._onglets)}
        self._ui.listesOnglets.setCurrentIndex(
            rangs.get(str(parametres.get("onglet", "")), self._ui.listesOnglets.currentIndex())
        )
        self.recharger(self.sujets)
        self._aller_a_la_recherche()

    def recharger(self, sujets: frozenset[Sujet]) -> None:
        """Read every list again; the rows chosen stay chosen."""
        volets = [onglet.volet for onglet in self._onglets]
        tache = self.contexte.taches.lire(
            lambda services, _suivi: [tuple(volet.lire(services)) for volet in volets], self
        )
        tache.reussie.connect(self._recevoir)
        tache.echouee.connect(lambda erreur: self._ui.messageBandeau.montrer(message_de(erreur)))

    def ligne_choisie(self) -> Any | None:
        """Return the row chosen in the list in front."""
        return self._courant().grille.ligne_courante()

    def nouveau(self) -> None:
        """Open an empty form (F3)."""
        if self.empechement(f"{self.nom}.nouveau"):
            return
        self._ouvrir(self._courant(), None)

    def modifier(self) -> None:
        """Open the form of the row chosen (F6, Entrée)."""
        if raison := self.empechement(f"{self.nom}.modifier"):
            self.contexte.dire(raison)
            return
        onglet = self._courant()
        self._ouvrir(onglet, onglet.grille.ligne_courante())

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Arrows and Entrée typed in the search go to the list."""
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not event.isAutoRepeat():
                self.modifier()
                return True
            if self._courant().grille.naviguer(event):
                return True
        return super().eventFilter(watched, event)

    def _ouvrir(self, onglet: _Onglet, ligne: Any | None) -> None:
        dialogue = DialogueFiche(self.contexte, onglet.volet.fiche(ligne), ligne, self)
        dialogue.enregistree.connect(lambda code: self._enregistree(onglet, code))
        dialogue.open()

    def _enregistree(self, onglet: _Onglet, code: str) -> None:
        self.contexte.dire("Enregistré.")
        onglet.grille.choisir_cle(code)

    def _ajouter(self, volet: Volet) -> None:
        grille = Grille(self)
        grille.setObjectName(volet.table)
        grille.setAccessibleName(volet.titre)
        modele = ModeleListe(volet.colonnes, volet.cle_de, self)
        grille.montrer_modele(modele)
        grille.dire_si_vide(volet.vide)
        grille.offrir(self, [f"{self.nom}.{geste}" for geste in (*self.gestes, "exporter", "imprimer")])
        grille.cle_changee.connect(lambda _cle: self.actionsChangees.emit())
        grille.ouverte.connect(lambda _cle: self.modifier())
        grille.frappe.connect(self._taper)
        self._onglets.append(_Onglet(volet, grille, modele))
        self._ui.listesOnglets.addTab(grille, volet.titre)

    def _recevoir(self, lues: Sequence[Sequence[Any]]) -> None:
        for onglet, lignes in zip(self._onglets, lues, strict=True):
            onglet.lignes = lignes
        self._filtrer()

    def _filtrer(self) -> None:
        recherche = self._ui.rechercheEdit.text()
        for onglet in self._onglets:
            onglet.modele.montrer(filtrer(onglet.lignes, onglet.volet.colonnes, recherche))
            onglet.grille.dire_si_vide("Rien ne contient ces lettres." if recherche.strip() else onglet.volet.vide)
        nombre = self._courant().modele.rowCount()
        self._ui.nombreLabel.setText(f"{nombre} ligne{'s' if nombre > 1 else ''}")
        self.actionsChangees.emit()

    def _ouvrir_le_menu(self) -> None:
        self._courant().grille.ouvrir_le_menu()

    def _courant(self) -> _Onglet:
        return self._onglets[max(0, self._ui.listesOnglets.currentIndex())]

    def _taper(self, lettres: str) -> None:
        self._ui.rechercheEdit.setFocus()
        self._ui.rechercheEdit.setText(lettres)

    def _aller_a_la_recherche(self) -> None:
        self._ui.rechercheEdit.setFocus()
        self._ui.rechercheEdit.selectAll()
