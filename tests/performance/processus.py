"""Whole processes: first paint, first clients on screen, one reading by the command line; and a receipt's PDF."""

from __future__ import annotations

import os
import resource
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from pathlib import Path

from tests.performance.decor import RACINE, Decor, dossier_de, reglages_de, services_de
from tests.performance.mesure import Chrono, Mesure, Montre, alterner, au_plus, chronometrer

ETALON_FENETRE = """
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QMainWindow
class Fenetre(QMainWindow):
    def paintEvent(self, evenement):
        super().paintEvent(evenement)
        QTimer.singleShot(0, lambda: (print("fait", flush=True), QApplication.exit()))
application = QApplication([])
fenetre = Fenetre()
fenetre.resize(1366, 768)
fenetre.show()
application.exec()
"""


def _environnement(dossier: Path) -> dict[str, str]:
    reglages = reglages_de(dossier)
    return {
        **os.environ,
        "QT_QPA_PLATFORM": "offscreen",
        "PYTHONPATH": os.pathsep.join((str(RACINE / "src"), str(RACINE))),
        "CAISSE_CLIENTS_BASE": reglages.base,
        "CAISSE_CLIENTS_CLES": str(reglages.dossier_cles),
        "XDG_CONFIG_HOME": str(dossier / "reglages"),
        "XDG_STATE_HOME": str(dossier / "etat"),
        "XDG_DATA_HOME": str(dossier / "donnees"),
    }


def _jusqu_au_signal(commande: Sequence[str], environnement: dict[str, str], signal: bytes = b"fait") -> Chrono:
    """Return what starts a process and says after how many seconds it wrote ``signal`` (b"": it ended)."""

    def chrono() -> float:
        debut, processeur = time.perf_counter(), _processeur_des_enfants()
        with subprocess.Popen(commande, env=environnement, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL) as enfant:
            assert enfant.stdout is not None
            dit = enfant.stdout.readline().strip() if signal else enfant.stdout.read() and b""
            duree = time.perf_counter() - debut
            assert dit == signal, dit
        return _processeur_des_enfants() - processeur if Montre.lire is time.process_time else duree

    return chrono


def _processeur_des_enfants() -> float:
    usage = resource.getrusage(resource.RUSAGE_CHILDREN)
    return usage.ru_utime + usage.ru_stime


def demarrage(decor: Decor) -> Iterator[Mesure]:
    """Start → first paint, and → first clients, against an empty QMainWindow's process."""
    dossier = dossier_de(decor.grande)
    environnement = _environnement(dossier)
    etalon = _jusqu_au_signal([sys.executable, "-c", ETALON_FENETRE], environnement)
    for but, travail, cible in (
        ("peinte", "démarrage → première peinture", 1.15),
        ("clients", "démarrage → premiers clients", 3.0),
    ):
        notre = _jusqu_au_signal([sys.executable, "-m", "tests.performance.fenetre", but], environnement)
        yield alterner(travail, f"{decor.grande} clients", notre, etalon, cible, decor.tours)


def ligne_de_commande(decor: Decor) -> Iterator[Mesure]:
    """``consulter comptes`` of one client, against importing SQLAlchemy."""
    environnement = _environnement(dossier_de(decor.grande))

    def lancer(*arguments: str) -> Chrono:
        return _jusqu_au_signal([sys.executable, *arguments], environnement, signal=b"")

    yield alterner(
        "ligne de commande : consulter un client",
        f"{decor.grande} clients",
        lancer("-m", "caisse_clients", "consulter", "comptes", "--client", "1011", "--format", "json"),
        lancer("-c", "import sqlalchemy"),
        2.0,
        decor.tours,
    )


def recu_pdf(decor: Decor) -> Iterator[Mesure]:
    """Draw one receipt, against the same number of lines written by hand into a PDF."""
    from caisse_clients.application import lectures
    from caisse_clients.application.recus import donnees_recu
    from caisse_clients.documents.recu import rendre_recu

    with services_de(min(decor.tailles)) as services, services.lire() as lecteur:
        premiere = lectures.comptes(lecteur, numero=266)[0].ecritures[0].ecriture
        donnees = donnees_recu(lectures.recu(lecteur, premiere), tirage=1)
    yield alterner(
        "PDF d'un reçu (page A5)",
        "1 page",
        chronometrer(lambda: rendre_recu(donnees), 10),
        chronometrer(pdf_a_la_main, 10),
        8.0,
        decor.tours,
    )


def pdf_a_la_main(lignes: int = 40) -> bytes:
    """Write a one-page PDF with ``lignes`` texts: objects, compressed stream, cross-references, nothing else."""
    import zlib

    flux = "\n".join(
        f"BT /F1 9 Tf 40 {560 - 13 * n} Td (Ligne {n} : ALBERT Pierre, 500,00) Tj ET" for n in range(lignes)
    )
    contenu = zlib.compress(flux.encode("latin-1"))
    objets = (
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        (
            b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 420 595] /Contents 4 0 R "
            b"/Resources << /Font << /F1 5 0 R >> >> >>"
        ),
        b"<< /Length %d /Filter /FlateDecode >>\nstream\n%s\nendstream" % (len(contenu), contenu),
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>",
    )
    sortie, positions = b"%PDF-1.4\n", []
    for rang, objet in enumerate(objets, 1):
        positions.append(len(sortie))
        sortie += b"%d 0 obj\n%s\nendobj\n" % (rang, objet)
    debut = len(sortie)
    table = b"".join(b"%010d 00000 n \n" % position for position in positions)
    return sortie + b"xref\n0 6\n0000000000 65535 f \n%strailer << /Size 6 /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF" % (
        table,
        debut,
    )


def fenetre(decor: Decor) -> Iterator[Mesure]:
    """Memory of the window and its longest pause while a person types and scrolls."""
    environnement = _environnement(dossier_de(decor.grande))
    releves: dict[str, list[float]] = {}
    for _ in range(1 if decor.rapide else 3):
        sortie = subprocess.run(
            [sys.executable, "-m", "tests.performance.fenetre", "gestes"],
            env=environnement,
            check=True,
            stdout=subprocess.PIPE,
            text=True,
        ).stdout
        for ligne in sortie.splitlines():
            nom, _, valeur = ligne.partition("=")
            releves.setdefault(nom, []).append(float(valeur))
    donnees = f"{decor.grande} clients"
    yield au_plus("mémoire, fenêtre ouverte", donnees, releves["memoire"], "Mo", 110)
    yield au_plus("mémoire en plus, liste parcourue jusqu'au bout", donnees, releves["parcours"], "Mo", 30)
    yield au_plus("mémoire en plus, 1 000 000 de lignes parcourues", "lignes inventées", releves["million"], "Mo", 30)
    for nom, travail in (
        ("pause_frappe", "plus longue pause, en tapant une recherche"),
        ("pause_parcours", "plus longue pause, en parcourant la liste"),
        ("pause_million", "plus longue pause, en parcourant 1 000 000 de lignes"),
        ("pause_comptes", "plus longue pause, en ouvrant 1 000 mouvements"),
    ):
        yield au_plus(travail, donnees, releves[nom], "ms", 50)
