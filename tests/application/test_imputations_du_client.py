"""What is matched for one client, whichever way: by a règlement, an avoir, a compte; nothing of another client."""

from __future__ import annotations

from caisse_clients.application.commandes.avoirs import EmettreAvoir
from caisse_clients.application.commandes.clients import CreerClient, FusionnerClients
from caisse_clients.application.commandes.comptes import CreerCompte
from caisse_clients.application.commandes.imputations import Imputer, Rapprocher, RetirerImputation
from caisse_clients.application.commandes.saisies import Rapprochement
from caisse_clients.application.lectures_ventes import disponibles, dus, imputations_du_client
from caisse_clients.domain.comptes import TypeCompte
from caisse_clients.domain.vues_ventes import VueImputation
from caisse_clients.kernel.argent import Centimes
from tests.atelier import Atelier
from tests.gui.ventes import encaisser, facturer


def _client(atelier: Atelier, nom: str) -> int:
    return int(atelier.faire(CreerClient(nom)).valeurs["client"])


def _lire(atelier: Atelier, client: int) -> list[VueImputation]:
    with atelier.services.lire() as lecteur:
        return imputations_du_client(lecteur, client)


def test_toutes_les_sources_du_client_et_rien_d_un_autre(atelier: Atelier) -> None:
    pierre, autre = _client(atelier, "ALBERT"), _client(atelier, "AUTRE")
    premiere, seconde = facturer(atelier, 60000, pierre), facturer(atelier, 40000, pierre)
    compte = int(atelier.faire(CreerCompte(pierre, TypeCompte.ACOMPTE, Centimes(10000))).valeurs["compte"])
    rc = encaisser(atelier, 50000, client=pierre)
    etranger, ailleurs = facturer(atelier, 1000, autre), encaisser(atelier, 1000, client=autre)
    paires = (
        Rapprochement(rc, f"{premiere}/1", Centimes(30000)),
        Rapprochement(compte, f"{premiere}/1", Centimes(10000)),
        Rapprochement(rc, f"{seconde}/1", Centimes(20000)),
    )
    ids = atelier.faire(Rapprocher(pierre, paires)).valeurs["imputations"]
    atelier.faire(Imputer(ailleurs, etranger))
    avoir = str(atelier.faire(EmettreAvoir("Table rayée", piece=seconde, montant=Centimes(5000))).valeurs["piece"])
    lues = _lire(atelier, pierre)
    assert [i.imputation for i in lues] == sorted(i.imputation for i in lues), "de la plus ancienne à la plus récente"
    assert {(i.source, i.cible, i.montant) for i in lues} == {
        (rc, f"{premiere}/1", 30000),
        (f"Compte {compte}", f"{premiere}/1", 10000),
        (rc, f"{seconde}/1", 20000),
        (avoir, f"{seconde}/1", 5000),
    }
    assert [i.source for i in _lire(atelier, autre)] == [ailleurs]

    atelier.faire(RetirerImputation(int(ids[0]), "Erreur"))
    assert len(_lire(atelier, pierre)) == 3, "ce qui est retiré n'est plus en place"
    atelier.faire(FusionnerClients(garder=autre, absorber=pierre))
    assert len(_lire(atelier, autre)) == 4, "les fiches réunies n'en font qu'une"


def test_un_meme_reglement_paie_vingt_cinq_factures_sans_se_recompter(atelier: Atelier) -> None:
    client = _client(atelier, "ALBERT")
    factures = [facturer(atelier, 100 + n, client) for n in range(25)]
    rc = encaisser(atelier, 100_00, client=client)
    paires = tuple(Rapprochement(rc, f"{piece}/1", Centimes(100 + n)) for n, piece in enumerate(factures))
    atelier.faire(Rapprocher(client, paires))
    lues = _lire(atelier, client)
    assert [i.montant for i in lues] == [100 + n for n in range(25)]
    with atelier.services.lire() as lecteur:
        assert dus(lecteur, client) == []
        assert [d.disponible for d in disponibles(lecteur, client)] == [100_00 - sum(100 + n for n in range(25))]
