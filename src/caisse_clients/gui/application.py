"""The process of the window: French Qt, the theme, the failure hook, one instance per base, first start.

The order is the promise: the window paints, then the writer thread imports what is heavy and opens the
base, then the first screen comes.
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QLibraryInfo, QLocale, Qt, QTranslator
from PySide6.QtWidgets import QApplication

from caisse_clients.gui.boites import Boites
from caisse_clients.gui.depart import Depart
from caisse_clients.gui.fenetre_principale import FenetrePrincipale
from caisse_clients.gui.icones import icone
from caisse_clients.gui.instance_unique import InstanceUnique
from caisse_clients.gui.pannes import Crochet
from caisse_clients.gui.preferences import Preferences
from caisse_clients.gui.taches import Taches
from caisse_clients.gui.theme import APPARENCES, appliquer_theme


@dataclass(frozen=True, slots=True)
class Lancement:
    """What the composition root hands over to open the window on one base.

    ``fabriquer`` makes the window around a task runner; ``preparer`` makes the services, after having created the
    base as ``Depart`` asks (None: it exists).
    """

    base: str
    journal: Path
    preferences: Preferences
    boites: Boites
    preparer: Callable[[Depart | None], Taches]
    fabriquer: Callable[[Taches], FenetrePrincipale]
    tactile: bool = False


def creer_application(arguments: list[str]) -> QApplication:
    """Return the ``QApplication``, in French: amounts, calendars, and the buttons that Qt words itself."""
    QCoreApplication.setApplicationName("caisse-clients")
    QLocale.setDefault(QLocale(QLocale.Language.French, QLocale.Country.France))
    application = QApplication(arguments)
    QApplication.setApplicationDisplayName("Caisse Clients")
    QApplication.setDesktopFileName("caisse-clients")
    traducteur = QTranslator(application)
    if traducteur.load("qtbase_fr", QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)):
        QApplication.installTranslator(traducteur)
    return application


def lancer(lancement: Lancement) -> int:
    """Show the window and return the exit status of the process when it is closed.

    A second start on the same base raises the first window and ends at once, with status 0.
    """
    application = creer_application(sys.argv[:1])
    instance = InstanceUnique(lancement.base, application)
    if not instance.prendre():
        return 0
    apparence = APPARENCES.get(lancement.preferences.texte("apparence", "systeme"))
    appliquer_theme(application, apparence, lancement.tactile)
    application.setWindowIcon(icone("application"))
    panne = "Erreur imprévue"
    crochet = Crochet(
        lambda texte, details: lancement.boites.signaler_panne(QApplication.activeWindow(), panne, texte, details),
        lancement.journal,
    )
    crochet.installer()
    try:
        return _montrer(application, instance, crochet, lancement)
    finally:
        crochet.retirer()
        instance.rendre()


def base_absente(base: str) -> bool:
    """Return True for a path where no file is: the first start then asks what to do."""
    return "://" not in base and not Path(base).expanduser().exists()


def _montrer(application: QApplication, instance: InstanceUnique, crochet: Crochet, lancement: Lancement) -> int:
    depart: Depart | None = None
    if base_absente(lancement.base):
        from caisse_clients.gui.premier_depart import PremierDepart

        accueil = PremierDepart(lancement.base)
        if not accueil.exec():
            return 0
        depart = accueil.choix()
    taches = lancement.preparer(depart)
    fenetre = lancement.fabriquer(taches)
    instance.rappelee.connect(fenetre.rappeler)
    premier_ecran = "import_clients" if depart is Depart.IMPORTER else "comptes_clients"
    taches.pret.connect(lambda _services: fenetre.preparer(premier_ecran), Qt.ConnectionType.SingleShotConnection)
    for suite in (instance.ecouter, crochet.ouvrir_le_journal, taches.ouvrir):
        fenetre.peinte.connect(suite)
    fenetre.show()
    return application.exec()
