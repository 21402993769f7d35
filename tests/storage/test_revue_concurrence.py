"""Two posts on one client's imputations: what a review saw happen twice, or end as a fault of the program."""

from __future__ import annotations

from sqlalchemy import text

from caisse_clients.application.commandes.comptes import CreerCompte
from caisse_clients.application.commandes.imputations import Imputer, RetirerImputation
from caisse_clients.application.commandes.reglements import EnregistrerReglement
from caisse_clients.application.commandes.saisies import Affectee
from caisse_clients.domain.comptes import TypeCompte
from caisse_clients.kernel.argent import Centimes
from tests.atelier import Atelier
from tests.storage.test_concurrence import ensemble
from tests.storage.test_concurrence_ventes import CLIENT, encaisser, facturer, preparer


def test_une_imputation_sur_un_compte_ne_se_retire_qu_une_fois(atelier: Atelier) -> None:
    """The second post is told so; it used to end as an internal fault."""
    postes = preparer(atelier, 2)
    for _ in range(3):
        compte = atelier.faire(CreerCompte(CLIENT, TypeCompte.CREDIT, Centimes(10_00))).valeurs["compte"]
        paye = (Affectee(compte=compte),)
        atelier.faire(EnregistrerReglement(CLIENT, "cheque", Centimes(10_00), imputations=paye))
        with atelier.services.lire() as lecteur:
            imputation = int(lecteur.execute(text("SELECT max(id) FROM imputation")).scalar_one())
        issues = ensemble(atelier, postes, [[RetirerImputation(imputation)], [RetirerImputation(imputation)]])
        assert issues == {"faite": 1, "imputation_deja_retiree": 1}


def test_une_lettre_n_est_donnee_qu_une_fois_a_un_client(atelier: Atelier) -> None:
    """LEGAL §5.2: two groups matched at the same moment do not get the same letter."""
    postes = preparer(atelier, 3)
    paires = [(encaisser(atelier, 100_00), facture) for facture in facturer(atelier, 12)]
    lots: list[list[object]] = [[Imputer(source, cible) for source, cible in paires[n::3]] for n in range(3)]
    assert ensemble(atelier, postes, lots) == {"faite": 12}
    with atelier.services.lire() as lecteur:
        lettres = list(lecteur.execute(text("SELECT lettre FROM lettrage WHERE annule IS NULL")).scalars())
    assert len(lettres) == len(set(lettres)) == 12
