"""Several posts at once: the same money is never used twice, nobody is refused but for a real reason."""

from __future__ import annotations

import threading
from collections import Counter
from pathlib import Path

from caisse_clients.application import lectures
from caisse_clients.application.commandes.clients import CreerClient
from caisse_clients.application.commandes.comptes import CreerCompte, SaisirEcriture
from caisse_clients.application.commandes.parametrage import CreerPoste
from caisse_clients.application.commandes.tirages import TirerRecu
from caisse_clients.application.imports import clients as imports_clients
from caisse_clients.application.services import Services
from caisse_clients.domain.comptes import TypeCompte
from caisse_clients.kernel.argent import Centimes
from caisse_clients.kernel.erreurs import ErreurMetier
from caisse_clients.kernel.identifiants import nouvel_id
from tests.atelier import Atelier


def ensemble(
    atelier: Atelier, postes: list[str], commandes: list[list[object]], ids: list[str] | None = None
) -> Counter[str]:
    """Run one list of commands a thread, each with its own services, all starting together; count the outcomes."""
    issues: Counter[str] = Counter()
    depart = threading.Barrier(len(postes))
    verrou = threading.Lock()
    ouverts = [atelier.ouvrir(poste=poste) for poste in postes]

    def travailler(n: int) -> None:
        depart.wait()
        for rang, commande in enumerate(commandes[n]):
            try:
                fait = ouverts[n].executer(commande, id_commande=ids[rang] if ids else None)
                issue = "rejouée" if fait.rejouee else "faite"
            except ErreurMetier as erreur:
                issue = erreur.code
            except Exception as erreur:
                issue = repr(erreur)
            with verrou:
                issues[issue] += 1

    fils = [threading.Thread(target=travailler, args=(n,)) for n in range(len(postes))]
    for fil in fils:
        fil.start()
    for fil in fils:
        fil.join()
    return issues


def preparer(atelier: Atelier, postes: int) -> list[str]:
    atelier.faire(CreerClient("ALBERT", code=1011))
    atelier.faire(CreerCompte(1011, TypeCompte.AVOIR, Centimes(100_00)))
    codes = [f"Q{n}" for n in range(postes)]
    for code in codes:
        atelier.faire(CreerPoste(code))
    return codes


def test_le_meme_avoir_ne_se_depense_pas_deux_fois(atelier: Atelier) -> None:
    postes = preparer(atelier, 4)
    sortie = SaisirEcriture(1, sortie=Centimes(30_00))
    assert ensemble(atelier, postes, [[sortie, sortie]] * 4) == {"faite": 3, "solde_insuffisant": 5}


def test_deux_processus_sur_un_poste_se_suivent_sans_trou(atelier: Atelier) -> None:
    preparer(atelier, 0)
    entree = SaisirEcriture(1, entree=Centimes(1))
    assert ensemble(atelier, ["P1"] * 3, [[entree] * 6] * 3) == {"faite": 18}


def test_la_meme_commande_envoyee_de_partout_ne_se_fait_qu_une_fois(atelier: Atelier) -> None:
    postes = preparer(atelier, 4)
    entree = SaisirEcriture(1, entree=Centimes(5_00))
    identifiant = nouvel_id()
    assert ensemble(atelier, postes, [[entree]] * 4, [identifiant]) == {"faite": 1, "rejouée": 3}


def test_les_numeros_de_compte_restent_sans_trou(atelier: Atelier) -> None:
    postes = preparer(atelier, 4)
    creation = CreerCompte(1011, TypeCompte.ACOMPTE, Centimes(1_00))
    inconnu = CreerCompte(1011, TypeCompte.ACOMPTE, Centimes(1_00), motif="inconnu")
    assert ensemble(atelier, postes, [[creation, inconnu, creation]] * 4) == {"faite": 8, "motif_inconnu": 4}
    assert atelier.faire(creation).valeurs["compte"] == 10


def test_deux_postes_impriment_le_meme_recu_deux_rangs(atelier: Atelier) -> None:
    postes = preparer(atelier, 4)
    assert ensemble(atelier, postes, [[TirerRecu(1)] * 2] * 4) == {"faite": 8}
    assert atelier.faire(TirerRecu(1)).valeurs["rang"] == 9


def test_le_meme_fichier_importe_deux_fois_a_la_fois_ne_double_personne(atelier: Atelier, tmp_path: Path) -> None:
    fichier = tmp_path / "clients.csv"
    fichier.write_text("Nom;Ville\n" + "".join(f"CLIENT {n};MARMANDE\n" for n in range(300)), encoding="utf-8")
    postes = preparer(atelier, 3)
    ouverts = [atelier.ouvrir(poste=poste) for poste in postes]
    depart = threading.Barrier(len(ouverts))

    def importer(services: Services) -> None:
        depart.wait()
        imports_clients.importer(services, fichier, None)

    fils = [threading.Thread(target=importer, args=(services,)) for services in ouverts]
    for fil in fils:
        fil.start()
    for fil in fils:
        fil.join()
    with atelier.services.lire() as lecteur:
        assert len(lectures.cles_clients(lecteur, lectures.CritereClients(nom="CLIENT"))) == 300
