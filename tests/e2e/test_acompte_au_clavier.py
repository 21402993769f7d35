"""The manual of seed 3 with real keys in the real program: from the list of commandes to the orange pill."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from caisse_clients.application.commandes.pieces import CreerCommande
from caisse_clients.domain.pieces import LigneSaisie
from caisse_clients.kernel.argent import Centimes, Pourcent
from tests.atelier import Atelier
from tests.e2e.clavier import Clavier
from tests.gui.manuel import PIERRE, remplir

pytestmark = [pytest.mark.lent, pytest.mark.timeout(300)]

BASE = "base.sqlite"
LISTE = "Liste des commandes"


@pytest.fixture
def commande(atelier_sqlite: Atelier) -> str:
    remplir(atelier_sqlite.services.executer)
    lignes = (LigneSaisie("Salon de jardin", prix_ttc=Centimes(120000), taux_tva=Pourcent(2000)),)
    return str(atelier_sqlite.faire(CreerCommande(PIERRE, lignes)).valeurs["piece"])


@pytest.fixture
def clavier(ecran_x: str, atelier_sqlite: Atelier, commande: str, tmp_path: Path) -> Iterator[Clavier]:
    assert commande
    clavier = Clavier(ecran_x, Path(atelier_sqlite.url), atelier_sqlite.cles, tmp_path, "2014-07-15T10:30:00")
    yield clavier
    clavier.fermer()


def _commande(clavier: Clavier, numero: str) -> dict[str, Any]:
    lues = clavier.commande("consulter", "pieces", "--client", str(PIERRE), "--format", "json")
    assert lues.returncode == 0, lues.stderr
    trouvee: dict[str, Any] = next(piece for piece in json.loads(lues.stdout) if piece["numero"] == numero)
    return trouvee


def test_ventes_commandes_acompte_oui_mode_montant_enregistrer(clavier: Clavier, commande: str, tmp_path: Path) -> None:
    clavier.attendre_la_fenetre("Comptes clients — ")
    # Ventes > Commandes > Liste des commandes, through the menu bar.
    clavier.touches_jusqu_a(("Escape", "alt+v", "Return", "Return"), LISTE)
    clavier.taper("albert")
    clavier.touches_jusqu_a(("ctrl+h",), "Historique — ")  # as soon as the commande found is chosen
    clavier.touches("Escape")
    clavier.attendre_la_fermeture("Historique — ", BASE)
    clavier.touches("Return", "Down", "Return")  # the menu of the row: Ouvrir, then Acompte
    clavier.attendre_la_fenetre("Ajouter un acompte")
    clavier.touches("alt+o")
    clavier.attendre_la_fenetre("Acompte — ")
    clavier.taper("ch")
    clavier.touches("Tab")
    clavier.taper("360")
    clavier.touches("F2", "F2")
    clavier.attendre_la_fermeture("Acompte — ", BASE)
    payee = _commande(clavier, commande)
    assert (payee["verse"], payee["reste_du"], payee["statut"]) == ("360.00", "840.00", "partiel")

    recu = tmp_path / "recu.pdf"
    clavier.touches_jusqu_a(("ctrl+r",), "Reçu RC-")
    clavier.touches_jusqu_a(("ctrl+s",), "Enregistrer le PDF")
    clavier.taper(str(recu))
    clavier.touches("Return")
    clavier.attendre(recu.exists, "receipt saved")
    clavier.attendre_la_fenetre("Reçu RC-")
    clavier.touches("Escape")
    clavier.attendre_la_fermeture("Reçu RC-", BASE)

    verification = clavier.commande("base", "verifier")
    assert verification.returncode == 0, verification.stdout + verification.stderr
    assert clavier.quitter() == 0
    assert clavier.sortie() == ""
    assert recu.read_bytes().startswith(b"%PDF")
