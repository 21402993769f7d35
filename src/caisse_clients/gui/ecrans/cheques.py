"""Trésorerie > Chèques au coffre: the held cheques of every accès, ticked, then cashed in one command."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import ClassVar

from PySide6.QtCore import QTimer

from caisse_clients.application.messages import message_de
from caisse_clients.application.sujets import Sujet
from caisse_clients.domain.vues_acces import ChequeDetenu
from caisse_clients.gui.catalogue import action, touche
from caisse_clients.gui.dialogues.cheques_acces import ouvrir_encaissement
from caisse_clients.gui.ecran import ContexteEcran, Ecran
from caisse_clients.gui.export_grille import exporter_grille, imprimer_grille
from caisse_clients.gui.formulaires.cheques import Ui_Cheques
from caisse_clients.gui.modeles.coches import ModeleCoches
from caisse_clients.gui.modeles.colonnes import Gravite
from caisse_clients.gui.presentateurs import cheques as decisions
from caisse_clients.gui.presentateurs.cheques import Cle
from caisse_clients.gui.presentateurs.imputation import manque_de_droit
from caisse_clients.kernel.horloge import aujourd_hui

_DELAI = 150


class EcranCheques(Ecran):
    """A tick survives a new reading; what another post has cashed is no longer shown, nor ticked."""

    nom: ClassVar[str] = decisions.PORTEE
    titre: ClassVar[str] = decisions.TITRE
    sujets: ClassVar[frozenset[Sujet]] = frozenset({Sujet.ACCES, Sujet.REGLEMENTS, Sujet.CLIENTS})

    def __init__(self, contexte: ContexteEcran) -> None:
        super().__init__(contexte)
        self._ui = ui = Ui_Cheques()
        ui.setupUi(self)
        self.setObjectName(self.nom)
        self._jeton = 0
        self._cheques: tuple[ChequeDetenu, ...] = ()
        self._coches: set[Cle] = set()
        self._modele = ModeleCoches(decisions.COLONNES, decisions.cle, self._coches, self)
        ui.chequesTable.montrer_modele(self._modele)
        ui.chequesTable.dire_si_vide(decisions.LECTURE)
        ui.chequesTable.offrir(self, decisions.GESTES)
        ui.auEdit.definir_aujourdhui(lambda: aujourd_hui(contexte.horloge))
        ui.auEdit.set_date_(aujourd_hui(contexte.horloge))
        self._delai = QTimer(self)
        self._delai.setSingleShot(True)
        self._delai.setInterval(_DELAI)
        self._delai.timeout.connect(self._lire)
        self._boutons = ((ui.toutButton, "tout"), (ui.encaisserButton, "encaisser"))
        self._brancher()
        self._lire()

    def commandes(self) -> Mapping[str, Callable[[], object]]:
        """Return the actions of the screen."""
        table = self._ui.chequesTable
        gestes: dict[str, Callable[[], object]] = {
            "encaisser": self._encaisser,
            "fiche": self._ouvrir_la_fiche,
            "tout": self._tout_cocher,
            "exporter": lambda: exporter_grille(self.contexte, table, self.titre, self),
            "imprimer": lambda: imprimer_grille(self.contexte, table, self.titre, self._ui.nombreLabel.text(), self),
            "menu": table.ouvrir_le_menu,
        }
        return {f"{self.nom}.{nom}": geste for nom, geste in gestes.items()}

    def empechement(self, identifiant: str) -> str:
        """Say what must be ticked or chosen first."""
        return decisions.empechement(
            identifiant.partition(".")[2],
            coches=len(self._coches),
            nombre=len(self._cheques),
            choisi=self._choisi() is not None,
        )

    def montrer(self, **parametres: object) -> None:
        """Be ready to tick."""
        self._ui.chequesTable.setFocus()

    def recharger(self, sujets: frozenset[Sujet]) -> None:
        """Read again; what is ticked stays so while it is still in the safe."""
        self._lire()

    def _brancher(self) -> None:
        ui = self._ui
        ui.auEdit.dateChangee.connect(lambda _date: self._delai.start())
        ui.chequesTable.bascule.connect(self._basculer)
        ui.chequesTable.ouverte.connect(lambda _cle: self._ouvrir_la_fiche())
        ui.chequesTable.cle_changee.connect(lambda _cle: self._suivre())
        for bouton, geste in self._boutons:
            bouton.clicked.connect(lambda _coche, geste=geste: self._declencher(geste))

    def _lire(self) -> None:
        """Ask for the cheques up to the date; an older answer still on its way counts no more."""
        au = self._ui.auEdit.date_()
        self._jeton += 1
        if au is None:
            self._recevoir((), decisions.SANS_DATE)
            return
        jeton, vide = self._jeton, decisions.si_vide(au)
        tache = self.contexte.taches.lire(lambda services, _suivi: decisions.lire(services, au), self)
        tache.reussie.connect(lambda lus: self._recevoir(lus, vide) if jeton == self._jeton else None)
        tache.echouee.connect(lambda erreur: self._ui.messageBandeau.montrer(message_de(erreur)))

    def _recevoir(self, cheques: tuple[ChequeDetenu, ...], vide: str) -> None:
        self._cheques = cheques
        self._coches.intersection_update(decisions.cle(c) for c in cheques)
        table = self._ui.chequesTable
        table.dire_si_vide(vide)
        self._modele.montrer(cheques)
        if table.cle_courante() is None:
            table.choisir_rang(0)
        self._ui.nombreLabel.setText(decisions.nombre_en_mots(cheques))
        self._suivre()

    def _basculer(self, cle: Cle) -> None:
        self._coches.symmetric_difference_update({cle})
        self._modele.rafraichir(cle)
        self._suivre()

    def _tout_cocher(self) -> None:
        """Tick them all, or none when they all are."""
        tous = {decisions.cle(c) for c in self._cheques}
        if self._coches == tous:
            self._coches.clear()
        else:
            self._coches.update(tous)
        self._modele.rafraichir()
        self._suivre()

    def _encaisser(self) -> None:
        retenus = decisions.choisis(self._modele.lignes, self._coches)
        if retenus:
            ouvrir_encaissement(self.contexte, self, retenus, self._conclure)

    def _conclure(self, texte: str) -> None:
        self._coches.clear()
        self._ui.messageBandeau.montrer(texte, Gravite.SUCCES)
        self.contexte.dire(texte)
        self._suivre()

    def _ouvrir_la_fiche(self) -> None:
        if (cheque := self._choisi()) is not None:
            self.contexte.ouvrir("fiche_client", client=cheque.client, onglet="acces")

    def _choisi(self) -> ChequeDetenu | None:
        ligne = self._ui.chequesTable.ligne_courante()
        return ligne if isinstance(ligne, ChequeDetenu) else None

    def _declencher(self, geste: str) -> None:
        if not self._raison(geste):
            self.commandes()[f"{self.nom}.{geste}"]()

    def _raison(self, geste: str) -> str:
        donnee = action(f"{self.nom}.{geste}")
        return manque_de_droit(donnee.droit, self.contexte.utilisateur.droits) or self.empechement(donnee.id)

    def _suivre(self) -> None:
        """Say what is ticked; grey what cannot be done, with its reason."""
        self._ui.cocheesLabel.setText(decisions.coches_en_mots(self._cheques, self._coches))
        for bouton, geste in self._boutons:
            raison, donnee = self._raison(geste), action(f"{self.nom}.{geste}")
            bouton.setEnabled(not raison)
            bouton.setToolTip(f"{raison or donnee.aide} ({touche(donnee.raccourci)})")
            bouton.setStatusTip(raison or donnee.aide)
        self.actionsChangees.emit()
