"""Stops of the tour on client cards, the import, the settings, and the proof that nothing was changed."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction

from caisse_clients.gui.visite.etapes_comptes import F2, F3
from caisse_clients.gui.visite.guide import CTRL, Etape, Guide

PIERRE = 1011
_ENTETES = "N° Client;NOM CLIENT;Prénom;CP;Ville;E-mail\r\n"
_FAUTIF = _ENTETES + "9 001;LÉVÊQUE;Zoé;47200;MARMANDE;zoe@exemple.fr\r\n9 002;;Luc;47200;MARMANDE;pas un courriel\r\n"
_BON = _ENTETES + "9 001;LÉVÊQUE;Zoé;47200;MARMANDE;zoe@exemple.fr\r\n9 002;MARTIN;Luc;47200;MARMANDE;\r\n"


def _fiche(onglet: str) -> Etape:
    textes = {
        "coordonnees": (
            "La fiche client",
            "Coordonnées, contact, facturation et plafond de crédit.",
        ),
        "comptes": ("Ses comptes", "Tous ses comptes, soldés ou non."),
        "historique": ("Son historique", "Chaque acte : quand, par qui, à quel poste."),
    }

    def jouer(g: Guide) -> None:
        g.fermer_les_dialogues()
        g.ouvrir("fiche_client", client=PIERRE, onglet=onglet)

    titre, texte = textes[onglet]
    return Etape(titre, texte, jouer)


def _clients(g: Guide) -> None:
    g.ouvrir("clients")


def _import_colonnes(g: Guide) -> None:
    ancien = g.matiere / "anciens clients.csv"
    ancien.write_bytes(_FAUTIF.encode("cp1252"))
    g.ouvrir("import_clients")
    g.boites.fichiers.append(ancien)
    g.touche(F3)


def _import_essai(g: Guide) -> None:
    g.touche(F2)


def _import_fait(g: Guide) -> None:
    (g.matiere / "anciens clients.csv").write_bytes(_BON.encode("cp1252"))
    g.touche(Qt.Key.Key_F5)
    g.touche(F2)


def _parametres(g: Guide) -> None:
    g.ouvrir("parametres")


def _modes(g: Guide) -> None:
    g.widget("listesOnglets").setCurrentIndex(2)


def _utilisateurs(g: Guide) -> None:
    g.ouvrir("utilisateurs")


def _palette(g: Guide) -> None:
    g.ouvrir("comptes_clients")
    g.touche(Qt.Key.Key_K, CTRL)


def _sombre(g: Guide) -> None:
    g.fermer_les_dialogues()
    g.ouvrir("comptes_clients", client=PIERRE)
    action = g.fenetre.findChild(QAction, "apparence_sombre")
    assert action is not None  # the catalogue has it
    action.trigger()
    g.reposer()


def _verification(g: Guide) -> str:
    claire = g.fenetre.findChild(QAction, "apparence_claire")
    assert claire is not None  # the catalogue has it
    claire.trigger()
    ecran = g.ouvrir("verification")
    g.widget("completCheck").setChecked(True)
    g.touche(F2)
    g.attendre("la vérification", lambda: not g.taches.en_cours)
    g.reposer()
    return f"{ecran.phrase()} ({ecran.compte_rendu()})"


ETAPES = (
    _fiche("coordonnees"),
    _fiche("comptes"),
    _fiche("historique"),
    Etape("La liste des clients", "Chercher, créer, ouvrir une fiche, exporter.", _clients),
    Etape("Importer des clients", "Les colonnes sont devinées ; on les corrige ici.", _import_colonnes),
    Etape("L'essai à blanc", "Chaque problème avec sa ligne ; rien n'est enregistré.", _import_essai),
    Etape("L'import est fait", "Le fichier corrigé : tout, en une fois ; le relancer ne change rien.", _import_fait),
    Etape("Les paramètres", "Ventes, limites, séries de numéros, comptes généraux, stations et postes.", _parametres),
    Etape("Les modes de règlement", "Ceux du programme et ceux du magasin, avec leur compte et leur journal.", _modes),
    Etape("Les utilisateurs", "Quatre rôles ; les droits sont vérifiés à chaque opération.", _utilisateurs),
    Etape("Aller à… (Ctrl+K)", "Un client, une action ou un menu, par son nom.", _palette),
    Etape("Dans la pénombre", "Le même écran en sombre.", _sombre),
    Etape("La preuve", "Les opérations sont scellées et chaînées ; la base se vérifie à tout moment.", _verification),
)  # fmt: skip
