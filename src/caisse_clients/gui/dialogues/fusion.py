"""Merging a duplicate: choose it, compare side by side, read what will happen, confirm in words."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from caisse_clients.application.commandes.clients import AnnulerFusion, FusionnerClients
from caisse_clients.application.lectures import FicheClient, fiche_client
from caisse_clients.application.messages import message_de
from caisse_clients.gui.boites import Reponse
from caisse_clients.gui.dialogue import Dialogue
from caisse_clients.gui.dialogues.saisie import DialogueSaisie
from caisse_clients.gui.ecran import ContexteEcran
from caisse_clients.gui.formulaires.dialogue_fusion import Ui_DialogueFusion
from caisse_clients.gui.formulaires.dialogue_separation import Ui_DialogueSeparation
from caisse_clients.gui.modeles.colonnes import Colonne
from caisse_clients.gui.modeles.liste import ModeleListe
from caisse_clients.gui.presentateurs.fiche_client import LIBELLES, ecrire_champ
from caisse_clients.kernel.formats import ecrire_code, ecrire_montant
from caisse_clients.kernel.identifiants import nouvel_id

if TYPE_CHECKING:
    from caisse_clients.application.executeur import Resultat
    from caisse_clients.application.services import Services
    from caisse_clients.kernel.suivi import Suivi

_CHOISIR = "Choisissez d'abord le doublon : son code, ou trois lettres de son nom."


@dataclass(frozen=True, slots=True)
class Rangee:
    """One line of the comparison."""

    libelle: str
    gardee: str
    absorbee: str

    @property
    def differe(self) -> bool:
        """True when the two cards do not say the same."""
        return self.gardee.casefold() != self.absorbee.casefold()


def comparer(gardee: FicheClient, absorbee: FicheClient) -> list[Rangee]:
    """Return the two cards line by line, in the order of the form, balances last."""
    rangees = [
        Rangee(libelle, *(ecrire_champ(champ, getattr(fiche, champ)) for fiche in (gardee, absorbee)))
        for champ, libelle in LIBELLES.items()
    ]
    soldes = (("Dû par le client", "solde_du"), ("En faveur du client", "disponible"))
    return rangees + [
        Rangee(libelle, *(f"{ecrire_montant(getattr(fiche, champ))} €" for fiche in (gardee, absorbee)))
        for libelle, champ in soldes
    ]


def consequences(gardee: FicheClient, absorbee: FicheClient) -> str:
    """Say in words what the merge does, before it is asked for."""
    return (
        f"Le code {ecrire_code(absorbee.code)} mènera désormais à {nommer(gardee)}. Ses comptes et ses écritures "
        f"restent intacts et paraîtront sur cette fiche ; ses coordonnées ne remplacent rien : recopiez d'abord, "
        f"sur la fiche gardée, ce que vous voulez en conserver. Rien n'est effacé."
    )


def nommer(fiche: FicheClient) -> str:
    """Write a client as people name it: ``1 011 ALBERT Pierre``."""
    return f"{ecrire_code(fiche.code)} {fiche.nom} {fiche.prenom}".rstrip()


class DialogueFusion(Dialogue):
    """``fusionnee`` gives the code kept and the code absorbed, once the merge is recorded."""

    portee: ClassVar[str] = "dialogueFusion"
    fusionnee = Signal(int, int)

    def __init__(self, contexte: ContexteEcran, fiche: FicheClient, parent: QWidget | None = None) -> None:
        super().__init__(contexte.boites, parent)
        self._contexte, self._fiche = contexte, fiche
        self._autre: FicheClient | None = None
        self._id_commande = nouvel_id()
        self._en_cours = False
        self.setWindowTitle("Fusionner un doublon")
        self._ui = Ui_DialogueFusion()
        self._ui.setupUi(self.corps)
        self._ui.titreLabel.setText(f"Garder {nommer(fiche)}")
        self._modele = ModeleListe([], lambda rangee: rangee.libelle, self)
        self._ui.doublonEdit.definir_taches(contexte.taches)
        self._ui.doublonEdit.choisi.connect(self._choisir)
        self._ui.inverserCheck.toggled.connect(lambda _coche: self._comparer())
        self._comparer()
        self.resize(900, 620)
        self._ui.doublonEdit.setFocus()

    def saisie_commencee(self) -> bool:
        """Return False: a choice is quickly made again."""
        return False

    def valider(self) -> None:
        """Ask in words, then record the merge (F2)."""
        if self._en_cours or self._autre is None:
            return
        gardee, absorbee = self._roles()
        question = f"Fusionner {nommer(absorbee)} dans {nommer(gardee)} ?\n\n{consequences(gardee, absorbee)}"
        if self.boites.confirmer(self, "Fusion", question, oui="Fusionner", non="Ne rien faire") is not Reponse.OUI:
            return
        self._occuper(True)
        commande = FusionnerClients(garder=gardee.code, absorber=absorbee.code)
        tache = self._contexte.taches.executer(commande, self, id_commande=self._id_commande, libelle="Fusion")
        tache.reussie.connect(self._reussir)
        tache.echouee.connect(self._echouer)

    def reject(self) -> None:
        """Close, except while the merge is on its way."""
        if not self._en_cours:
            super().reject()

    def _choisir(self, client: object) -> None:
        self._autre = None
        self._ui.messageBandeau.effacer()
        code = self._ui.doublonEdit.client()
        if client is None or code is None:
            self._comparer()
            return
        if code == self._fiche.code:
            self._ui.messageBandeau.montrer("C'est la fiche affichée : choisissez l'autre, le doublon.")
            self._comparer()
            return

        def travail(services: Services, _suivi: Suivi) -> FicheClient:
            with services.lire() as lecteur:
                return fiche_client(lecteur, code)

        tache = self._contexte.taches.lire(travail, self)
        tache.reussie.connect(self._recevoir)
        tache.echouee.connect(lambda erreur: self._ui.messageBandeau.montrer(message_de(erreur)))

    def _recevoir(self, fiche: FicheClient) -> None:
        if fiche.code == self._ui.doublonEdit.client():
            self._autre = fiche
            self._comparer()

    def _roles(self) -> tuple[FicheClient, FicheClient]:
        assert self._autre is not None
        if self._ui.inverserCheck.isChecked():
            return self._autre, self._fiche
        return self._fiche, self._autre

    def _comparer(self) -> None:
        """Show the comparison, or what to do first."""
        self._ui.inverserCheck.setEnabled(self._autre is not None)
        self.permettre("valider", "" if self._autre is not None else _CHOISIR)
        titres = ("Fiche gardée", "Doublon")
        rangees: list[Rangee] = []
        phrase = _CHOISIR
        if self._autre is not None:
            gardee, absorbee = self._roles()
            self._id_commande = nouvel_id()
            titres = (f"Gardée : {nommer(gardee)}", f"Absorbée : {nommer(absorbee)}")
            rangees, phrase = comparer(gardee, absorbee), consequences(gardee, absorbee)
            self._ui.titreLabel.setText(f"Garder {nommer(gardee)}")
        self._modele = ModeleListe(
            (
                Colonne("", lambda rangee: rangee.libelle, largeur=150),
                Colonne("", lambda rangee: "≠" if rangee.differe else "=", largeur=36),
                Colonne(titres[0], lambda rangee: rangee.gardee, largeur=300, elastique=True),
                Colonne(titres[1], lambda rangee: rangee.absorbee, largeur=300, elastique=True),
            ),
            lambda rangee: rangee.libelle,
            self,
            couleur_ligne=lambda rangee: "alerte_doux" if rangee.differe else None,
        )
        self._ui.comparaisonTable.montrer_modele(self._modele)
        self._ui.comparaisonTable.dire_si_vide("Les deux fiches paraîtront ici, côte à côte.")
        self._modele.montrer(rangees)
        self._ui.consequencesLabel.setText(phrase)

    def _reussir(self, resultat: Resultat) -> None:
        self._occuper(False)
        garde, absorbe = int(resultat.valeurs["client"]), int(resultat.valeurs["absorbe"])
        self.accept()
        self.fusionnee.emit(garde, absorbe)

    def _echouer(self, erreur: Exception) -> None:
        self._occuper(False)
        self._ui.messageBandeau.montrer(message_de(erreur))

    def _occuper(self, en_cours: bool) -> None:
        self._en_cours = en_cours
        self.permettre("valider", "La fusion est en cours d'enregistrement." if en_cours else "")


class DialogueSeparation(DialogueSaisie):
    """Undoes a merge, with a reason; both cards stand on their own again."""

    portee: ClassVar[str] = "dialogueSeparation"

    def __init__(self, contexte: ContexteEcran, absorbes: Sequence[int], parent: QWidget | None = None) -> None:
        super().__init__(contexte, "Annuler une fusion", parent)
        ui = self.ui = Ui_DialogueSeparation()
        ui.setupUi(self.corps)
        for code in absorbes:
            ui.ficheCombo.addItem(f"Client {ecrire_code(code)}", code)
        self.brancher({"client": ui.ficheCombo, "raison": ui.raisonEdit}, ui.messageBandeau, ui.raisonEdit)

    def commande(self) -> AnnulerFusion:
        """Return the contrary of the merge."""
        return AnnulerFusion(int(self.ui.ficheCombo.currentData()), self.ui.raisonEdit.text())
