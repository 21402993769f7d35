"""The content of the tab *Accès*: the client's accès over the cheques of the one chosen (manual 001)."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, Signal

from caisse_clients.application.messages import message_de
from caisse_clients.domain.vues_acces import VueAcces, VueCheque
from caisse_clients.gui.catalogue import action, touche
from caisse_clients.gui.dialogues.archivage import ouvrir_archivage
from caisse_clients.gui.dialogues.cheques_acces import ouvrir_correction, ouvrir_encaissement
from caisse_clients.gui.dialogues.nouvel_acces import ouvrir_nouvel_acces, ouvrir_renouvellement
from caisse_clients.gui.dialogues.reglement import ouvrir_reglement
from caisse_clients.gui.dialogues.rendu_cheque import ouvrir_rendu
from caisse_clients.gui.dialogues.reprise_acces import ouvrir_reprise
from caisse_clients.gui.dialogues.tirages import montrer_arret
from caisse_clients.gui.ecran import ContexteEcran, Ecran
from caisse_clients.gui.formulaires.fiche_client import Ui_FicheClient
from caisse_clients.gui.modeles.colonnes import Gravite
from caisse_clients.gui.modeles.liste import ModeleListe
from caisse_clients.gui.presentateurs import acces as decisions
from caisse_clients.gui.presentateurs.encaissement_cheques import detenu
from caisse_clients.gui.presentateurs.imputation import manque_de_droit
from caisse_clients.gui.widgets.grille import Grille
from caisse_clients.kernel.horloge import aujourd_hui

if TYPE_CHECKING:
    from caisse_clients.application.services import Services
    from caisse_clients.kernel.suivi import Suivi


class OngletAcces(QObject):
    """Nothing is read before the tab is first seen. ``change`` says that the row chosen is another one."""

    change = Signal()
    gestes = decisions.GESTES

    def __init__(self, ui: Ui_FicheClient, contexte: ContexteEcran, hote: Ecran) -> None:
        super().__init__(hote)
        self._ui, self._contexte, self._hote = ui, contexte, hote
        self._client: int | None = None
        self._a_lire = True
        self._arrive = False
        self._jeton = 0
        self._tous: tuple[VueAcces, ...] = ()
        jour = aujourd_hui(contexte.horloge)
        self._acces = ModeleListe(
            decisions.colonnes_acces(jour), lambda a: a.id, self, couleur_ligne=decisions.couleur_d_acces
        )
        self._cheques = ModeleListe(
            decisions.colonnes_cheques(), lambda c: c.rang, self, couleur_ligne=decisions.couleur_de_cheque
        )
        ui.accesTable.montrer_modele(self._acces)
        ui.chequesTable.montrer_modele(self._cheques)
        self._devant: Grille = ui.accesTable
        self._boutons = (
            (ui.nouvelAccesButton, "acces_nouveau"),
            (ui.renouvelerButton, "acces_renouveler"),
            (ui.archiverButton, "acces_archiver"),
        )
        self._brancher()

    @property
    def page_devant(self) -> bool:
        """True while the tab is the one in sight."""
        return self._ui.ficheOnglets.currentWidget() is self._ui.accesPage

    def montrer(self, client: int) -> None:
        """Show this client; read again, now or when the tab is seen."""
        self._arrive = self._arrive or client != self._client
        self._client = client
        self._a_lire = True
        self.lire_si_vue()

    def lire_si_vue(self) -> None:
        """Read when the tab is in sight and what it shows is old."""
        if self._client is not None and self._a_lire and self.page_devant:
            self._a_lire = False
            self._lire(self._client)

    def commandes(self) -> Mapping[str, Callable[[], object]]:
        """Return what the keys of the tab do, by their catalogue ids."""
        gestes: dict[str, Callable[[], object]] = {
            "acces_nouveau": self._vendre,
            "acces_renouveler": self._renouveler,
            "acces_archiver": self._archiver,
            "acces_reprendre": self._reprendre,
            "acces_arret": self._imprimer_l_arret,
            "acces_facture": self._voir_la_facture,
            "cheque_encaisser": self._encaisser,
            "cheque_corriger": self._corriger,
            "cheque_rendre": self._rendre,
            "cheque_reglement": self._voir_le_reglement,
        }
        return {f"fiche.{nom}": geste for nom, geste in gestes.items()}

    def empechement(self, geste: str) -> str:
        """Return why a gesture of the tab cannot be done, as a French sentence."""
        return decisions.empechement(geste, self._choisi(), self._cheque(), devant=self.page_devant)

    def grille(self) -> Grille | None:
        """Return the grid that has the keyboard, or had it last."""
        for grille in (self._ui.accesTable, self._ui.chequesTable):
            if grille.hasFocus():
                self._devant = grille
        return self._devant

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Follow the keyboard from one grid to the other: menus and exports are those of the one in use."""
        if event.type() == QEvent.Type.FocusIn:
            self.grille()
        return super().eventFilter(watched, event)

    # --- What the keys do

    def _vendre(self) -> None:
        if self._client is not None:
            ouvrir_nouvel_acces(self._contexte, self._hote, self._client, self._conclure_la_vente)

    def _renouveler(self) -> None:
        if (a := self._choisi()) is not None:
            ouvrir_renouvellement(self._contexte, self._hote, a.id, self._conclure_la_vente)

    def _encaisser(self) -> None:
        a, cheque = self._choisi(), self._cheque()
        if a is not None and cheque is not None:
            ouvrir_encaissement(self._contexte, self._hote, (detenu(a, cheque),), self._conclure)

    def _corriger(self) -> None:
        a, cheque = self._choisi(), self._cheque()
        if a is not None and cheque is not None:
            ouvrir_correction(self._contexte, self._hote, a, cheque, self._conclure)

    def _rendre(self) -> None:
        a, cheque = self._choisi(), self._cheque()
        if a is not None and cheque is not None:
            ouvrir_rendu(self._contexte, self._hote, a, cheque, self._conclure)

    def _archiver(self) -> None:
        if (a := self._choisi()) is not None:
            ouvrir_archivage(self._contexte, self._hote, a.id, self._conclure_l_arret)

    def _reprendre(self) -> None:
        if (a := self._choisi()) is not None:
            ouvrir_reprise(self._contexte, self._hote, a.id, self._conclure)

    def _imprimer_l_arret(self) -> None:
        if (a := self._choisi()) is not None:
            montrer_arret(self._contexte, self._hote, a.id)

    def _voir_la_facture(self) -> None:
        if (a := self._choisi()) is not None:
            self._ouvrir_la_piece(a.piece)

    def _voir_le_reglement(self) -> None:
        cheque = self._cheque()
        if cheque is not None and cheque.reglement:
            ouvrir_reglement(self._contexte, self._hote, cheque.reglement, self._conclure, self._ouvrir_la_piece)

    def _ouvrir_la_piece(self, numero: str) -> None:
        self._contexte.ouvrir("piece", piece=numero)

    def _conclure_l_arret(self, texte: str) -> None:
        """The accès that was just stopped stays in sight, with those archived."""
        self._ui.archivesCheck.setChecked(True)
        self._conclure(texte)

    def _conclure_la_vente(self, acces: int, texte: str) -> None:
        """The accès that was just sold is the one chosen."""
        self._ui.accesTable.choisir_cle(acces)
        self._conclure(texte)

    def _conclure(self, texte: str) -> None:
        self._ui.messageBandeau.montrer(texte, Gravite.SUCCES)
        self._contexte.dire(texte)

    # --- What is shown

    def _choisi(self) -> VueAcces | None:
        ligne = self._ui.accesTable.ligne_courante()
        return ligne if isinstance(ligne, VueAcces) else None

    def _cheque(self) -> VueCheque | None:
        ligne = self._ui.chequesTable.ligne_courante()
        return ligne if isinstance(ligne, VueCheque) else None

    def _lire(self, client: int) -> None:
        """Ask for all the accès of the client; an older answer still on its way counts no more."""
        self._jeton += 1
        jeton = self._jeton

        def travail(services: Services, _suivi: Suivi) -> tuple[VueAcces, ...]:
            from caisse_clients.application import lectures_acces

            with services.lire() as lecteur:
                return tuple(lectures_acces.acces_du_client(lecteur, client, archives=True))

        tache = self._contexte.taches.lire(travail, self)
        tache.reussie.connect(lambda tous: self._recevoir(tous) if jeton == self._jeton else None)
        tache.echouee.connect(lambda erreur: self._ui.messageBandeau.montrer(message_de(erreur)))

    def _recevoir(self, tous: tuple[VueAcces, ...]) -> None:
        self._tous = tous
        self._remplir()
        if self._arrive and self.page_devant and self._ui.clientEdit.hasFocus():
            self._ui.accesTable.setFocus()  # the card opened on this tab: it could not be entered before it was read
        self._arrive = False

    def _remplir(self) -> None:
        table = self._ui.accesTable
        table.dire_si_vide(decisions.si_vide(self._tous))
        self._acces.montrer(decisions.a_montrer(self._tous, archives=self._ui.archivesCheck.isChecked()))
        if table.cle_courante() is None:
            table.choisir_rang(0)
        self._suivre_l_acces()

    def _suivre_l_acces(self) -> None:
        """Show the cheques of the accès chosen, and what its row does not say."""
        a = self._choisi()
        self._ui.situationAccesLabel.setText(decisions.situation(a))
        self._ui.situationAccesLabel.setVisible(a is not None)
        self._ui.chequesTable.dire_si_vide(decisions.SANS_ACCES if a is None else decisions.SANS_CHEQUE)
        self._cheques.montrer(a.cheques if a is not None else ())
        self.change.emit()

    def _brancher(self) -> None:
        ui = self._ui
        for grille, gestes in (
            (ui.accesTable, decisions.GESTES_ACCES),
            (ui.chequesTable, decisions.GESTES_CHEQUE),
        ):
            grille.dire_si_vide("Lecture…")
            grille.offrir(self._hote, [f"fiche.{geste}" for geste in gestes])
            grille.survol_du_menu.connect(self._contexte.dire)
            grille.installEventFilter(self)
        ui.situationAccesLabel.hide()
        ui.accesTable.cle_changee.connect(lambda _cle: self._suivre_l_acces())
        ui.chequesTable.cle_changee.connect(lambda _cle: self.change.emit())
        ui.archivesCheck.toggled.connect(lambda _coche: self._remplir())
        ui.ficheOnglets.currentChanged.connect(lambda _rang: self._venir())
        for bouton, geste in self._boutons:
            bouton.clicked.connect(lambda _coche, geste=geste: self._declencher(geste))
        self.change.connect(self._suivre_les_boutons)
        self._suivre_les_boutons()

    def _declencher(self, geste: str) -> None:
        """A button does what its key does."""
        if not self._raison(geste):
            self.commandes()[f"fiche.{geste}"]()

    def _suivre_les_boutons(self) -> None:
        """Grey the buttons with the reason that their keys give."""
        for bouton, geste in self._boutons:
            raison = self._raison(geste)
            donnee = action(f"fiche.{geste}")
            bouton.setEnabled(not raison)
            bouton.setToolTip(f"{raison or donnee.aide} ({touche(donnee.raccourci)})")
            bouton.setStatusTip(raison or donnee.aide)

    def _raison(self, geste: str) -> str:
        sans_droit = manque_de_droit(action(f"fiche.{geste}").droit, self._contexte.utilisateur.droits)
        return sans_droit or self.empechement(geste)

    def _venir(self) -> None:
        """Be ready for the arrows, unless the arrows are choosing a tab."""
        if self.page_devant and not self._ui.ficheOnglets.tabBar().hasFocus():
            self._ui.accesTable.setFocus()
        self.lire_si_vue()
        self.change.emit()
