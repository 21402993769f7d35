"""The supporting files of a règlement: see which there are, add one, save a copy."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar

from PySide6.QtWidgets import QWidget

from caisse_clients.application.commandes.fichiers_joints import JoindreFichier
from caisse_clients.application.messages import message_de
from caisse_clients.domain.droits import Droit
from caisse_clients.domain.fichiers import TypeFichier
from caisse_clients.gui.dialogue import Dialogue
from caisse_clients.gui.dialogues.geste import preparer
from caisse_clients.gui.ecran import ContexteEcran
from caisse_clients.gui.formulaires.dialogue_pieces_jointes import Ui_DialoguePiecesJointes
from caisse_clients.gui.modeles.colonnes import Gravite
from caisse_clients.gui.modeles.liste import ModeleListe
from caisse_clients.gui.presentateurs import pieces_jointes as decisions
from caisse_clients.gui.presentateurs import reglement as reglements
from caisse_clients.gui.presentateurs.reglements import manque_de_droit
from caisse_clients.gui.rendu_image import image_en_pdf
from caisse_clients.gui.rendu_pdf import lire_pages
from caisse_clients.kernel.erreurs import ErreurMetier
from caisse_clients.kernel.identifiants import nouvel_id

if TYPE_CHECKING:
    from caisse_clients.application.services import Services
    from caisse_clients.domain.vues_ventes import PieceJointe, VueReglement
    from caisse_clients.kernel.suivi import Suivi


class DialoguePiecesJointes(Dialogue):
    """Entrée or F6 shows the file chosen, F2 saves a copy of it, F3 adds one."""

    portee: ClassVar[str] = "dialoguePiecesJointes"

    def __init__(self, contexte: ContexteEcran, vue: VueReglement, parent: QWidget | None = None) -> None:
        super().__init__(contexte.boites, parent)
        self._contexte, self._vue = contexte, vue
        self._en_cours = False
        self.setWindowTitle(f"Pièces jointes — {vue.numero}")
        self._ui = ui = Ui_DialoguePiecesJointes()
        ui.setupUi(self.corps)
        ui.reglementLabel.setText(reglements.titre(vue))
        self._modele = ModeleListe(decisions.COLONNES, lambda jointe: jointe.id, self)
        ui.fichiersTable.montrer_modele(self._modele)
        ui.fichiersTable.dire_si_vide("Aucun fichier joint.\nF3 en ajoute un : chèque scanné, avis de virement…")
        ui.fichiersTable.ouverte.connect(lambda _cle: self.voir())
        ui.fichiersTable.cle_changee.connect(lambda _cle: self._permettre())
        self._montrer(vue)
        ui.fichiersTable.setFocus()

    def commandes(self) -> Mapping[str, Callable[[], object]]:
        """Return the keys: F3 adds, F6 shows."""
        return {**super().commandes(), "voir": self.voir, "ajouter": self.ajouter}

    def valider(self) -> None:
        """Save a copy of the file chosen (F2)."""
        jointe = self._choisie()
        if jointe is None:
            return
        filtre = decisions.filtre_de(jointe)
        chemin = self.boites.choisir_fichier_a_enregistrer(self, "Enregistrer une copie", jointe.nom, filtre)
        if chemin is not None:
            self._copier(jointe.id, chemin)

    def voir(self) -> None:
        """Show the file chosen, a photo on a page of its own (F6, Entrée)."""
        jointe = self._choisie()
        if jointe is None:
            return
        identifiant, nom = jointe.id, jointe.nom

        def travail(services: Services, _suivi: Suivi) -> bytes:
            return _en_pdf(*decisions.lire(services, identifiant))

        def montrer(pdf: bytes) -> None:
            from caisse_clients.gui.apercu import DialogueApercu

            propose = str(Path(nom).with_suffix(".pdf"))
            DialogueApercu(self._contexte.taches, self.boites, self, pdf=pdf, titre=nom, nom_propose=propose).open()

        tache = self._contexte.taches.lire(travail, self, "Lecture du fichier")
        tache.reussie.connect(montrer)
        tache.echouee.connect(self._refuser)

    def ajouter(self) -> None:
        """Choose a file and keep it with the règlement (F3); a refusal says why, nothing is kept."""
        if self._en_cours or self._empechement_d_ajouter():
            return
        chemin = self.boites.choisir_fichier_a_ouvrir(self, "Joindre un fichier", decisions.FILTRES)
        if chemin is None:
            return
        self._occuper(True)
        commande = JoindreFichier(self._vue.numero, str(chemin))
        tache = self._contexte.taches.executer(commande, self, id_commande=nouvel_id(), libelle="Ajout du fichier")
        tache.reussie.connect(lambda _resultat: self._ajoutee(chemin.name))
        tache.echouee.connect(self._refuser)
        tache.finie.connect(lambda: self._occuper(False))

    def reject(self) -> None:
        """Close, except while a file is on its way."""
        if not self._en_cours:
            super().reject()

    def _ajoutee(self, nom: str) -> None:
        self._ui.messageBandeau.montrer(f"{nom} est joint.", Gravite.SUCCES)
        numero = self._vue.numero
        tache = self._contexte.taches.lire(lambda services, _suivi: reglements.lire_vue(services, numero), self)
        tache.reussie.connect(self._montrer)
        tache.echouee.connect(self._refuser)

    def _copier(self, identifiant: int, chemin: Path) -> None:
        def travail(services: Services, _suivi: Suivi) -> int:
            return decisions.copier(services, identifiant, chemin)

        tache = self._contexte.taches.lire(travail, self, "Copie du fichier")
        tache.reussie.connect(lambda _n: self._ui.messageBandeau.montrer(f"Copie : {chemin}", Gravite.SUCCES))
        tache.echouee.connect(self._refuser)

    def _montrer(self, vue: VueReglement) -> None:
        self._vue = vue
        self._modele.montrer(vue.pieces_jointes)
        if self._ui.fichiersTable.cle_courante() is None:
            self._ui.fichiersTable.choisir_rang(0)
        self._permettre()

    def _choisie(self) -> PieceJointe | None:
        jointe: PieceJointe | None = self._ui.fichiersTable.ligne_courante()
        return None if self._en_cours else jointe

    def _permettre(self) -> None:
        rien = "" if self._ui.fichiersTable.cle_courante() is not None else "Aucun fichier n'est joint."
        self.permettre("valider", rien)
        self.permettre("voir", rien)
        self.permettre("ajouter", self._empechement_d_ajouter())

    def _empechement_d_ajouter(self) -> str:
        return manque_de_droit(Droit.ENCAISSER, self._contexte.utilisateur.droits)

    def _refuser(self, erreur: Exception) -> None:
        self._ui.messageBandeau.montrer(message_de(erreur))

    def _occuper(self, en_cours: bool) -> None:
        self._en_cours = en_cours
        self.permettre("ajouter", "Un fichier est en cours d'ajout." if en_cours else self._empechement_d_ajouter())


def _en_pdf(jointe: PieceJointe, contenu: bytes) -> bytes:
    """Return what the preview can show; a damaged or protected file is a refusal, it came from outside."""
    if jointe.type != TypeFichier.PDF:
        return image_en_pdf(contenu, jointe.nom)
    try:
        lire_pages(contenu)
    except ValueError:
        cause = "document abîmé ou protégé"
        raise ErreurMetier("piece_jointe_illisible", raison="lecture", fichier=jointe.nom, cause=cause) from None
    return contenu


def ouvrir_pieces_jointes(contexte: ContexteEcran, hote: QWidget, numero: str) -> None:
    """Read the règlement, then show its files. ``hote`` is the screen or dialog that the list belongs to."""
    preparer(
        contexte,
        hote,
        "Pièces jointes",
        lambda services, _suivi: reglements.lire_vue(services, numero),
        lambda vue: DialoguePiecesJointes(contexte, vue, hote).open(),
    )
