"""Exporting and printing a grid as displayed: the same gestures on every screen."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from caisse_clients.application.messages import message_de
from caisse_clients.gui.modeles.contenu import composer_document, contenu_affiche, ecrire_contenu
from caisse_clients.gui.widgets.grille import Grille

if TYPE_CHECKING:
    from caisse_clients.application.services import Services
    from caisse_clients.gui.ecran import ContexteEcran
    from caisse_clients.gui.taches import Tache
    from caisse_clients.kernel.suivi import Suivi

FILTRES = "Classeur Excel (*.xlsx);;CSV pour tableur (*.csv)"


def exporter_grille(contexte: ContexteEcran, grille: Grille, titre: str, hote: QWidget) -> Tache | None:
    """Ask for a file, write the visible columns of every row there, say so in the status line.

    The job shows its progress in the status bar and can be cancelled there. Returns None when given up.
    """
    chemin = contexte.boites.choisir_fichier_a_enregistrer(hote, f"Exporter : {titre}", f"{titre}.xlsx", FILTRES)
    if chemin is None:
        return None
    contenu = contenu_affiche(grille.modele, grille.colonnes_affichees(), titre)

    def travail(services: Services, suivi: Suivi) -> int:
        return ecrire_contenu(contenu, chemin, services, suivi)

    tache = contexte.taches.lire(travail, hote, f"Export de {titre}")
    tache.reussie.connect(lambda nombre: contexte.dire(f"{_lignes(nombre)} dans {chemin}."))
    tache.annulee.connect(lambda: contexte.dire("Export arrêté : aucun fichier n'a été écrit."))
    tache.echouee.connect(lambda erreur: contexte.boites.avertir(hote, "Export", message_de(erreur)))
    return tache


def imprimer_grille(contexte: ContexteEcran, grille: Grille, titre: str, sous_titre: str, hote: QWidget) -> Tache:
    """Compose the grid as a document and show its preview, from which it is printed or saved."""
    from caisse_clients.gui.apercu import DialogueApercu

    contenu = contenu_affiche(grille.modele, grille.colonnes_affichees(), titre)

    def travail(services: Services, suivi: Suivi) -> bytes:
        return composer_document(contenu, sous_titre, services, suivi)

    def montrer(pdf: bytes) -> None:
        nom = f"{titre}.pdf"
        DialogueApercu(contexte.taches, contexte.boites, hote, pdf=pdf, titre=titre, nom_propose=nom).open()

    tache = contexte.taches.lire(travail, hote, f"Mise en page de {titre}")
    tache.reussie.connect(montrer)
    tache.echouee.connect(lambda erreur: contexte.boites.avertir(hote, "Impression", message_de(erreur)))
    return tache


def _lignes(nombre: int) -> str:
    return f"{nombre} lignes enregistrées" if nombre > 1 else f"{nombre} ligne enregistrée"
