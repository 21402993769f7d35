"""Stops of the tour on the échéances: the due list, a filter in a header, a division, the reminders."""

from __future__ import annotations

import datetime as dt

from PySide6.QtCore import Qt

from caisse_clients.application.commandes.pieces import CreerFacture, ValiderFacture
from caisse_clients.domain.pieces import LigneSaisie
from caisse_clients.gui.visite.etapes_clients import PIERRE
from caisse_clients.gui.visite.etapes_comptes import F2, F7
from caisse_clients.gui.visite.guide import CTRL, Etape, Guide
from caisse_clients.kernel.argent import Centimes, Pourcent
from caisse_clients.kernel.horloge import aujourd_hui

F9 = Qt.Key.Key_F9
_RETARD = dt.timedelta(days=45)
_LIGNES = (LigneSaisie("Abri de jardin", prix_ttc=Centimes(3600_00), taux_tva=Pourcent(20_00)),)


def _executer(g: Guide, commande: object) -> str:
    """Have something late to show: run a command as another poste would, and return the pièce's number."""
    numeros: list[str] = []
    tache = g.taches.executer(commande, g.fenetre)
    tache.reussie.connect(lambda resultat: numeros.append(str(resultat.valeurs["piece"])))
    g.attendre("la pièce", lambda: bool(numeros))
    return numeros[0]


def _echeancier(g: Guide) -> None:
    g.fermer_les_dialogues()
    jour = aujourd_hui(g.taches.attendre_pret().horloge) - _RETARD
    brouillon = _executer(g, CreerFacture(PIERRE, _LIGNES, date=jour, conditions="3 fois"))
    _executer(g, ValiderFacture(brouillon))
    g.ouvrir("echeancier")
    table = g.widget("echeancesTable")
    g.attendre("les échéances", lambda: table.model().rowCount() > 0)
    g.reposer()


def _filtre(g: Guide) -> None:
    g.touche(F7)
    g.taper("filtreTiersEdit", "albert pierre")
    g.reposer()
    g.touche(Qt.Key.Key_Return)
    table = g.widget("echeancesTable")
    g.attendre("l'échéance choisie", lambda: table.ligne_courante() is not None)


def _choisir_la_derniere(g: Guide) -> None:
    """The last échéance is to come: nothing is paid of it yet."""
    table = g.widget("echeancesTable")
    table.choisir_rang(table.model().rowCount() - 1)
    g.attendre("la dernière échéance", lambda: table.ligne_courante() is not None)
    g.reposer()


def _division(g: Guide) -> None:
    _choisir_la_derniere(g)
    g.touche(Qt.Key.Key_D, CTRL)
    g.dialogue("dialogueDivision")
    g.reposer()


def _divisee(g: Guide) -> None:
    g.touche(F2)
    g.reposer()


def _papier(g: Guide) -> None:
    g.touche(Qt.Key.Key_P, CTRL)
    g.dialogue("dialogueApercu")
    g.reposer()


def _relances(g: Guide) -> None:
    g.fermer_les_dialogues()
    g.touche(F9)
    table = g.widget("relancesTable")
    g.attendre("les relances", lambda: table.model().rowCount() > 0)
    g.reposer()


def _lettres(g: Guide) -> None:
    g.touche(F2)
    g.dialogue("dialogueApercu")
    g.reposer()


def _journal(g: Guide) -> None:
    g.fermer_les_dialogues()
    g.touche(F9)
    g.reposer()


ETAPES = (
    Etape("État échéanciers client", "Rouge et « en retard », vert une fois payée ; les totaux dessous.", _echeancier),
    Etape("Les en-têtes filtrent (F7)", "Quelques lettres sous un titre : l'effet est immédiat.", _filtre),
    Etape("Diviser une échéance", "Des parts égales, corrigées au clavier ; l'écart se lit en tapant.", _division),
    Etape("L'échéance divisée", "La facture est due en plus de fois, au centime près.", _divisee),
    Etape("L'échéancier sur papier", "Ce qui est affiché : mêmes lignes, même ordre, mêmes totaux.", _papier),
    Etape("Relances (F9)", "Ce qui peut être relancé, le disponible de chacun déduit.", _relances),
    Etape("Les lettres", "Inscrites au journal, puis en un seul document à imprimer.", _lettres),
    Etape("Le journal des relances", "Tout ce qui est parti, et chaque lettre à une touche.", _journal),
)
