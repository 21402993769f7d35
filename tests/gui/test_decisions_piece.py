"""What the screen of a pièce decides, without a window: words, permissions, commands, another post's change."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest

from caisse_clients.application.commandes.pieces import CreerCommande, CreerFacture, ModifierCommande, ModifierFacture
from caisse_clients.domain.droits import Droit, Role, droits_du_role
from caisse_clients.domain.pieces import EtatPiece, NatureLigne, StatutPaiement, TypePiece
from caisse_clients.domain.reglements import MotifImputation, SorteSource
from caisse_clients.domain.vues import LigneClient
from caisse_clients.domain.vues_ventes import VueEcheance, VueImputation, VueLignePiece, VuePiece
from caisse_clients.gui.presentateurs import piece as decisions
from caisse_clients.gui.presentateurs.actions_piece import Situation, empechement, modifiable
from caisse_clients.gui.presentateurs.echeances_piece import EcheancesPiece
from caisse_clients.gui.presentateurs.ligne_tapee import lignes_de
from caisse_clients.gui.presentateurs.lignes_piece import LignesPiece
from caisse_clients.gui.presentateurs.piece import Entete, Place, Saisie
from caisse_clients.kernel.erreurs import ErreurMetier

JOUR = dt.date(2014, 7, 15)
TOUS = droits_du_role(Role.ADMINISTRATEUR)
LIGNE = VueLignePiece(1, "", "Vis", NatureLigne.BIEN, 2_000, 60_00, True, 20_00, 0, 100_00, 20_00, 120_00)
VUE = VuePiece(
    id=1,
    numero="CO-S1-2014-00001",
    brouillon="",
    type=TypePiece.COMMANDE,
    etat=EtatPiece.EN_COURS,
    date=JOUR,
    client=1011,
    client_nom="ALBERT Pierre",
    destinataire="ALBERT Pierre",
    professionnel=False,
    station="S1",
    devise="EUR",
    cours=None,
    conditions="comptant",
    reference="",
    commentaire="",
    total_ht=100_00,
    total_tva=20_00,
    total_ttc=120_00,
    total_devise=120_00,
    facture=0,
    regle=0,
    reste_du=120_00,
    statut=StatutPaiement.NON_PAYE,
    origine="",
    suites=(),
    lignes=(LIGNE,),
    echeances=(VueEcheance("CO-S1-2014-00001/1", 1, JOUR, 120_00, 0, 120_00, 120_00, 120_00, "", ""),),
    imputations=(),
    version=3,
    verrou="",
    raison="",
)
BROUILLON = replace(VUE, numero="BR-1", type=TypePiece.FACTURE, etat=EtatPiece.BROUILLON)
FACTURE = replace(VUE, numero="FA-S1-2014-00001", type=TypePiece.FACTURE, etat=EtatPiece.VALIDEE)
BL = replace(VUE, numero="BL-S1-2014-00001", type=TypePiece.BON_LIVRAISON, etat=EtatPiece.VALIDEE)
IMPUTATION = VueImputation(
    imputation=1,
    date=JOUR,
    source="RC-1",
    sorte_source=SorteSource.REGLEMENT,
    cible="CO-1/1",
    montant=30_00,
    montant_devise=30_00,
    motif=MotifImputation.REGLEMENT,
    mode="cheque",
    mode_libelle="Chèque",
    facture_acompte="",
    retirable=True,
)


def formulaire(vue: VuePiece) -> tuple[LignesPiece, EcheancesPiece, Saisie]:
    lignes, echeances = LignesPiece(), EcheancesPiece()
    lignes.remplir(lignes_de(vue.lignes, vue.devise))
    echeances.remplir(vue)
    return lignes, echeances, decisions.saisie_de(vue, lignes, echeances)


def situation(vue: VuePiece | None, **etat: object) -> Situation:
    type_piece = vue.type if vue is not None else TypePiece.COMMANDE
    return replace(Situation(type_piece, TOUS, vue), **etat)  # type: ignore[arg-type]  # named by the tests


@pytest.mark.parametrize(
    ("vue", "permises"),
    [
        (VUE, {"retirer", "regler", "facturer", "livrer", "imprimer"}),
        (BROUILLON, {"retirer", "valider", "regler", "imprimer"}),
        (FACTURE, {"regler", "avoir", "imprimer"}),
        (BL, {"retirer", "facturer", "annuler_acompte", "imprimer"}),
        (replace(FACTURE, reste_du=0, imputations=(IMPUTATION,)), {"avoir", "annuler_acompte", "imprimer"}),
        (replace(VUE, etat=EtatPiece.ANNULEE), {"imprimer"}),
        (replace(BL, suites=("BR-1",)), {"annuler_acompte", "imprimer"}),
        (replace(BROUILLON, type=TypePiece.AVOIR, etat=EtatPiece.VALIDEE), {"imprimer"}),
        (None, set()),
    ],
    ids=["commande", "brouillon", "facture", "bl", "soldee", "annulee", "bl facture", "avoir", "nouvelle"],
)
def test_chaque_piece_permet_ce_qui_va_avec_elle_et_dit_pourquoi_le_reste_non(
    vue: VuePiece | None, permises: set[str]
) -> None:
    gestes = ("retirer", "valider", "regler", "facturer", "livrer", "avoir", "annuler_acompte", "imprimer")
    raisons = {geste: empechement(f"piece.{geste}", situation(vue)) for geste in gestes}
    assert {geste for geste, raison in raisons.items() if not raison} == permises
    assert all(raison.endswith(".") for raison in raisons.values() if raison)


def test_tout_livre_ou_facture_ne_se_livre_ni_ne_se_facture_plus() -> None:
    servie = replace(VUE, lignes=(replace(LIGNE, livree=2_000, facturee=2_000),))
    assert empechement("piece.livrer", situation(servie)) == "Tout est déjà livré."
    assert empechement("piece.facturer", situation(servie)) == "Tout est déjà facturé."


def test_des_changements_non_enregistres_passent_d_abord() -> None:
    for geste in ("valider", "regler", "imprimer"):
        vue = BROUILLON
        assert "F2" in empechement(f"piece.{geste}", situation(vue, change=True)), geste


def test_enregistrer_dit_ce_qui_manque() -> None:
    assert empechement("piece.enregistrer", situation(VUE)) == "Rien n'a été modifié."
    assert empechement("piece.enregistrer", situation(None)) == "Rien n'est encore saisi."
    assert empechement("piece.enregistrer", situation(VUE, change=True)) == ""
    assert "en cours" in empechement("piece.enregistrer", situation(VUE, change=True, en_cours=True))
    assert "validée" in empechement("piece.enregistrer", situation(FACTURE, change=True))


def test_sans_le_droit_la_piece_se_lit() -> None:
    sans = TOUS - {Droit.GERER_COMMANDES}
    assert not modifiable(situation(VUE, droits=sans))
    assert "gérer les commandes" in empechement("piece.enregistrer", situation(VUE, droits=sans, change=True))
    assert modifiable(situation(BROUILLON, droits=sans))


def test_une_piece_lue_seulement_dit_pourquoi() -> None:
    assert decisions.raison_de_lecture(VUE) == decisions.raison_de_lecture(BROUILLON) == ""
    assert "F12" in decisions.raison_de_lecture(FACTURE)
    assert "F9 le facture" in decisions.raison_de_lecture(BL)
    assert "il est facturé" in decisions.raison_de_lecture(replace(BL, suites=("FA-1",)))
    for sorte in (TypePiece.AVOIR, TypePiece.AVOIR_ACOMPTE, TypePiece.FACTURE_ACOMPTE, TypePiece.TICKET):
        assert "se lit seulement" in decisions.raison_de_lecture(replace(FACTURE, type=sorte))
    annulee = replace(VUE, etat=EtatPiece.ANNULEE, raison="client parti")
    assert "Raison : client parti." in decisions.raison_de_lecture(annulee)


def test_les_titres_et_les_mots() -> None:
    assert decisions.titre(TypePiece.COMMANDE, None) == "Nouvelle commande"
    assert decisions.titre(TypePiece.FACTURE, BROUILLON) == "Facture (brouillon) BR-1"
    assert decisions.titre_d_onglet(TypePiece.FACTURE, FACTURE) == "FA-S1-2014-00001"
    pierre = LigneClient(1011, "ALBERT", "Pierre", "", "", "")
    assert decisions.titre_d_onglet(TypePiece.COMMANDE, None, pierre) == "Nouvelle commande · ALBERT Pierre"
    assert (decisions.mot_regle(VUE, VUE.type), decisions.mot_regle(BROUILLON, BROUILLON.type)) == ("Acomptes",) * 2
    assert decisions.mot_regle(FACTURE, FACTURE.type) == "Réglé"


def test_rien_n_est_change_par_la_seule_ouverture() -> None:
    for vue in (VUE, BROUILLON, replace(VUE, conditions="")):
        _, _, saisie = formulaire(vue)
        assert decisions.changements(saisie, saisie) == frozenset()


def test_la_commande_de_creation_dit_tout_ce_qui_est_tape() -> None:
    lignes, echeances, saisie = formulaire(VUE)
    creee = decisions.commande_creer(TypePiece.COMMANDE, saisie.entete, lignes.saisies(), echeances)
    assert isinstance(creee, CreerCommande)
    assert (creee.client, creee.date, creee.conditions, creee.echeances) == (1011, JOUR, "comptant", ())
    assert (creee.lignes[0].prix_ttc, creee.station, creee.devise, creee.cours) == (60_00, "S1", "EUR", None)
    brouillon = decisions.commande_creer(TypePiece.FACTURE, saisie.entete, lignes.saisies(), echeances)
    assert isinstance(brouillon, CreerFacture)


@pytest.mark.parametrize(
    ("entete", "champ"),
    [
        (Entete(), "client"),
        (Entete(1011, "32/13"), "date"),
        (Entete(1011, conditions="demain"), "conditions"),
        (Entete(1011, devise="USD"), "cours"),
        (Entete(1011, devise="USD", cours="abc"), "cours"),
    ],
)
def test_un_champ_qui_ne_va_pas_est_nomme(entete: Entete, champ: str) -> None:
    with pytest.raises(ErreurMetier) as refus:
        decisions.lire_entete(entete)
    assert refus.value.champ == champ


def test_la_modification_n_envoie_que_ce_qui_change_avec_la_version_vue() -> None:
    lignes, echeances, saisie = formulaire(VUE)
    apres = replace(saisie, entete=replace(saisie.entete, reference="Bon 12"))
    changes = decisions.changements(saisie, apres)
    assert decisions.dire_les_changements(changes) == "Modifié : référence — F2 enregistre."
    modifiee = decisions.commande_modifier(VUE, changes, apres.entete, lignes.saisies(), echeances)
    assert modifiee == ModifierCommande("CO-S1-2014-00001", reference="Bon 12", version=3)
    assert decisions.commande_modifier(VUE, frozenset(), apres.entete, (), echeances) is None


def test_des_echeances_a_la_main_partent_avec_les_lignes() -> None:
    lignes, echeances, saisie = formulaire(replace(BROUILLON, conditions=""))
    assert echeances.a_la_main
    lignes.taper(0, "prix", "70")
    echeances.suivre("", JOUR, 140_00)
    echeances.completer()
    apres = replace(saisie, lignes=lignes.lignes, echeances=echeances.lignes)
    changes = decisions.changements(saisie, apres)
    modifiee = decisions.commande_modifier(BROUILLON, changes, apres.entete, lignes.saisies(), echeances)
    assert isinstance(modifiee, ModifierFacture)
    assert [e.montant for e in modifiee.echeances or ()] == [140_00]
    assert (modifiee.conditions, modifiee.version) == (None, 3)


def test_les_echeances_enregistrees_restent_tant_que_rien_ne_change() -> None:
    payee = replace(VUE, echeances=(replace(VUE.echeances[0], reste=70_00, reste_devise=70_00),))
    _, echeances, _ = formulaire(payee)
    echeances.suivre("comptant", JOUR, 120_00)
    assert echeances.texte(0, "reste") == "70,00"
    echeances.suivre("comptant", JOUR, 130_00)
    assert [echeances.texte(0, champ) for champ in ("date", "montant", "reste")] == ["15/07/2014", "130,00", ""]


def test_une_commande_facturee_en_partie_montre_ses_echeances_sans_les_redemander() -> None:
    videe = replace(VUE.echeances[0], montant=0, montant_devise=0, reste=0, reste_devise=0)
    suivante = replace(VUE.echeances[0], rang=2, montant=50_00, montant_devise=50_00, reste=50_00, reste_devise=50_00)
    entamee = replace(VUE, facture=70_00, conditions="", echeances=(videe, suivante))
    lignes, echeances, saisie = formulaire(entamee)
    assert (echeances.nombre(), echeances.texte(0, "montant"), echeances.ecart()) == (1, "50,00", 0)
    assert not echeances.modifiable("montant")
    assert echeances.exiger() is None
    lignes.taper(0, "prix", "70")
    echeances.suivre("", JOUR, 140_00)
    changes = decisions.changements(saisie, replace(saisie, lignes=lignes.lignes))
    modifiee = decisions.commande_modifier(entamee, changes, saisie.entete, lignes.saisies(), echeances)
    assert isinstance(modifiee, ModifierCommande)
    assert (modifiee.echeances, modifiee.conditions) == (None, None)


def test_revenir_aux_conditions_s_envoie() -> None:
    lignes, echeances, saisie = formulaire(replace(VUE, conditions=""))
    echeances.suivre_les_conditions()
    apres = replace(saisie, entete=replace(saisie.entete, conditions="30 jours"), echeances=echeances.lignes)
    changes = decisions.changements(saisie, apres)
    modifiee = decisions.commande_modifier(VUE, changes, apres.entete, lignes.saisies(), echeances)
    assert modifiee == ModifierCommande("CO-S1-2014-00001", conditions="30 jours", version=3)


def test_la_reprise_garde_ce_qui_est_tape_ici_et_prend_le_reste_la_bas() -> None:
    _, _, saisie = formulaire(VUE)
    mienne = replace(saisie, entete=replace(saisie.entete, reference="Bon 12"))
    leur_vue = replace(VUE, commentaire="Pressé", total_ttc=130_00, version=4)
    leur = replace(saisie, entete=replace(saisie.entete, commentaire="Pressé", reference="Autre"))
    reprise = decisions.reprendre(saisie, mienne, leur)
    assert (reprise.entete.reference, reprise.entete.commentaire) == ("Bon 12", "Pressé")
    phrase = decisions.dire_reprise(VUE, leur_vue, frozenset({"reference"}))
    assert "total 120,00 → 130,00" in phrase
    assert "votre saisie est gardée (référence)" in phrase
    assert "vous voyez sa nouvelle version" in decisions.dire_reprise(VUE, leur_vue, frozenset())


def test_un_refus_trouve_sa_case() -> None:
    assert decisions.place_de("lignes[2].prix_ttc") == Place("lignes", 2, "prix")
    assert decisions.place_de("lignes[0].taux_tva") == Place("lignes", 0, "taux")
    assert decisions.place_de("lignes") == Place("lignes", 0, "libelle")
    assert decisions.place_de("echeances[1].date") == Place("echeances", 1, "date")
    assert decisions.place_de("echeances") == Place("echeances", 0, "montant")
    assert decisions.place_de("client") is None
    assert decisions.place_de(None) is None


def test_le_compte_rendu_dit_l_argent_remonte() -> None:
    valeurs = {"piece": "BR-1", "remontee": [{"source": "RC-S1-2014-00001", "montant": "60.00"}]}
    texte = decisions.compte_rendu(TypePiece.FACTURE, "BR-1", valeurs, nouvelle=False)
    assert texte == "Brouillon de facture BR-1 enregistré. Remonté sur la commande : 60,00 de RC-S1-2014-00001."
    assert decisions.compte_rendu(TypePiece.COMMANDE, "CO-1", {}, nouvelle=True) == "Commande CO-1 enregistrée."


def test_un_formulaire_neuf_n_a_rien_a_perdre() -> None:
    neuf = decisions.nouvelle_saisie(client=None, aujourd_hui=JOUR, conditions="comptant", station="S1")
    assert not decisions.commencee(neuf, replace(neuf, entete=replace(neuf.entete, client=1011)))
    assert decisions.commencee(neuf, replace(neuf, entete=replace(neuf.entete, reference="x")))
    _, _, pleine = formulaire(VUE)
    assert decisions.commencee(neuf, pleine)
