"""The content of the tab *Financier*: all that the client bought, received back and paid, and his balance."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QPushButton

from caisse_clients.application.messages import message_de
from caisse_clients.domain.vues_acces import LigneFinancier
from caisse_clients.gui.catalogue import action, touche
from caisse_clients.gui.dialogues.avoir_client import ouvrir_avoir_client
from caisse_clients.gui.dialogues.bon import ouvrir_un_bon_du_client
from caisse_clients.gui.dialogues.rendre_un_disponible import ouvrir_le_remboursement
from caisse_clients.gui.ecran import ContexteEcran, Ecran
from caisse_clients.gui.formulaires.fiche_client import Ui_FicheClient
from caisse_clients.gui.modeles.colonnes import Gravite
from caisse_clients.gui.modeles.liste import ModeleListe
from caisse_clients.gui.presentateurs import financier as decisions
from caisse_clients.gui.presentateurs.financier import Etat
from caisse_clients.gui.presentateurs.reglements import manque_de_droit
from caisse_clients.gui.widgets.grille import Grille
from caisse_clients.kernel.horloge import aujourd_hui

if TYPE_CHECKING:
    from caisse_clients.application.services import Services
    from caisse_clients.kernel.suivi import Suivi


class OngletFinancier(QObject):
    """Nothing is read before the tab is first seen. ``change`` says that the row chosen is another one."""

    change = Signal()
    gestes: frozenset[str] = decisions.GESTES
    """Last part of the catalogue ids that this tab answers."""

    def __init__(self, ui: Ui_FicheClient, contexte: ContexteEcran, hote: Ecran) -> None:
        super().__init__(hote)
        self._ui, self._contexte, self._hote = ui, contexte, hote
        self._client: int | None = None
        self._a_lire = True
        self._jeton = 0
        self._modele = ModeleListe(decisions.COLONNES, decisions.cle, self)
        ui.financierTable.montrer_modele(self._modele)
        ui.financierPied.suivre(ui.financierTable)
        self._brancher()

    @property
    def page_devant(self) -> bool:
        """True while the tab is the one in sight."""
        return self._ui.ficheOnglets.currentWidget() is self._ui.financierPage

    def montrer(self, client: int) -> None:
        """Show this client; read again, now or when the tab is seen."""
        self._client = client
        self._a_lire = True
        self._lire_si_vu()

    def commandes(self) -> Mapping[str, Callable[[], object]]:
        """Return what the keys of the tab do, by their catalogue ids."""
        return {
            "fiche.avoir": self._avoir,
            "fiche.rembourser": self._rembourser,
            "fiche.bon": self._bon,
            "fiche.ouvrir_mouvement": self._ouvrir,
        }

    def empechement(self, geste: str) -> str:
        """Return why a gesture of the tab cannot be done, as a French sentence."""
        return decisions.empechement(geste, self._ligne(), devant=self.page_devant)

    def grille(self) -> Grille | None:
        """Return its only grid."""
        return self._ui.financierTable

    def _ligne(self) -> LigneFinancier | None:
        ligne = self._ui.financierTable.ligne_courante()
        return ligne if isinstance(ligne, LigneFinancier) else None

    def _avoir(self) -> None:
        """Ctrl+Maj+A: the manual's avoir without the stop of an accès."""
        if self._client is not None:
            ouvrir_avoir_client(self._contexte, self._hote, self._client, self._avoir_donne)

    def _avoir_donne(self, texte: str, compte: int | None) -> None:
        self._dire(texte if compte is None else f"{texte} Ctrl+Maj+D : son bon d'avoir.")

    def _rembourser(self) -> None:
        if self._client is not None:
            ouvrir_le_remboursement(self._contexte, self._hote, self._client, self._dire)

    def _bon(self) -> None:
        if self._client is not None:
            ouvrir_un_bon_du_client(self._contexte, self._hote, self._client)

    def _ouvrir(self) -> None:
        ligne = self._ligne()
        if ligne is not None and self._client is not None:
            nom, parametres = decisions.cible(ligne, self._client)
            self._contexte.ouvrir(nom, **parametres)

    def _dire(self, texte: str) -> None:
        self._ui.messageBandeau.montrer(texte, Gravite.SUCCES)
        self._contexte.dire(texte)

    # --- Reading

    def _lire_si_vu(self) -> None:
        if self._client is not None and self._a_lire and self.page_devant:
            self._a_lire = False
            self._lire(self._client)

    def _lire(self, client: int) -> None:
        self._jeton += 1
        jeton, au = self._jeton, aujourd_hui(self._contexte.horloge)

        def travail(services: Services, _suivi: Suivi) -> Etat:
            return decisions.lire_financier(services, client, au)

        tache = self._contexte.taches.lire(travail, self)
        tache.reussie.connect(lambda etat: self._recevoir(etat) if jeton == self._jeton else None)
        tache.echouee.connect(lambda erreur: self._ui.messageBandeau.montrer(message_de(erreur)))

    def _recevoir(self, etat: Etat) -> None:
        ui = self._ui
        ui.financierTable.dire_si_vide(decisions.VIDE)
        premiere = not self._modele.lignes
        self._modele.montrer(etat.lignes)
        ui.financierPied.montrer(etat.pied)
        ui.financierSoldeLabel.setText(etat.solde)
        ui.financierNombreLabel.setText(etat.nombre)
        if premiere or ui.financierTable.cle_courante() is None:
            ui.financierTable.choisir_rang(len(etat.lignes) - 1)  # what was done last is at the bottom
        self._suivre()

    # --- State and wiring

    def _suivre(self) -> None:
        """Grey the buttons as their keys are, and say that the row is another one."""
        droits = self._contexte.utilisateur.droits
        for nom, bouton in self._boutons().items():
            donnee = action(nom)
            raison = manque_de_droit(donnee.droit, droits) if donnee.droit is not None else ""
            bouton.setEnabled(not raison)
            bouton.setToolTip(raison or f"{donnee.aide} ({touche(donnee.raccourci)})")
        self.change.emit()

    def _boutons(self) -> Mapping[str, QPushButton]:
        ui = self._ui
        return {"fiche.avoir": ui.avoirButton, "fiche.rembourser": ui.rembourserButton, "fiche.bon": ui.bonButton}

    def _brancher(self) -> None:
        ui = self._ui
        ui.financierTable.dire_si_vide(decisions.LECTURE)
        ui.financierTable.offrir(self._hote, [f"fiche.{geste}" for geste in decisions.GESTES_DE_LIGNE])
        ui.financierTable.cle_changee.connect(lambda _cle: self._suivre())
        ui.financierTable.ouverte.connect(lambda _cle: self._ouvrir())
        for bouton, faire in (
            (ui.avoirButton, self._avoir),
            (ui.rembourserButton, self._rembourser),
            (ui.bonButton, self._bon),
        ):
            bouton.clicked.connect(lambda _coche=False, faire=faire: faire())
        ui.ficheOnglets.currentChanged.connect(lambda _rang: self._venir())

    def _venir(self) -> None:
        self._lire_si_vu()
        self._suivre()
