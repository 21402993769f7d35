"""Heads and keys beside the base: what is committed is said to be, and no race loses a key or cries wolf."""

from __future__ import annotations

import logging
import threading
from pathlib import Path

import pytest

from caisse_clients.application.commandes.clients import CreerClient
from caisse_clients.application.commandes.comptes import CreerCompte
from caisse_clients.application.commandes.parametrage import CreerPoste
from caisse_clients.domain.comptes import TypeCompte
from caisse_clients.kernel.argent import Centimes
from caisse_clients.kernel.erreurs import ErreurMetier
from caisse_clients.storage.cles import Trousseau
from tests.atelier import Atelier


def temoin(atelier: Atelier, poste: str = "P1") -> Path:
    (fichier,) = atelier.cles.glob(f"*/{poste}.tete")
    return fichier


def test_un_temoin_impossible_a_ecrire_ne_fait_pas_croire_a_un_echec(
    atelier: Atelier, journal_attendu: list[logging.LogRecord]
) -> None:
    """Said to have failed, the entrée would be typed again, and the money counted twice."""
    atelier.faire(CreerClient("ALBERT", code=1011))
    fichier = temoin(atelier)
    garde = fichier.read_bytes()
    fichier.unlink()
    fichier.mkdir()
    assert atelier.faire(CreerCompte(1011, TypeCompte.ACOMPTE, Centimes(500_00))).valeurs["solde"] == "500.00"
    with atelier.services.lot() as lot:
        assert lot.executer(CreerCompte(1011, TypeCompte.ACOMPTE, Centimes(1_00))).valeurs["compte"] == 2
    assert ["témoin" in trace.getMessage() for trace in journal_attendu] == [True, True]
    fichier.rmdir()
    fichier.write_bytes(garde)  # late, it still proves what it proved


def test_une_premiere_cle_refusee_n_emporte_pas_celle_d_un_autre_processus(
    atelier: Atelier, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The key of a refused first use is taken away before another process may take its turn on the poste."""
    atelier.faire(CreerPoste("P2"))
    premier, second = atelier.ouvrir(poste="P2"), atelier.ouvrir(poste="P2")
    retirer = Trousseau.retirer
    autre = threading.Thread(target=lambda: second.executer(CreerClient("ALBERT", code=7)))

    def retirer_tard(self: Trousseau, poste: str) -> None:
        autre.start()
        autre.join(0.5)  # as long as the poste is held, the other one only waits
        retirer(self, poste)

    monkeypatch.setattr(Trousseau, "retirer", retirer_tard)
    with pytest.raises(ErreurMetier, match="client_inconnu"):
        premier.executer(CreerCompte(1011, TypeCompte.ACOMPTE, Centimes(500_00)))
    autre.join()
    assert second.executer(CreerClient("ALARCON", code=8)).valeurs == {"client": 8}
