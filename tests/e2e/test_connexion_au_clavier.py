"""The real start of a base that has PINs: nothing opens before somebody has said who he is."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from caisse_clients.application.commandes.pins import DefinirPin
from caisse_clients.application.creation import creer_base
from caisse_clients.application.services import ouvrir_services
from caisse_clients.application.session import Secrets
from caisse_clients.config import Reglages
from caisse_clients.kernel.horloge import HorlogeSysteme
from tests.e2e.clavier import Clavier

pytestmark = [pytest.mark.lent, pytest.mark.timeout(300)]


@pytest.fixture
def clavier(ecran_x: str, tmp_path: Path) -> Iterator[Clavier]:
    base, cles = tmp_path / "magasin.sqlite", tmp_path / "cles"
    creer_base(str(base), dossier_cles=cles, horloge=HorlogeSysteme())
    services = ouvrir_services(str(base), reglages=Reglages(str(base), cles, tmp_path))
    services.executer(DefinirPin("ADMIN"), secrets=Secrets(nouveau_pin="4827"))
    services.fermer()
    clavier = Clavier(ecran_x, base, cles, tmp_path)
    yield clavier
    clavier.fermer()


def test_la_fenetre_demande_qui_travaille_puis_s_ouvre(clavier: Clavier) -> None:
    clavier.attendre_la_fenetre("^Connexion")
    clavier.taper("admin")
    clavier.touches("Return")
    clavier.taper("1111")
    clavier.touches("Return")
    assert not clavier.fenetre("magasin.sqlite")
    clavier.touches("ctrl+a")
    clavier.taper("4827")
    clavier.touches("Return")
    clavier.attendre_la_fenetre("Comptes clients — .*magasin.sqlite")
    assert clavier.quitter() == 0
    assert clavier.sortie() == ""


def test_echap_quitte_sans_entrer(clavier: Clavier) -> None:
    clavier.attendre_la_fenetre("^Connexion")
    clavier.touches("Escape")
    clavier.attendre(lambda: clavier._programme.poll() == 0 or not clavier.fenetre("Connexion"), "closed")
    assert clavier._programme.wait(timeout=40) == 0
    assert clavier.sortie() == ""
