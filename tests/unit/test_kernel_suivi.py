"""Progress and stop of a long job, its identifiers, and the error families."""

from __future__ import annotations

import uuid

import pytest

from caisse_clients.kernel.erreurs import Bogue, ConfirmationRequise, ErreurMetier, ErreurTechnique
from caisse_clients.kernel.identifiants import lire_id, nouvel_id
from caisse_clients.kernel.suivi import Annulee, Suivi


def test_un_travail_dit_ou_il_en_est() -> None:
    dits: list[tuple[int, int, str]] = []
    suivi = Suivi(lambda *etat: dits.append(etat))
    suivi.avancer(10, 200, "lecture")
    suivi.avancer(20, 0, "écriture")
    assert dits == [(10, 200, "lecture"), (20, 0, "écriture")]


def test_un_travail_arrete_l_apprend_au_point_suivant() -> None:
    suivi = Suivi()
    suivi.avancer(1, 2, "lecture")
    suivi.annuler()
    with pytest.raises(Annulee):
        suivi.avancer(2, 2, "lecture")


def test_les_identifiants_sont_des_uuid7_croissants() -> None:
    ids = [nouvel_id() for _ in range(1000)]
    assert ids == sorted(set(ids))
    assert {uuid.UUID(i).version for i in ids} == {7}


def test_un_identifiant_se_lit_sous_sa_forme_canonique() -> None:
    canonique = nouvel_id()
    assert lire_id(canonique.upper()) == lire_id(f"{{{canonique}}}") == canonique
    with pytest.raises(ErreurMetier, match="id_invalide") as refus:
        lire_id("pas-un-uuid")
    assert refus.value.champ == "id_commande"


@pytest.mark.parametrize("famille", [ErreurMetier, ConfirmationRequise, ErreurTechnique, Bogue])
def test_une_erreur_porte_son_code_et_ses_details(
    famille: type[ErreurMetier | ConfirmationRequise | ErreurTechnique | Bogue],
) -> None:
    erreur = famille("solde_insuffisant", solde=50000, demande=60000)
    assert erreur.code == "solde_insuffisant"
    assert erreur.details == {"solde": 50000, "demande": 60000}


def test_le_champ_fautif_n_existe_que_s_il_est_nomme() -> None:
    assert ErreurMetier("montant_invalide", champ="entree").champ == "entree"
    assert ErreurMetier("solde_insuffisant").champ is None
