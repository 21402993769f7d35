"""Stops of the tour on *Comptes clients*: the manual's gestures, by the keys alone."""

from __future__ import annotations

from PySide6.QtCore import Qt

from caisse_clients.gui.visite.guide import CTRL, Etape, Guide

PIERRE = "ALBERT Pierre"
F1, F2, F3, F4, F6, F7, F8 = (
    Qt.Key.Key_F1,
    Qt.Key.Key_F2,
    Qt.Key.Key_F3,
    Qt.Key.Key_F4,
    Qt.Key.Key_F6,
    Qt.Key.Key_F7,
    Qt.Key.Key_F8,
)


def _liste(g: Guide) -> None:
    g.ouvrir("comptes_clients")
    g.attendre("la liste des clients", lambda: g.widget("clientsTable").model().rowCount() > 0)
    g.reposer()


def _trois_lettres(g: Guide) -> None:
    g.touche(F7)
    g.taper("nomClientEdit", "alb")
    _attendre_pierre(g)
    _choisir(g, 0)


def _attendre_pierre(g: Guide) -> None:
    g.attendre(PIERRE, lambda: g.widget("comptesLabel").text() == f"Comptes de {PIERRE}")
    g.reposer()


def _type_de_compte(g: Guide) -> None:
    g.touche(F3)
    g.dialogue("dialogueTypeCompte")


def _premiere_entree(g: Guide) -> None:
    g.touche(F2)
    g.dialogue("dialogueEcriture")
    g.taper("entreeEdit", "500,00")
    g.taper("commentaireEdit", "Commentaire justificatif")


def _compte_ouvert(g: Guide) -> None:
    g.touche(F2)
    _attendre_pierre(g)


def _nouvelle_ecriture(g: Guide) -> None:
    g.touche(F6)
    g.dialogue("dialogueEcriture")
    g.taper("entreeEdit", "62,55")
    g.taper("beneficiaireEdit", "Mme ALBERT")


def _solder(g: Guide) -> None:
    g.touche(F2)
    _choisir(g, 2)
    g.touche(F8)
    g.dialogue("dialogueEcriture")
    g.taper("commentaireEdit", "Commentaire justificatif")


def _choisir(g: Guide, rang: int) -> None:
    """Go to a row of the orange table, the cursor staying in the search."""
    table = g.widget("comptesTable")
    for _ in range(table.model().rowCount() + 1):
        ici = table.currentIndex().row()
        if ici == rang:
            return
        g.widget("nomClientEdit").setFocus()
        g.touche(Qt.Key.Key_Down if ici < rang else Qt.Key.Key_Up, CTRL)


def _compte_solde(g: Guide) -> None:
    g.touche(F2)
    g.widget("tousRadio").click()
    _attendre_pierre(g)


def _contrepasser(g: Guide) -> None:
    _choisir(g, 3)
    g.touche(F4)
    g.dialogue("dialogueRaison")
    g.taper("raisonEdit", "Soldé par erreur : le client revient demain")


def _contrepassee(g: Guide) -> None:
    g.touche(F2)
    _attendre_pierre(g)


def _recu(g: Guide) -> None:
    _choisir(g, 0)
    g.touche(Qt.Key.Key_P, CTRL)
    g.dialogue("dialogueApercu")
    g.reposer()


def _recu_enregistre(g: Guide) -> str:
    pdf = g.dossier / "recu.pdf"
    pdf.unlink(missing_ok=True)
    g.boites.fichiers.append(pdf)
    g.touche(Qt.Key.Key_S, CTRL)
    g.attendre("le reçu", pdf.exists)
    g.fermer_les_dialogues()
    return "Document : recu.pdf"


def _export(g: Guide) -> str:
    csv = g.dossier / "clients_affiches.csv"
    csv.unlink(missing_ok=True)
    g.taper("nomClientEdit", "al")
    g.boites.fichiers.append(csv)
    g.touche(Qt.Key.Key_E, CTRL | Qt.KeyboardModifier.ShiftModifier)
    g.attendre("l'export", csv.exists)
    return "Fichier : clients_affiches.csv"


def _aide(g: Guide) -> None:
    g.touche(F1)
    g.dialogue("fenetreAide")


ETAPES = (
    Etape("Comptes clients", "Tous les clients, par ordre alphabétique ; les touches utiles sont en haut.", _liste),
    Etape(
        "Trouver un client",
        "Trois lettres suffisent, accents et majuscules ne comptent pas. Ses comptes viennent dans le tableau orange.",
        _trois_lettres,
    ),
    Etape("Nouveau compte (F3)", "Acompte, avoir, crédit, organisme crédit ou export.", _type_de_compte),
    Etape("Première entrée", "Le montant d'entrée et un commentaire justificatif.", _premiere_entree),
    Etape("Le compte est ouvert", "F2 enregistre : le nouveau compte est choisi dans le tableau.", _compte_ouvert),
    Etape("Nouvelle écriture (F6)", "Une entrée ou une sortie ; le solde se voit en tapant.", _nouvelle_ecriture),
    Etape("Solder (F8)", "La sortie qui remet le compte 266 à zéro est déjà remplie.", _solder),
    Etape("Le compte est soldé", "Avec « Tous », les comptes soldés restent visibles.", _compte_solde),
    Etape("Annuler une écriture (F4)", "Rien ne s'efface : une écriture contraire, avec sa raison.", _contrepasser),
    Etape("L'écriture contraire", "Le solde est revenu, les deux écritures restent lisibles.", _contrepassee),
    Etape("Le reçu (Ctrl+P)", "L'aperçu ne compte pas ; chaque tirage, lui, est compté et numéroté.", _recu),
    Etape("Le reçu en PDF", "Enregistré, il porte l'empreinte de l'opération scellée.", _recu_enregistre),
    Etape("Exporter la liste", "Ce qui est affiché s'enregistre en CSV ou en Excel.", _export),
    Etape("L'aide (F1)", "L'écran expliqué en français, puis toutes ses touches.", _aide),
)  # fmt: skip
