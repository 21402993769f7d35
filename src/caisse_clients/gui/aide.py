"""F1: a page in plain French (``resources/aide``) followed by every action and key of the screen."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QTextCursor, QTextFrameFormat, QTextLength, QTextTable
from PySide6.QtWidgets import QDialog, QHBoxLayout, QListWidget, QListWidgetItem, QTextBrowser, QWidget

from caisse_clients.config import chemin_ressource
from caisse_clients.gui.catalogue import PARTOUT, table_d_aide
from caisse_clients.gui.theme import jetons

PAGES = {
    "general": "Pour commencer",
    "comptes_clients": "Comptes clients",
    "clients": "Liste des clients",
    "fiche_client": "Fiche client",
    "dialogueArchivage": "Accès : vente, chèques, arrêt",
    "commandes": "Commandes",
    "bons_livraison": "Bons de livraison",
    "factures": "Factures",
    "reglements": "Règlements",
    "nouveau_reglement": "Nouveau règlement",
    "imputation": "Créer un règlement",
    "releve_client": "Extrait compte client",
    "client_passager": "Extrait client passager",
    "echeancier": "État échéanciers client",
    "relances": "Relances",
    "balance_agee": "Balance âgée",
    "gestion_reglements": "Gestion des règlements",
    "cheques": "Chèques au coffre",
    "import_clients": "Importer des clients",
    "import_comptes": "Importer des comptes",
    "dialogueApercu": "Documents imprimés",
    "parametres": "Paramètres",
    "utilisateurs": "Utilisateurs",
    "connexion": "Codes PIN et autorisations",
    "piece": "Commande, facture",
    "dialogueBon": "Bons d'avoir",
}
"""Page (file of ``resources/aide``, and scope whose keys follow it) and its title, in reading order."""

_PAGE_DE = {
    PARTOUT: "general",
    "dialogueTypeCompte": "comptes_clients",
    "dialogueEcriture": "comptes_clients",
    "dialogueRaison": "comptes_clients",
    "dialogueFusion": "fiche_client",
    "dialogueAcompte": "commandes",
    "dialogueAnnulationAcompte": "commandes",
    "dialogueHistorique": "commandes",
    "dialogueRaisonPiece": "commandes",
    "dialogueQuantites": "commandes",
    "dialogueAvoir": "factures",
    "dialogueReglement": "reglements",
    "dialogueAnnulationReglement": "reglements",
    "dialogueRemboursement": "reglements",
    "dialoguePiecesJointes": "reglements",
    "dialogueRetrait": "imputation",
    "dialogueMiseEnCompte": "imputation",
    "dialogueReleves": "releve_client",
    "dialogueEcheance": "echeancier",
    "dialogueDivision": "echeancier",
    "dialogueSeparation": "fiche_client",
    "dialogueReprise": "dialogueArchivage",
    "dialogueAcces": "dialogueArchivage",
    "dialogueCheque": "dialogueArchivage",
    "dialogueEncaissementCheques": "dialogueArchivage",
    "dialogueFiche": "parametres",
    "dialogueAvoirClient": "fiche_client",
    "dialogueChoix": "fiche_client",
    "dialogueConnexion": "connexion",
    "dialogueApprobation": "connexion",
    "dialoguePin": "connexion",
}


def page_de(portee: str) -> str:
    """Return the page that explains a screen or a dialog; the general one when it has none."""
    page = _PAGE_DE.get(portee, portee)
    return page if page in PAGES else "general"


def texte_de_la_page(page: str) -> str:
    """Return the page as Markdown: its text, then its actions with their keys, made from the catalogue."""
    texte = chemin_ressource("aide", f"{page}.md").read_text(encoding="utf-8")
    portee = PARTOUT if page == "general" else page
    lignes = "".join(f"| {cle or '—'} | {nom} | {aide} |\n" for cle, nom, aide in table_d_aide(portee))
    entete = "| Touche | Action | Ce qu'elle fait |\n|---|---|---|\n"
    return f"{texte.rstrip()}\n\n## Touches et actions\n\n{entete}{lignes}"


class FenetreAide(QDialog):
    """All pages, the one asked for in front; stays open beside the work."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("fenetreAide")
        self.setWindowTitle("Aide — Caisse Clients")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.resize(940, 640)
        self._liste = QListWidget(self)
        self._liste.setObjectName("pagesListe")
        self._liste.setFixedWidth(190)
        self._texte = QTextBrowser(self)
        self._texte.setObjectName("aideTexte")
        self._texte.setOpenExternalLinks(False)
        self._texte.document().setDocumentMargin(18)
        for page, titre in PAGES.items():
            ligne = QListWidgetItem(titre, self._liste)
            ligne.setData(Qt.ItemDataRole.UserRole, page)
        self._liste.currentItemChanged.connect(self._lire)
        rangee = QHBoxLayout(self)
        rangee.setContentsMargins(10, 10, 10, 10)
        rangee.addWidget(self._liste)
        rangee.addWidget(self._texte, 1)

    def ouvrir(self, page: str) -> None:
        """Show ``page``; the text keeps the focus so that arrows scroll it."""
        self._liste.setCurrentRow(list(PAGES).index(page))
        self._texte.setFocus()

    def _lire(self, ligne: QListWidgetItem) -> None:
        page = str(ligne.data(Qt.ItemDataRole.UserRole))
        self._texte.setMarkdown(texte_de_la_page(page))
        for cadre in self._texte.document().rootFrame().childFrames():
            if isinstance(cadre, QTextTable):
                self._habiller(cadre)
        self._aerer()

    def _aerer(self) -> None:
        """Give headings some air above; Qt's Markdown gives them none."""
        bloc = self._texte.document().begin().next()
        while bloc.isValid():
            if bloc.blockFormat().headingLevel():
                forme = bloc.blockFormat()
                forme.setTopMargin(18)
                forme.setBottomMargin(4)
                QTextCursor(bloc).setBlockFormat(forme)
            bloc = bloc.next()
        self._texte.moveCursor(QTextCursor.MoveOperation.Start)

    @staticmethod
    def _habiller(table: QTextTable) -> None:
        """Give a Markdown table room and thin rules: Qt's own are cramped."""
        forme = table.format()
        forme.setCellPadding(5)
        forme.setCellSpacing(0)
        forme.setBorder(1)
        forme.setBorderCollapse(True)
        forme.setBorderStyle(QTextFrameFormat.BorderStyle.BorderStyle_Solid)
        forme.setBorderBrush(jetons().couleur("bord"))
        forme.setWidth(QTextLength(QTextLength.Type.PercentageLength, 100))
        table.setFormat(forme)


def montrer_aide(portee: str, parent: QWidget) -> FenetreAide:
    """Open the help of a screen or dialog beside ``parent``, or bring back the one already open."""
    fenetre = parent.findChild(FenetreAide, options=Qt.FindChildOption.FindDirectChildrenOnly) or FenetreAide(parent)
    fenetre.ouvrir(page_de(portee))
    fenetre.show()
    fenetre.raise_()
    fenetre.activateWindow()
    return fenetre
