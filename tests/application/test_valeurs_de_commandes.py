"""Values inside the values of a command file: lists, objects, decimals, references — strict to the last level."""

from __future__ import annotations

import datetime as dt
from dataclasses import make_dataclass
from typing import Any

import pytest

from caisse_clients.application.commandes import COMMANDES, Definition, imputations
from caisse_clients.application.commandes.avoirs import EmettreAvoir
from caisse_clients.application.commandes.champs import champs_de
from caisse_clients.application.commandes.lecture import ELEMENTS_MAXIMUM, Alias, DecimalJson, lire_ligne
from caisse_clients.application.commandes.pieces import CreerCommande, ModifierCommande
from caisse_clients.application.commandes.reglements import EnregistrerReglement
from caisse_clients.application.commandes.saisies import Affectee, Rapprochement, Remboursement
from caisse_clients.application.contexte import Contexte, Effet
from caisse_clients.application.messages import message
from caisse_clients.domain.droits import Droit
from caisse_clients.domain.echeances import EcheanceSaisie
from caisse_clients.domain.pieces import LigneSaisie, NatureLigne
from caisse_clients.kernel.argent import Centimes, Cours, Pourcent, Quantite
from caisse_clients.kernel.erreurs import Bogue, ErreurMetier

LIGNE = {"libelle": "Table", "prix_ttc": "1200.00", "taux_tva": "20"}


def _rien(_commande: object, _contexte: Contexte) -> Effet:
    return Effet({})


@pytest.fixture(autouse=True)
def essais(monkeypatch: pytest.MonkeyPatch) -> None:
    """Names of commands for the shapes read here, whether or not their functions are registered."""
    for nom, type_ in (
        ("essai", CreerCommande),
        ("essai_changer", ModifierCommande),
        ("essai_regler", EnregistrerReglement),
        ("essai_rapprocher", imputations.Rapprocher),
        ("essai_imputer", imputations.Imputer),
        ("essai_avoir", EmettreAvoir),
    ):
        monkeypatch.setitem(COMMANDES, nom, Definition(nom, type_, _rien, Droit.FACTURER, "Essai"))


def lire(nom: str = "essai", *, alias: Alias | None = None, **champs: Any) -> Any:
    """Return the command that a line with these fields makes."""
    return lire_ligne({"commande": nom, **champs}, alias or Alias()).commande


def refus(nom: str = "essai", **champs: Any) -> tuple[str, str | None]:
    """Return the code and the field of the refusal of a line; its sentence is complete."""
    with pytest.raises(ErreurMetier) as leve:
        lire(nom, **champs)
    assert "…" not in message(leve.value.code, leve.value.details).replace("[…]", "").replace("{…}", "")
    return leve.value.code, leve.value.champ


def test_toutes_les_commandes_ont_des_champs_qui_se_lisent() -> None:
    for definition in COMMANDES.values():
        assert champs_de(definition.type)


def test_une_commande_entiere_se_lit() -> None:
    lue = lire(
        client=1,
        lignes=[
            {**LIGNE, "quantite": "1.5", "remise": "12.25", "nature": "service"},
            {"article": "FORFAIT"},
        ],
        echeances=[{"date": "2014-08-15", "part": "1/3"}, {"date": "2014-09-15", "montant": "800.00"}],
        devise="USD",
        cours="1.0825",
    )
    assert lue == CreerCommande(
        client=1,
        lignes=(
            LigneSaisie(
                libelle="Table",
                quantite=Quantite(1_500),
                prix_ttc=Centimes(1200_00),
                taux_tva=Pourcent(20_00),
                remise=Pourcent(12_25),
                nature=NatureLigne.SERVICE,
            ),
            LigneSaisie(article="FORFAIT"),
        ),
        echeances=(
            EcheanceSaisie(dt.date(2014, 8, 15), part="1/3"),
            EcheanceSaisie(dt.date(2014, 9, 15), montant=Centimes(800_00)),
        ),
        devise="USD",
        cours=Cours(1_082_500),
    )
    assert hash(lue)


def test_une_liste_absente_nulle_ou_vide_n_est_pas_la_meme_chose() -> None:
    assert lire("essai_changer", piece="CO-S1-2014-00001").lignes is None
    assert lire("essai_changer", piece="CO-S1-2014-00001", lignes=None).lignes is None
    assert lire("essai_changer", piece="CO-S1-2014-00001", lignes=[]).lignes == ()
    assert refus(client=1, lignes=None) == ("champ_invalide", "lignes")


def test_un_champ_ne_prend_pas_le_nom_d_une_cle_de_ligne() -> None:
    """The key ``commande`` of a line is the name of what to do: the commande acted on is its ``piece``."""
    with pytest.raises(Bogue, match="champ_reserve"):
        champs_de(make_dataclass("Annuler", [("commande", str)]))


def test_un_objet_seul_et_une_liste_de_textes() -> None:
    avoir = lire("essai_avoir", raison="retour", remboursement={"mode": "especes"})
    assert avoir.remboursement == Remboursement("especes")
    assert lire("essai_avoir", raison="retour", remboursement=None).remboursement is None
    regle = lire("essai_regler", client=1, mode="cheque", montant="5.00", pieces_jointes=["a.pdf", "b.png"])
    assert regle.pieces_jointes == ("a.pdf", "b.png")
    assert refus("essai_regler", client=1, mode="cheque", montant="5.00", pieces_jointes=["a.pdf", 3]) == (
        "champ_invalide",
        "pieces_jointes[1]",
    )
    assert refus("essai_avoir", raison="retour", remboursement={"montant": "1.00"}) == (
        "champ_manquant",
        "remboursement.mode",
    )


@pytest.mark.parametrize(("valeur", "lue"), [(12, 12), ("12", "12"), ("RC-S1-2014-00001", "RC-S1-2014-00001")])
def test_une_reference_est_un_texte_ou_un_nombre_et_le_reste(valeur: object, lue: object) -> None:
    commande = lire("essai_imputer", source=valeur, cible="FA-S1-2014-00001/1")
    assert (commande.source, type(commande.source)) == (lue, type(lue))


@pytest.mark.parametrize("valeur", [True, None, [], {}, DecimalJson("1.0"), 2**63])
def test_une_reference_n_est_rien_d_autre(valeur: object) -> None:
    assert refus("essai_imputer", source=valeur, cible=1) == ("champ_invalide", "source")


@pytest.mark.parametrize(
    ("champs", "code", "champ"),
    [
        ({"lignes": [LIGNE, LIGNE, {**LIGNE, "prix": "1.00"}]}, "champ_inconnu", "lignes[2].prix"),
        ({"lignes": [{**LIGNE, "commande": "essai"}]}, "champ_inconnu", "lignes[0].commande"),
        ({"lignes": [{**LIGNE, "alias": "x"}]}, "champ_inconnu", "lignes[0].alias"),
        ({"lignes": [LIGNE, {**LIGNE, "prix_ttc": 12}]}, "montant_invalide", "lignes[1].prix_ttc"),
        ({"lignes": [{**LIGNE, "prix_ttc": DecimalJson("12.5")}]}, "montant_invalide", "lignes[0].prix_ttc"),
        ({"lignes": [{**LIGNE, "prix_ttc": "12,50"}]}, "montant_invalide", "lignes[0].prix_ttc"),
        ({"lignes": [{**LIGNE, "taux_tva": 20}]}, "pourcent_invalide", "lignes[0].taux_tva"),
        ({"lignes": [{**LIGNE, "taux_tva": "5,5"}]}, "pourcent_invalide", "lignes[0].taux_tva"),
        ({"lignes": [{**LIGNE, "taux_tva": "120"}]}, "pourcent_invalide", "lignes[0].taux_tva"),
        ({"lignes": [{**LIGNE, "remise": "-1"}]}, "pourcent_invalide", "lignes[0].remise"),
        ({"lignes": [{**LIGNE, "quantite": 1}]}, "quantite_invalide", "lignes[0].quantite"),
        ({"lignes": [{**LIGNE, "quantite": "0"}]}, "quantite_invalide", "lignes[0].quantite"),
        ({"lignes": [{**LIGNE, "quantite": "1.2345"}]}, "quantite_invalide", "lignes[0].quantite"),
        ({"lignes": [{**LIGNE, "quantite": None}]}, "quantite_invalide", "lignes[0].quantite"),
        ({"lignes": [{**LIGNE, "nature": "nuage"}]}, "champ_invalide", "lignes[0].nature"),
        ({"lignes": [{**LIGNE, "libelle": ["A"]}]}, "champ_invalide", "lignes[0].libelle"),
        ({"lignes": LIGNE}, "champ_invalide", "lignes"),
        ({"lignes": "toutes"}, "champ_invalide", "lignes"),
        ({"lignes": [[LIGNE]]}, "champ_invalide", "lignes[0]"),
        ({"lignes": [None]}, "champ_invalide", "lignes[0]"),
        ({"lignes": [LIGNE] * (ELEMENTS_MAXIMUM + 1)}, "liste_trop_longue", "lignes"),
        ({"lignes": [LIGNE], "cours": "0"}, "cours_invalide", "cours"),
        ({"lignes": [LIGNE], "cours": 1}, "cours_invalide", "cours"),
        ({"lignes": [LIGNE], "cours": "1.0000001"}, "cours_invalide", "cours"),
        ({"lignes": [LIGNE], "echeances": [{"montant": "1.00"}]}, "champ_manquant", "echeances[0].date"),
        ({"lignes": [LIGNE], "echeances": [{"date": "15/07/2014"}]}, "date_invalide", "echeances[0].date"),
        ({"lignes": [{**LIGNE, "x" * 10_000: 1}]}, "champ_inconnu", "lignes[0]." + "x" * 60),
    ],
)  # fmt: skip
def test_une_faute_profonde_est_nommee_par_son_chemin(champs: dict[str, Any], code: str, champ: str) -> None:
    assert refus(client=1, **champs) == (code, champ)


def test_les_alias_servent_jusque_dans_les_listes() -> None:
    alias = Alias()
    for nom, valeurs in (("f", {"piece": "FA-S1-2014-00001", "reste_du": "12.00"}), ("k", {"compte": 7})):
        alias.annoncer({"alias": nom})
        alias.retenir(nom, valeurs)
    regle = lire(
        "essai_regler",
        alias=alias,
        client=1,
        mode="cheque",
        montant="@f.reste_du",
        imputations=[{"piece": "@f", "montant": "@f.reste_du"}, {"compte": "@k"}],
    )
    assert regle.montant == 12_00
    assert regle.imputations == (Affectee(piece="FA-S1-2014-00001", montant=Centimes(12_00)), Affectee(compte=7))
    rapproche = lire(
        "essai_rapprocher",
        alias=alias,
        client=1,
        rapprochements=[{"source": "@k", "cible": "@f.piece", "montant": "1.00"}],
    )
    assert rapproche.rapprochements == (Rapprochement(7, "FA-S1-2014-00001", Centimes(1_00)),)
    with pytest.raises(ErreurMetier) as leve:
        lire("essai_regler", alias=alias, client=1, mode="cheque", montant="1.00", imputations=[{"compte": "@z"}])
    assert (leve.value.code, leve.value.champ) == ("alias_inconnu", "imputations[0].compte")


def test_une_reference_a_un_alias_que_personne_n_a_cree_le_dit() -> None:
    assert refus("essai_imputer", source="@avance", cible=1) == ("alias_inconnu", "source")
