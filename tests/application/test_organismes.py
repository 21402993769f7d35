"""The organismes proposed when an account is opened: those that already pay for somebody, once each, by name."""

from __future__ import annotations

from caisse_clients.application.commandes.clients import CreerClient
from caisse_clients.application.commandes.comptes import CreerCompte
from caisse_clients.application.lectures import organismes
from caisse_clients.domain.comptes import TypeCompte
from caisse_clients.kernel.argent import Centimes
from tests.atelier import Atelier


def test_chaque_organisme_est_propose_une_fois_par_ordre_de_nom(atelier: Atelier) -> None:
    atelier.faire(CreerClient("ALBERT", code=1011))
    for nom in ("Sofinco", "Cofidis", "COFIDIS"):
        atelier.faire(CreerCompte(1011, TypeCompte.ORGANISME_CREDIT, Centimes(100), organisme=nom))
    atelier.faire(CreerCompte(1011, TypeCompte.ACOMPTE, Centimes(100)))
    with atelier.services.lire() as lecteur:
        assert organismes(lecteur) == ["Cofidis", "Sofinco"]


def test_une_base_neuve_n_en_propose_aucun(atelier: Atelier) -> None:
    with atelier.services.lire() as lecteur:
        assert organismes(lecteur) == []
