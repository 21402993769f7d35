"""Éditions > Relances: what may be reminded, sent by one key, and the journal of what was (DOMAIN §1)."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, ClassVar

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QRadioButton

from caisse_clients.application.messages import message_de
from caisse_clients.application.sujets import Sujet
from caisse_clients.domain.releves import SorteReleve
from caisse_clients.gui.boites import Reponse
from caisse_clients.gui.dialogues.papiers_editions import montrer_papier
from caisse_clients.gui.ecran import ContexteEcran, Ecran
from caisse_clients.gui.export_grille import exporter_grille
from caisse_clients.gui.formulaires.relances import Ui_Relances
from caisse_clients.gui.modeles.coches import ModeleCoches
from caisse_clients.gui.modeles.colonnes import Gravite
from caisse_clients.gui.modeles.liste import ModeleListe
from caisse_clients.gui.presentateurs import relances as decisions
from caisse_clients.gui.presentateurs.reglements import lire_client
from caisse_clients.gui.presentateurs.relances import Demande, Envoi, Lu
from caisse_clients.gui.widgets.erreurs import marquer_erreur
from caisse_clients.gui.widgets.grille import Grille
from caisse_clients.kernel.erreurs import ErreurMetier
from caisse_clients.kernel.horloge import aujourd_hui
from caisse_clients.kernel.identifiants import nouvel_id

if TYPE_CHECKING:
    from caisse_clients.domain.echeancier import LigneRelance
    from caisse_clients.domain.relances import RelanceProposee
    from caisse_clients.gui.taches import Tache

_DELAI = 150


class EcranRelances(Ecran):
    """Everything proposed is ticked; F2 sends what is ticked, then shows the letters in one document."""

    nom: ClassVar[str] = "relances"
    titre: ClassVar[str] = decisions.TITRE
    sujets: ClassVar[frozenset[Sujet]] = frozenset({Sujet.PIECES, Sujet.REGLEMENTS, Sujet.COMPTES, Sujet.CLIENTS})

    def __init__(self, contexte: ContexteEcran) -> None:
        super().__init__(contexte)
        self._ui = Ui_Relances()
        self._ui.setupUi(self)
        self.setObjectName(self.nom)
        self._lu: Lu | None = None
        self._lecture: Tache | None = None
        self._jeton = 0
        self._en_cours = False
        self._date_refusee = False
        self._cochees: set[int] = set()
        self._modele = ModeleCoches(decisions.COLONNES, lambda r: r.client, self._cochees, self)
        self._detail = ModeleListe(decisions.DETAIL, lambda e: e.id, self)
        self._journal = ModeleListe(decisions.JOURNAL, lambda r: r.id, self)
        ui = self._ui
        for grille, modele in (
            (ui.relancesTable, self._modele),
            (ui.detailTable, self._detail),
            (ui.journalTable, self._journal),
        ):
            grille.montrer_modele(modele)
        ui.relancesTable.dire_si_vide(decisions.LECTURE)
        ui.detailTable.dire_si_vide("")
        ui.journalTable.dire_si_vide(decisions.JOURNAL_VIDE)
        ui.relancesTable.offrir(self, decisions.GESTES_A_ENVOYER)
        ui.journalTable.offrir(self, decisions.GESTES_JOURNAL)
        ui.tiersCombo.definir_taches(contexte.taches)
        ui.auEdit.definir_aujourdhui(lambda: aujourd_hui(contexte.horloge))
        ui.auEdit.set_date_(aujourd_hui(contexte.horloge))
        self._delai = QTimer(self)
        self._delai.setSingleShot(True)
        self._delai.setInterval(_DELAI)
        self._delai.timeout.connect(self._lire)
        self._brancher()
        self._lire()

    # --- What the window asks

    def commandes(self) -> Mapping[str, Callable[[], object]]:
        """Return the actions of the reminders."""
        return {
            "relances.envoyer": self._envoyer,
            "relances.ouvrir": self._ouvrir_le_releve,
            "relances.client": self._aller_au_client,
            "relances.tout": self._tout_cocher,
            "relances.journal": self._changer_d_onglet,
            "relances.lettre": self._montrer_la_lettre,
            "relances.fiche": self._ouvrir_la_fiche,
            "relances.exporter": self._exporter,
            "relances.menu": lambda: self._grille().ouvrir_le_menu(),
        }

    def empechement(self, identifiant: str) -> str:
        """Say what must be ticked or chosen first, or which right is missing."""
        return decisions.empechement(
            identifiant,
            onglet_journal=self._au_journal(),
            ligne=self._ligne(),
            cochees=len(self._cochees),
            nombre=self._grille().modele.rowCount(),
            droits=self.contexte.utilisateur.droits,
            en_cours=self._en_cours,
        )

    def montrer(self, **parametres: object) -> None:
        """Show those of ``client`` (a code), or be ready to choose one."""
        code = parametres.get("client")
        if isinstance(code, int):
            tache = self.contexte.taches.lire(lambda services, _suivi: lire_client(services, code), self)
            tache.reussie.connect(self._ui.tiersCombo.set_client)
            tache.echouee.connect(self._dire_l_erreur)
        self._grille().setFocus()

    def recharger(self, sujets: frozenset[Sujet]) -> None:
        """Read again; what was unticked stays so."""
        self._lire()

    def fermer(self) -> None:
        """Read nothing any more."""
        self._delai.stop()
        if self._lecture is not None:
            self._lecture.annuler()

    # --- What the user does

    def _envoyer(self) -> None:
        """Ask, then send what is ticked; the reading is the one shown, so is the question."""
        if (raison := self.empechement("relances.envoyer")) or self._lu is None:
            self.contexte.dire(raison)
            return
        lu = self._lu
        retenues = decisions.choisies(lu.proposees, self._cochees)
        question = decisions.question(retenues, lu.demande)
        if self.contexte.boites.confirmer(self, self.titre, question, oui="Envoyer", non="Revenir") is Reponse.NON:
            return
        a_faire = [(c, nouvel_id()) for c in decisions.commandes(retenues, lu.proposees, lu.demande)]
        self._occuper(True)
        tache = self.contexte.taches.ecrire(
            lambda services, suivi: decisions.envoyer(services, suivi, a_faire), self, "Envoi des relances"
        )
        tache.reussie.connect(self._envoyees)
        tache.echouee.connect(self._dire_l_erreur)
        tache.finie.connect(lambda: self._occuper(False))

    def _envoyees(self, envoi: Envoi) -> None:
        texte = decisions.compte_rendu(envoi)
        self._ui.messageBandeau.montrer(texte, Gravite.SUCCES if envoi.relances else Gravite.ALERTE)
        self.contexte.dire(texte)
        if envoi.relances:
            self._montrer_les_lettres(envoi.relances)

    def _montrer_les_lettres(self, relances: tuple[int, ...]) -> None:
        titre = "Lettres de relance" if len(relances) > 1 else "Lettre de relance"
        montrer_papier(
            self.contexte, self, titre, lambda services, suivi: decisions.composer(services, suivi, relances)
        )

    def _montrer_la_lettre(self) -> None:
        ligne: LigneRelance | None = self._ui.journalTable.ligne_courante()
        if self._au_journal() and ligne is not None:
            self._montrer_les_lettres((ligne.id,))

    def _tout_cocher(self) -> None:
        if self._lu is None:
            return
        tous = {r.client for r in self._lu.proposees}
        if self._cochees == tous:
            self._cochees.clear()
        else:
            self._cochees.update(tous)
        self._dire_les_coches()

    def _basculer(self, client: int) -> None:
        self._cochees.symmetric_difference_update({client})
        self._dire_les_coches(client)

    def _ouvrir_le_releve(self) -> None:
        if (ligne := self._ligne()) is not None:
            self.contexte.ouvrir("releve_client", client=ligne.client, sorte=SorteReleve.RESTANT_DU)

    def _ouvrir_la_fiche(self) -> None:
        if (ligne := self._ligne()) is not None:
            self.contexte.ouvrir("fiche_client", client=ligne.client)

    def _exporter(self) -> None:
        titre = "Journal des relances" if self._au_journal() else "Relances à envoyer"
        exporter_grille(self.contexte, self._grille(), titre, self)

    def _changer_d_onglet(self) -> None:
        self._ui.relancesOnglets.setCurrentIndex(0 if self._au_journal() else 1)

    def _aller_au_client(self) -> None:
        self._ui.tiersCombo.setFocus()
        self._ui.tiersCombo.selectAll()

    # --- What is asked

    def _brancher(self) -> None:
        ui = self._ui
        for radio in self._radios():
            radio.toggled.connect(lambda coche: self._lire() if coche else None)
        ui.auEdit.textChanged.connect(lambda _texte: self._delai.start())
        ui.tiersCombo.choisi.connect(lambda _client: self._lire())
        ui.relancesTable.bascule.connect(self._basculer)
        ui.relancesTable.cle_changee.connect(lambda _cle: self._suivre_la_ligne())
        ui.relancesTable.ouverte.connect(lambda _cle: self._ouvrir_le_releve())
        ui.journalTable.cle_changee.connect(lambda _cle: self.actionsChangees.emit())
        ui.journalTable.ouverte.connect(lambda _cle: self._montrer_la_lettre())
        ui.relancesOnglets.currentChanged.connect(self._suivre_l_onglet)
        ui.toutButton.clicked.connect(self._tout_cocher)
        ui.envoyerButton.clicked.connect(self._envoyer)

    def _radios(self) -> tuple[QRadioButton, QRadioButton, QRadioButton]:
        ui = self._ui
        return ui.niveau1Radio, ui.niveau2Radio, ui.niveau3Radio

    def _demande(self) -> Demande | None:
        """Return what is asked; None when the date cannot be: it is marked and said."""
        ui = self._ui
        niveau = next(rang for rang, radio in enumerate(self._radios(), 1) if radio.isChecked())
        try:
            demande = decisions.lire_demande(
                niveau, ui.auEdit.text(), ui.tiersCombo.client(), aujourd_hui(self.contexte.horloge)
            )
        except ErreurMetier as erreur:
            self._date_refusee = True
            marquer_erreur(ui.auEdit, message_de(erreur))
            ui.messageBandeau.montrer(message_de(erreur))
            return None
        if self._date_refusee:
            self._date_refusee = False
            marquer_erreur(ui.auEdit, "")
            ui.messageBandeau.effacer()
        return demande

    def _lire(self) -> None:
        """Ask what would be sent; nothing is sent of a question that changed meanwhile."""
        self._delai.stop()
        self._jeton += 1
        if self._lecture is not None:
            self._lecture.annuler()
            self._lecture = None
        demande = self._demande()
        if demande is None or self._lu is None or demande != self._lu.demande:
            self._vider()
        if demande is None:
            return
        jeton = self._jeton
        self._lecture = tache = self.contexte.taches.lire(
            lambda services, _suivi: decisions.lire(services, demande), self
        )
        tache.reussie.connect(lambda lu: self._recevoir(lu) if jeton == self._jeton else None)
        tache.echouee.connect(lambda erreur: self._dire_l_erreur(erreur) if jeton == self._jeton else None)

    # --- What is shown

    def _recevoir(self, lu: Lu) -> None:
        tous, avant = {r.client for r in lu.proposees}, self._lu
        decochees = set() if avant is None else {r.client for r in avant.proposees} - self._cochees
        self._lecture, self._lu = None, lu
        self._cochees.clear()
        self._cochees.update(tous - decochees)
        self._modele.montrer(lu.proposees)
        self._journal.montrer(lu.journal)
        self._ui.relancesTable.dire_si_vide(decisions.texte_vide(lu))
        if self._ui.relancesTable.cle_courante() is None:
            self._ui.relancesTable.choisir_rang(0)
        self._dire_les_coches()
        self._suivre_la_ligne()

    def _vider(self) -> None:
        self._lu = None
        self._cochees.clear()
        self._modele.montrer(())
        self._detail.montrer(())
        self._ui.relancesTable.dire_si_vide("" if self._date_refusee else decisions.LECTURE)
        self._dire_les_coches()

    def _dire_les_coches(self, client: int | None = None) -> None:
        self._modele.rafraichir(client)
        proposees = self._lu.proposees if self._lu is not None else ()
        self._ui.cocheesLabel.setText(decisions.en_mots(proposees, self._cochees))
        self.actionsChangees.emit()
        self._permettre_les_boutons()

    def _suivre_la_ligne(self) -> None:
        ligne: RelanceProposee | None = self._ui.relancesTable.ligne_courante()
        self._detail.montrer(() if ligne is None else ligne.echeances)
        self._ui.detailLabel.setText(
            "Ce que nomme la lettre" if ligne is None else f"Ce que nomme la lettre à {ligne.client_nom}"
        )
        self.actionsChangees.emit()

    def _suivre_l_onglet(self) -> None:
        grille = self._grille()
        if grille.cle_courante() is None:
            grille.choisir_rang(0)
        grille.setFocus()
        self.actionsChangees.emit()
        self._permettre_les_boutons()

    def _permettre_les_boutons(self) -> None:
        for bouton, nom in ((self._ui.envoyerButton, "relances.envoyer"), (self._ui.toutButton, "relances.tout")):
            raison = self.empechement(nom)
            bouton.setEnabled(not raison)
            bouton.setStatusTip(raison)

    def _occuper(self, en_cours: bool) -> None:
        self._en_cours = en_cours
        self.actionsChangees.emit()
        self._permettre_les_boutons()

    def _au_journal(self) -> bool:
        return self._ui.relancesOnglets.currentIndex() == 1

    def _grille(self) -> Grille:
        grille: Grille = self._ui.journalTable if self._au_journal() else self._ui.relancesTable
        return grille

    def _ligne(self) -> RelanceProposee | LigneRelance | None:
        ligne: RelanceProposee | LigneRelance | None = self._grille().ligne_courante()
        return ligne

    def _dire_l_erreur(self, erreur: Exception) -> None:
        self._ui.messageBandeau.montrer(message_de(erreur))
