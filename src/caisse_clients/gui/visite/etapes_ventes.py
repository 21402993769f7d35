"""Stops of the tour on the lists of pièces: the manual's acompte, a delivery, an avoir, by the keys alone."""

from __future__ import annotations

from PySide6.QtCore import Qt

from caisse_clients.application.commandes.pieces import CreerCommande, CreerFacture, ValiderFacture
from caisse_clients.domain.pieces import LigneSaisie
from caisse_clients.gui.visite.etapes_clients import PIERRE
from caisse_clients.gui.visite.etapes_comptes import F2, F8
from caisse_clients.gui.visite.guide import CTRL, SANS, Etape, Guide
from caisse_clients.kernel.argent import Centimes, Pourcent, Quantite

ALT = Qt.KeyboardModifier.AltModifier
_LIGNES = (
    LigneSaisie("Salon de jardin", prix_ttc=Centimes(900_00), taux_tva=Pourcent(20_00)),
    LigneSaisie("Parasol", quantite=Quantite(2_000), prix_ttc=Centimes(150_00), taux_tva=Pourcent(20_00)),
)


def _executer(g: Guide, commande: object) -> str:
    """Have something to show: run a command as another poste would, and return the pièce's number."""
    numeros: list[str] = []
    tache = g.taches.executer(commande, g.fenetre)
    tache.reussie.connect(lambda resultat: numeros.append(str(resultat.valeurs["piece"])))
    g.attendre("la pièce", lambda: bool(numeros))
    return numeros[0]


def _liste(g: Guide, nom: str, table: str, texte: str = "") -> None:
    """Open a list and choose its first row."""
    g.fermer_les_dialogues()
    g.ouvrir(nom, texte=texte)
    g.attendre("la liste", lambda: g.widget(table).model().rowCount() > 0)
    g.touche(Qt.Key.Key_Down)


def _commandes(g: Guide) -> None:
    _executer(g, CreerCommande(PIERRE, _LIGNES))
    _liste(g, "commandes", "commandesTable")


def _acompte(g: Guide) -> None:
    g.touche(F8)
    g.dialogue("dialogueAcompte")
    modes = g.widget("modeCombo")
    modes.setCurrentIndex(modes.findData("cheque"))
    g.taper("montantEdit", "360,00")
    g.taper("referenceEdit", "Chèque 1234567")


def _pastille(g: Guide) -> None:
    g.touche(F2)


def _recu(g: Guide) -> None:
    g.touche(Qt.Key.Key_R, CTRL)
    g.dialogue("dialogueApercu")
    g.reposer()


def _annulation(g: Guide) -> None:
    g.fermer_les_dialogues()
    _declencher(g, "commandes.annulation_acompte")
    g.dialogue("dialogueAnnulationAcompte")


def _livrer(g: Guide) -> None:
    g.fermer_les_dialogues()
    _declencher(g, "commandes.livrer")
    g.dialogue("dialogueQuantites")
    g.touche(Qt.Key.Key_Return)
    for touche in (Qt.Key.Key_1, Qt.Key.Key_Return):
        g.touche(touche, SANS)


def _bons(g: Guide) -> None:
    g.touche(F2)
    _liste(g, "bons_livraison", "bonsLivraisonTable")


def _factures(g: Guide) -> None:
    brouillon = _executer(g, CreerFacture(PIERRE, _LIGNES))
    _executer(g, ValiderFacture(brouillon))
    _liste(g, "factures", "facturesTable")


def _avoir(g: Guide) -> None:
    _declencher(g, "factures.avoir")
    g.dialogue("dialogueAvoir")
    g.touche(Qt.Key.Key_L, ALT)
    g.attendre("les lignes", g.widget("lignesTable").isVisible)
    for touche in (Qt.Key.Key_Return, Qt.Key.Key_1, Qt.Key.Key_Return):
        g.touche(touche)
    g.taper("raisonEdit", "Parasol rendu")


def _avoir_emis(g: Guide) -> None:
    g.touche(F2)


def _declencher(g: Guide, identifiant: str) -> None:
    """Choose an entry of the row's menu."""
    ecran = g.fenetre.ouvrir(identifiant.partition(".")[0])
    next(action for action in ecran.actions() if action.objectName() == identifiant).trigger()
    g.reposer()


ETAPES = (
    Etape("La liste des commandes", "Acompte, solde dû, paiement ; Entrée ouvre le menu de la ligne.", _commandes),
    Etape("Ajouter un acompte", "Récapitulatif, mode, montant ; ce qui restera dû se lit en tapant.", _acompte),
    Etape("La pastille orange", "F2 : la ligne change sur place, le numéro du règlement est dit.", _pastille),
    Etape("Le reçu du règlement", "Ctrl+R : ce que le client a payé, sur quelle pièce.", _recu),
    Etape("Annulation acompte", "L'argent reste disponible pour le client, ou lui est rendu.", _annulation),
    Etape("Livrer une partie", "Les quantités qui restent sont proposées ; on en tape d'autres.", _livrer),
    Etape("Les bons de livraison", "Un bon ne porte pas d'argent : les acomptes sont sur sa commande.", _bons),
    Etape("La liste des factures", "Factures, acomptes, avoirs et tickets, avec un filtre par type.", _factures),
    Etape("Un avoir par lignes", "Il règle d'abord ce qui reste dû ; le reste revient au client.", _avoir),
    Etape("L'avoir est émis", "La facture et l'avoir, côte à côte.", _avoir_emis),
)  # fmt: skip
