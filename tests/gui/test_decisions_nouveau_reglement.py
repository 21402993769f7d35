"""What *Nouveau règlement* shares out, shows live and sends, decided without a window."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest

from caisse_clients.application.commandes.reglements import EnregistrerReglement
from caisse_clients.application.commandes.saisies import Affectee
from caisse_clients.gui.modeles.colonnes import Gravite
from caisse_clients.gui.presentateurs import nouveau_reglement as nouveau
from caisse_clients.gui.presentateurs.nouveau_reglement import Moment, Repartition, Saisie
from caisse_clients.kernel.argent import Centimes
from caisse_clients.kernel.erreurs import ErreurMetier
from tests.gui.vues_de_reglements import BANQUE, JOUR, MODES_VUS, due


def _repartition(*dus: object) -> Repartition:
    repartition = Repartition()
    repartition.charger(dus or (due("CO-1/1", 840_00), due("FA-2/1", 600_00, dt.date(2014, 6, 30))))  # type: ignore[arg-type]
    return repartition


def _parts(repartition: Repartition) -> dict[str, int]:
    return {du.cle: repartition.cote.montant(du.cle) for du in repartition.dus if repartition.cote.montant(du.cle)}


def test_proposer_prend_la_meme_somme_puis_la_plus_ancienne_echeance() -> None:
    exacte = _repartition()
    exacte.recu = 840_00
    assert exacte.proposer() == 840_00
    assert _parts(exacte) == {"CO-1/1": 840_00}
    ancienne = _repartition()
    ancienne.recu = 700_00
    ancienne.proposer()
    assert _parts(ancienne) == {"FA-2/1": 600_00, "CO-1/1": 100_00}


def test_proposer_sans_montant_regle_tout() -> None:
    repartition = _repartition()
    assert repartition.proposer() == 1440_00
    assert repartition.affecte == 1440_00


def test_cocher_prend_toute_la_somme_et_au_plus_ce_qui_reste_du_montant() -> None:
    repartition = _repartition()
    repartition.basculer(repartition.cote, "CO-1/1")
    assert _parts(repartition) == {"CO-1/1": 840_00}
    repartition.recu = 1000_00
    repartition.basculer(repartition.cote, "FA-2/1")
    assert _parts(repartition) == {"CO-1/1": 840_00, "FA-2/1": 160_00}
    repartition.basculer(repartition.cote, "CO-1/1")
    assert _parts(repartition) == {"FA-2/1": 160_00}


def test_le_bilan_dit_ce_qui_restera_ou_ce_qui_depasse() -> None:
    repartition = _repartition()
    assert repartition.bilan(None).gravite is Gravite.NEUTRE
    assert repartition.bilan(100_00).gravite is Gravite.ALERTE
    repartition.fixer(repartition.cote, "FA-2/1", 600_00)
    trop = repartition.bilan(500_00)
    assert (trop.gravite, trop.phrase) == (Gravite.ERREUR, "100,00 € de trop sur les documents : baissez une ligne.")
    juste = repartition.bilan(600_00)
    assert (juste.montant, juste.affecte, juste.reste, juste.gravite) == (
        "600,00 €", "600,00 €", "0,00 €", Gravite.SUCCES,
    )  # fmt: skip
    assert repartition.bilan(650_00).phrase == "50,00 € resteront disponibles pour le client."
    vide = _repartition()
    vide.charger(())
    assert vide.bilan(10_00).phrase.startswith("Rien n'est dû")
    vide.oublier()
    assert vide.bilan(10_00).phrase == ""


def test_une_devise_ne_paie_que_des_documents_de_sa_devise() -> None:
    repartition = _repartition(
        due("CO-1/1", 100_00), due("FA-9/1", 1_082_50, devise="USD"), due("FA-8/1", 900, devise="JPY")
    )
    assert repartition.devises == ("EUR", "JPY", "USD")
    assert [du.cle for du in repartition.dus] == ["CO-1/1"]
    repartition.proposer()
    repartition.changer_de_devise("JPY")
    assert _parts(repartition) == {}
    repartition.recu = 1_000
    repartition.proposer()
    assert repartition.affectees() == (Affectee(echeance="FA-8/1", montant=Centimes(900_00)),)
    assert repartition.bilan(1_000).reste == "100 JPY"


def test_ce_qu_un_autre_poste_a_regle_est_baisse_et_dit() -> None:
    repartition = _repartition()
    repartition.proposer()
    diminutions = repartition.charger((due("CO-1/1", 40_00), due("FA-2/1", 600_00)))
    assert _parts(repartition) == {"CO-1/1": 40_00, "FA-2/1": 600_00}
    assert "Document CO-1/1" in nouveau.dire_les_diminutions(diminutions)


def _saisie(**changements: object) -> Saisie:
    base = Saisie(client=1011, station="S1", date="15/07/2014", mode="cheque", montant="900", reference=" ch. 12 ")
    return replace(base, **changements)  # type: ignore[arg-type]


def test_f2_envoie_ce_qui_est_tape_et_reparti() -> None:
    repartition = _repartition(due("CO-1/1", 840_00), due("266", 45_00, compte=266))
    repartition.recu = 900_00
    repartition.proposer()
    assert nouveau.commande(_saisie(pieces_jointes=("/a.pdf",)), repartition) == EnregistrerReglement(
        1011,
        "cheque",
        Centimes(900_00),
        JOUR,
        "ch. 12",
        "S1",
        imputations=(
            Affectee(echeance="CO-1/1", montant=Centimes(840_00)),
            Affectee(compte=266, montant=Centimes(45_00)),
        ),
        pieces_jointes=("/a.pdf",),
    )


@pytest.mark.parametrize(
    ("changements", "code", "champ"),
    [
        ({"client": None}, "client_a_choisir", "client"),
        ({"mode": ""}, "mode_a_choisir", "mode"),
        ({"montant": ""}, "montant_invalide", "montant"),
        ({"montant": "0"}, "montant_invalide", "montant"),
        ({"montant": "839,99"}, "reparti_au_dela", "montant"),
        ({"date": "32/13/2014"}, "date_invalide", "date"),
    ],
)
def test_ce_qui_manque_est_nomme_avant_d_envoyer(changements: dict[str, object], code: str, champ: str) -> None:
    repartition = _repartition()
    repartition.basculer(repartition.cote, "CO-1/1")
    with pytest.raises(ErreurMetier) as refus:
        nouveau.commande(_saisie(**changements), repartition)
    assert (refus.value.code, refus.value.champ) == (code, champ)


def test_un_reglement_en_devise_demande_son_cours() -> None:
    repartition = _repartition(due("FA-9/1", 1_082_50, devise="USD"))
    repartition.changer_de_devise("USD")
    with pytest.raises(ErreurMetier) as refus:
        nouveau.commande(_saisie(devise="USD"), repartition)
    assert refus.value.champ == "cours"
    commande = nouveau.commande(_saisie(devise="USD", cours="1,0825"), repartition)
    assert (commande.devise, commande.cours, commande.montant) == ("USD", 1_082_500, 900_00)


def test_une_somme_que_la_commande_ne_sait_pas_dire_est_refusee_jamais_arrondie() -> None:
    repartition = _repartition(due("FA-7/1", 5_000, devise="TND"))
    repartition.changer_de_devise("TND")
    with pytest.raises(ErreurMetier) as refus:
        nouveau.commande(_saisie(devise="TND", cours="3,3", montant="1,505"), repartition)
    assert (refus.value.code, refus.value.champ) == ("montant_invalide", "montant")


@pytest.mark.parametrize(
    ("geste", "moment", "debut"),
    [
        ("enregistrer", Moment(en_cours=True), "L'enregistrement est en cours"),
        ("enregistrer", Moment(sans_droit="Il faut le droit"), "Il faut le droit"),
        ("enregistrer", Moment(), ""),
        ("proposer", Moment(dus=True), "Choisissez d'abord le client"),
        ("proposer", Moment(client=True), "Ce client ne doit rien"),
        ("proposer", Moment(client=True, dus=True), ""),
        ("recu", Moment(), "Aucun règlement"),
        ("recu", Moment(dernier="RC-1"), ""),
        ("voir", Moment(), "Choisissez d'abord un document"),
        ("voir", Moment(ligne=due("CO-1/1", 1)), ""),
        ("client", Moment(en_cours=True), ""),
    ],
)
def test_chaque_geste_impossible_dit_pourquoi(geste: str, moment: Moment, debut: str) -> None:
    raison = nouveau.empechement(geste, moment)
    assert raison.startswith(debut)
    assert bool(raison) == bool(debut)


def test_un_document_mene_a_sa_piece_un_compte_aux_comptes_du_client() -> None:
    assert nouveau.destination(due("CO-1/2", 1), 1011) == ("piece", {"piece": "CO-1"})
    assert nouveau.destination(due("266", 1, compte=266), 1011) == ("comptes_clients", {"client": 1011})


def test_la_banque_et_l_identite_ne_se_demandent_qu_a_propos() -> None:
    par_code = {mode.code: mode for mode in MODES_VUS}
    assert nouveau.demande_banque(par_code["virement"], (BANQUE,))
    assert not nouveau.demande_banque(par_code["virement"], ())
    assert not nouveau.demande_banque(par_code["cheque"], (BANQUE,))
    assert nouveau.demande_identite(par_code["especes"], 1_000_01)
    assert not nouveau.demande_identite(par_code["especes"], 1_000_00)
    assert not nouveau.demande_identite(par_code["cheque"], 5_000_00)
    assert not nouveau.demande_identite(None, None)


def test_le_compte_rendu_commence_par_le_numero() -> None:
    texte = nouveau.compte_rendu("RC-S1-2014-00003", "1 011 · ALBERT Pierre", "840.00", "60.00")
    assert texte == (
        "RC-S1-2014-00003 enregistré : 900,00 € de 1 011 · ALBERT Pierre, dont 60,00 € restent disponibles. "
        "Ctrl+P : reçu."
    )
