"""A document on screen: pages drawn in the background, zoom, printing, saving."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QPoint, QRect, QSize, Qt, Signal
from PySide6.QtGui import QImage, QKeyEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QScrollArea, QToolButton, QVBoxLayout, QWidget

from caisse_clients.application.messages import message_de
from caisse_clients.gui.boites import Boites
from caisse_clients.gui.icones import icone
from caisse_clients.gui.modeles.pagine import LanceurDeLectures
from caisse_clients.gui.rendu_pdf import POINTS_PAR_POUCE, PagePdf, lire_pages, rendre_page
from caisse_clients.gui.theme import jetons

if TYPE_CHECKING:
    from PySide6.QtPrintSupport import QPrinter

    from caisse_clients.application.services import Services
    from caisse_clients.gui.taches import Tache
    from caisse_clients.kernel.suivi import Suivi

    Tirer = Callable[[], Tache]

_ECART, _MARGE, _IMAGES_GARDEES = 16, 20, 6
_ZOOMS = (0.25, 0.33, 0.5, 0.67, 0.75, 0.9, 1.0, 1.1, 1.25, 1.5, 1.75, 2.0, 2.5, 3.0, 4.0)
_RESOLUTION_IMPRIMEE = 300


class ApercuPdf(QWidget):
    """Shows the bytes of a PDF. + and − zoom, 0 fits the width; page keys move; buttons print and save."""

    pret = Signal(int)
    """The document can be read: its number of pages."""
    echec = Signal(Exception)
    imprime = Signal(int)
    """Every page has been given to the printer: how many."""
    enregistre = Signal(str)
    """The document has been saved: where."""

    def __init__(self, taches: LanceurDeLectures, boites: Boites, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._taches, self._boites = taches, boites
        self._pdf, self._titre, self._nom = b"", "", ""
        self._impression: _Impression | None = None
        self._tirer: Tirer | None = None
        self._feuilles = _Feuilles(taches, self)
        self._feuilles.echec.connect(self.echec)
        self._zone = QScrollArea(self)
        self._zone.setWidget(self._feuilles)
        self._zone.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        self._zone.setAccessibleName("Aperçu du document")
        self._zone.verticalScrollBar().valueChanged.connect(self._dire_la_page)
        self._page, self._zoom = QLabel(self), QLabel(self)
        for etiquette in (self._page, self._zoom):
            etiquette.setProperty("role", "discret")
        self._imprimer = self._bouton("imprimer", "Imprimer", self.imprimer, texte=True)
        self._enregistrer = self._bouton("enregistrer", "Enregistrer le PDF", self.enregistrer, texte=True)
        self._composer()
        self.setFocusProxy(self._zone)
        self._ajuste = True

    def montrer(self, pdf: bytes, titre: str, nom_propose: str) -> None:
        """Show a document; ``nom_propose`` is the file name offered when saving (``reçu 266.pdf``)."""
        self._titre, self._nom = titre, nom_propose
        self._zone.setAccessibleName(titre)
        self._prendre(pdf)

    def definir_tirage(self, tirer: Tirer) -> None:
        """Say that what is shown is only a preview: ``tirer`` starts the job that makes (and counts) the paper.

        It is called at each printing and saving, once the printer or the file is chosen.
        """
        self._tirer = tirer

    def imprimer(self) -> None:
        """Let the user choose a printer; pages are drawn one by one in the background."""
        if self._pdf and self._impression is None:
            self._boites.imprimer(self, self._titre, self._lancer_l_impression)

    def enregistrer(self) -> None:
        """Ask for a place and write the bytes there as they are, whole or not at all."""
        if not self._pdf:
            return
        chemin = self._boites.choisir_fichier_a_enregistrer(self, "Enregistrer le PDF", self._nom, "PDF (*.pdf)")
        if chemin is not None:
            self._avec_le_papier(lambda: self._ecrire_dans(chemin))

    def _ecrire_dans(self, chemin: Path) -> None:
        pdf = self._pdf

        def travail(_services: Services, _suivi: Suivi) -> int:
            from caisse_clients.exchanges.tableur import ecrire_fichier

            return ecrire_fichier(chemin, lambda flux: flux.write(pdf))

        tache = self._taches.lire(travail, self, "Enregistrement du PDF")
        tache.reussie.connect(lambda _octets: self.enregistre.emit(str(chemin)))
        tache.echouee.connect(lambda erreur: self._boites.avertir(self, "Enregistrer le PDF", message_de(erreur)))

    def zoomer(self, pas: int) -> None:
        """Go ``pas`` steps up or down the scale of zooms; 0 fits the width again."""
        self._ajuste = pas == 0
        if self._ajuste:
            self._ajuster()
            return
        courant = self._feuilles.zoom
        plus = [zoom for zoom in _ZOOMS if zoom > courant * 1.01]
        moins = [zoom for zoom in _ZOOMS if zoom < courant * 0.99]
        self._poser_le_zoom((plus[:1] or [_ZOOMS[-1]])[0] if pas > 0 else (moins[-1:] or [_ZOOMS[0]])[0])

    def aller_a_la_page(self, rang: int) -> None:
        """Bring page ``rang`` (from 0) to the top."""
        self._zone.verticalScrollBar().setValue(self._feuilles.haut(rang))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep the page as wide as the window while the user has not zoomed."""
        super().resizeEvent(event)
        if self._ajuste:
            self._ajuster()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Zoom with + − 0; the scroll area already answers the page keys."""
        pas = {Qt.Key.Key_Plus: 1, Qt.Key.Key_Minus: -1, Qt.Key.Key_0: 0}.get(Qt.Key(event.key()))
        if pas is None:
            super().keyPressEvent(event)
        else:
            self.zoomer(pas)

    def _composer(self) -> None:
        barre = QHBoxLayout()
        barre.setContentsMargins(12, 6, 12, 6)
        barre.setSpacing(4)
        barre.addWidget(self._imprimer)
        barre.addWidget(self._enregistrer)
        barre.addStretch(1)
        barre.addWidget(self._bouton("precedent", "Page précédente", lambda: self._tourner(-1)))
        barre.addWidget(self._page)
        barre.addWidget(self._bouton("suivant", "Page suivante", lambda: self._tourner(1)))
        barre.addStretch(1)
        barre.addWidget(self._bouton("zoom_moins", "Réduire (−)", lambda: self.zoomer(-1)))
        barre.addWidget(self._zoom)
        barre.addWidget(self._bouton("zoom_plus", "Agrandir (+)", lambda: self.zoomer(1)))
        barre.addWidget(self._bouton("ajuster", "Ajuster à la largeur (0)", lambda: self.zoomer(0)))
        pile = QVBoxLayout(self)
        pile.setContentsMargins(0, 0, 0, 0)
        pile.setSpacing(0)
        pile.addLayout(barre)
        pile.addWidget(self._zone, 1)

    def _bouton(self, image: str, aide: str, faire: Callable[[], None], *, texte: bool = False) -> QToolButton:
        bouton = QToolButton(self)
        bouton.setIcon(icone(image))
        bouton.setIconSize(QSize(18, 18))
        bouton.setToolTip(aide)
        bouton.setAccessibleName(aide)
        bouton.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        if texte:
            bouton.setText(aide)
            bouton.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        bouton.clicked.connect(faire)
        return bouton

    def _prendre(self, pdf: bytes, suite: Callable[[], None] | None = None) -> None:
        """Show ``pdf``, then go on with ``suite`` (printing, saving)."""
        self._pdf = pdf
        tache = self._taches.lire(lambda _services, _suivi: lire_pages(pdf), self)
        tache.reussie.connect(self._recevoir)
        if suite is not None:
            tache.reussie.connect(lambda _pages: suite())
        tache.echouee.connect(self.echec)

    def _avec_le_papier(self, suite: Callable[[], None]) -> None:
        """Do ``suite`` on what may leave the shop: the document shown, or the paper made now."""
        if self._tirer is None:
            suite()
            return
        tache = self._tirer()
        tache.reussie.connect(lambda pdf: self._prendre(pdf, suite))
        tache.echouee.connect(self.echec)

    def _recevoir(self, pages: tuple[PagePdf, ...]) -> None:
        self._feuilles.montrer(self._pdf, pages)
        self._ajuster() if self._ajuste else self._poser_le_zoom(self._feuilles.zoom)
        self._dire_la_page()
        self.pret.emit(len(pages))

    def _ajuster(self) -> None:
        large = self._feuilles.largeur_des_pages()
        if large:
            place = self._zone.width() - self._zone.verticalScrollBar().sizeHint().width() - 2 * _MARGE
            # A page wider than life is no easier to read: a receipt stays at most at one and a half.
            self._poser_le_zoom(max(_ZOOMS[0], min(1.5, place / large)))

    def _poser_le_zoom(self, zoom: float) -> None:
        self._feuilles.zoomer(zoom)
        self._zoom.setText(f"{zoom:.0%}".replace("%", " %"))

    def _tourner(self, pas: int) -> None:
        self.aller_a_la_page(self._feuilles.page_en(self._zone.verticalScrollBar().value() + _ECART) + pas)

    def _dire_la_page(self) -> None:
        nombre = self._feuilles.nombre()
        milieu = self._zone.verticalScrollBar().value() + self._zone.viewport().height() // 3
        self._page.setText(f"Page {self._feuilles.page_en(milieu) + 1} sur {nombre}" if nombre else "")

    def _lancer_l_impression(self, imprimante: QPrinter) -> None:
        self._avec_le_papier(lambda: self._imprimer_sur(imprimante))

    def _imprimer_sur(self, imprimante: QPrinter) -> None:
        self._impression = _Impression(self._taches, self._pdf, self._feuilles.nombre(), imprimante, self)
        self._impression.finie.connect(self._finir_l_impression)
        self._impression.echec.connect(self.echec)
        self._impression.avancer()

    def _finir_l_impression(self, pages: int) -> None:
        if self._impression is not None:
            self._impression.deleteLater()
            self._impression = None
        if pages:
            self.imprime.emit(pages)


class _Feuilles(QWidget):
    """The pages one under another; only those in sight are drawn, and a few are kept."""

    echec = Signal(Exception)

    def __init__(self, taches: LanceurDeLectures, parent: QWidget) -> None:
        super().__init__(parent)
        self._taches = taches
        self._pdf = b""
        self._pages: tuple[PagePdf, ...] = ()
        self._images: OrderedDict[int, QImage] = OrderedDict()
        self._en_route: set[int] = set()
        self._jeton = 0
        self.zoom = 1.0

    def montrer(self, pdf: bytes, pages: tuple[PagePdf, ...]) -> None:
        self._pdf, self._pages = pdf, pages
        self.zoomer(self.zoom)

    def zoomer(self, zoom: float) -> None:
        """Lay the pages out again; images at the former size are thrown away."""
        self.zoom = zoom
        self._jeton += 1
        self._images.clear()
        self._en_route.clear()
        hauteur = sum(self._taille(page).height() + _ECART for page in self._pages) + _ECART
        self.resize(self.largeur_affichee() + 2 * _MARGE, hauteur)
        self.update()

    def nombre(self) -> int:
        return len(self._pages)

    def largeur_des_pages(self) -> float:
        """Return the widest page in pixels at zoom 1."""
        return max((page.largeur for page in self._pages), default=0.0) * self._points()

    def largeur_affichee(self) -> int:
        return max((self._taille(page).width() for page in self._pages), default=0)

    def haut(self, rang: int) -> int:
        rang = max(0, min(rang, len(self._pages) - 1))
        return sum(self._taille(page).height() + _ECART for page in self._pages[:rang])

    def page_en(self, y: int) -> int:
        """Return the rank of the page at this height."""
        return max((rang for rang in range(len(self._pages)) if self.haut(rang) <= y), default=0)

    def paintEvent(self, event: QPaintEvent) -> None:
        peintre, j = QPainter(self), jetons()
        haut = _ECART
        for rang, page in enumerate(self._pages):
            taille = self._taille(page)
            cadre = QRect(QPoint((self.width() - taille.width()) // 2, haut), taille)
            haut += taille.height() + _ECART
            if not cadre.intersects(event.rect()):
                continue
            peintre.fillRect(cadre.adjusted(-1, -1, 1, 1), j.couleur("bord_fort"))
            peintre.fillRect(cadre, Qt.GlobalColor.white)
            if (image := self._images.get(rang)) is not None:
                self._images.move_to_end(rang)
                peintre.drawImage(cadre, image)
            else:
                self._demander(rang)
        peintre.end()

    def _points(self) -> float:
        """Return the pixels of one point at zoom 1: a page has its real size on a true screen."""
        return self.logicalDpiX() / POINTS_PAR_POUCE

    def _taille(self, page: PagePdf) -> QSize:
        echelle = self._points() * self.zoom
        return QSize(round(page.largeur * echelle), round(page.hauteur * echelle))

    def _demander(self, rang: int) -> None:
        if rang in self._en_route:
            return
        self._en_route.add(rang)
        jeton, pdf = self._jeton, self._pdf
        resolution = self.logicalDpiX() * self.zoom * self.devicePixelRatioF()

        def travail(_services: Services, _suivi: Suivi) -> QImage:
            return rendre_page(pdf, rang, resolution)

        tache = self._taches.lire(travail, self)
        tache.reussie.connect(lambda image: self._recevoir(jeton, rang, image))
        tache.echouee.connect(self.echec)

    def _recevoir(self, jeton: int, rang: int, image: QImage) -> None:
        if jeton != self._jeton:
            return
        self._en_route.discard(rang)
        self._images[rang] = image
        while len(self._images) > _IMAGES_GARDEES:
            self._images.popitem(last=False)
        self.update()


class _Impression(QObject):
    """Gives the pages to the printer one by one: each is drawn in the background, laid on paper here."""

    finie = Signal(int)
    echec = Signal(Exception)

    def __init__(
        self, taches: LanceurDeLectures, pdf: bytes, nombre: int, imprimante: QPrinter, parent: QObject
    ) -> None:
        super().__init__(parent)
        self._taches, self._pdf, self._nombre, self._imprimante = taches, pdf, nombre, imprimante
        self._peintre: QPainter | None = None
        self._fait = 0

    def avancer(self) -> None:
        """Ask for the next page, or end the job."""
        if self._fait == self._nombre:
            self._finir()
            return
        pdf, rang = self._pdf, self._fait
        resolution = min(self._imprimante.resolution(), _RESOLUTION_IMPRIMEE)

        def travail(_services: Services, _suivi: Suivi) -> QImage:
            return rendre_page(pdf, rang, resolution)

        tache = self._taches.lire(travail, self, "Impression")
        tache.reussie.connect(self._poser)
        tache.echouee.connect(self._renoncer)

    def _poser(self, image: QImage) -> None:
        if self._peintre is None:
            self._peintre = QPainter()
            if not self._peintre.begin(self._imprimante):
                self._peintre = None
                self.finie.emit(0)
                return
        elif self._fait:
            self._imprimante.newPage()
        papier = self._imprimante.pageRect(self._imprimante.Unit.DevicePixel)
        taille = image.size().scaled(papier.size().toSize(), Qt.AspectRatioMode.KeepAspectRatio)
        self._peintre.drawImage(QRect(QPoint(0, 0), taille), image)
        self._fait += 1
        self.avancer()

    def _renoncer(self, erreur: Exception) -> None:
        self.echec.emit(erreur)
        self._finir()

    def _finir(self) -> None:
        if self._peintre is not None:
            self._peintre.end()
        self.finie.emit(self._fait)
