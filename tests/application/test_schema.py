"""The published JSON Schema says what the decoder accepts: both come from the same dataclasses."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Sequence
from typing import Any

import pytest

from caisse_clients.application.commandes import COMMANDES, Definition
from caisse_clients.application.commandes.champs import CHAMPS_DE_LIGNE
from caisse_clients.application.commandes.lecture import Alias, lire_ligne
from caisse_clients.application.commandes.pieces import CreerCommande
from caisse_clients.application.contexte import Contexte, Effet
from caisse_clients.application.schema import (
    DIALECTE,
    MOTIF_ALIAS,
    MOTIF_COURS,
    MOTIF_MONTANT,
    MOTIF_POURCENT,
    MOTIF_QUANTITE,
    schema_des_commandes,
)
from caisse_clients.domain.droits import Droit
from caisse_clients.kernel.erreurs import ErreurMetier
from caisse_clients.kernel.formats import lire_cours_contrat, lire_pourcent_contrat, lire_quantite_contrat

SCHEMA = schema_des_commandes()
DU_CONTRAT = {
    "creer_client", "modifier_client", "fusionner_clients", "creer_compte", "saisir_ecriture", "solder_compte",
    "contrepasser", "creer_station", "creer_poste", "creer_utilisateur", "modifier_parametre",
}  # fmt: skip
EXEMPLES: dict[str, Any] = {
    "montant": "1.00", "pourcent": "5.5", "quantite": "1.5", "cours": "1.0825", "entier": 1, "date": "2014-07-15",
    "reference": "RC-S1-2014-00001",
}  # fmt: skip


def _rien(_commande: object, _contexte: Contexte) -> Effet:
    return Effet({})


def _exemple(valeur: dict[str, Any]) -> Any:
    """Return a value that a schema of a field accepts."""
    premier = valeur["anyOf"][0] if "anyOf" in valeur else valeur
    if "enum" in premier:
        return premier["enum"][0]
    if "$ref" in premier:
        nom = premier["$ref"].rpartition("/")[2]
        if nom in EXEMPLES:
            return EXEMPLES[nom]
        return {cle: _exemple(champ) for cle, champ in SCHEMA["$defs"][nom]["properties"].items()}
    if premier["type"] == "array":
        return [_exemple(premier["items"])]
    return {"string": "x", "boolean": True}[premier["type"]]


def test_le_schema_est_du_json_et_nomme_toutes_les_commandes() -> None:
    relu = json.loads(json.dumps(SCHEMA))
    assert relu["$schema"] == DIALECTE
    assert [x["$ref"] for x in relu["oneOf"]] == [f"#/$defs/{nom}" for nom in COMMANDES]
    assert COMMANDES.keys() >= DU_CONTRAT


def test_toute_reference_mene_quelque_part() -> None:
    references = re.findall(r'"#/\$defs/(\w+)"', json.dumps(SCHEMA))
    assert set(references) <= SCHEMA["$defs"].keys()


@pytest.mark.parametrize("nom", COMMANDES)
def test_ce_que_le_schema_accepte_se_decode(nom: str) -> None:
    commande = SCHEMA["$defs"][nom]
    champs = {cle: valeur for cle, valeur in commande["properties"].items() if cle not in CHAMPS_DE_LIGNE}
    lue = lire_ligne({"commande": nom, **{cle: _exemple(valeur) for cle, valeur in champs.items()}}, Alias())
    assert type(lue.commande) is COMMANDES[nom].type
    assert commande["additionalProperties"] is False


@pytest.mark.parametrize("nom", COMMANDES)
def test_ce_que_le_schema_exige_manque_au_decodeur(nom: str) -> None:
    exiges = [cle for cle in SCHEMA["$defs"][nom]["required"] if cle != "commande"]
    if not exiges:  # every field may be left out: the rule of the shop says which goes with which
        assert type(lire_ligne({"commande": nom}, Alias()).commande) is COMMANDES[nom].type
        return
    with pytest.raises(ErreurMetier) as refus:
        lire_ligne({"commande": nom}, Alias())
    assert refus.value.code == "champ_manquant"
    assert refus.value.champ in exiges


def test_les_valeurs_dans_les_valeurs_sont_decrites(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(COMMANDES, "essai", Definition("essai", CreerCommande, _rien, Droit.FACTURER, "Essai"))
    schema = schema_des_commandes()
    commande = schema["$defs"]["essai"]["properties"]
    assert commande["lignes"] == {"type": "array", "items": {"$ref": "#/$defs/LigneSaisie"}, "maxItems": 10_000}
    assert commande["cours"] == {
        "anyOf": [{"$ref": f"#/$defs/{nom}"} for nom in ("cours", "alias")] + [{"type": "null"}]
    }
    ligne = schema["$defs"]["LigneSaisie"]
    assert ligne["additionalProperties"] is False
    assert ligne["properties"]["quantite"]["anyOf"][0] == {"$ref": "#/$defs/quantite"}
    assert ligne["properties"]["taux_tva"]["anyOf"][0] == {"$ref": "#/$defs/pourcent"}
    assert schema["$defs"]["EcheanceSaisie"]["required"] == ["date"]


@pytest.mark.parametrize(
    ("motif", "lire", "lisibles", "refuses"),
    [
        (MOTIF_POURCENT, lire_pourcent_contrat, ("0", "20", "5.5", "12.25", "100", "100.00"), ("100.01", "101", "5,5")),
        (MOTIF_QUANTITE, lire_quantite_contrat, ("1", "0.001", "1.5", "999999999.999"), ("0", "0.000", "1.2345", "-1")),
        (MOTIF_COURS, lire_cours_contrat, ("1.0825", "0.000001", "655.957"), ("0", "1.0000001", "", "1e3", ".5")),
    ],
)
def test_les_motifs_des_nombres_acceptent_ce_qui_se_lit(
    motif: str, lire: Callable[[str], int], lisibles: Sequence[str], refuses: Sequence[str]
) -> None:
    for texte in lisibles:
        assert re.search(motif, texte), texte
        assert lire(texte) >= 0
    for texte in refuses:
        assert not re.search(motif, texte), texte
        with pytest.raises(ErreurMetier):
            lire(texte)


def test_les_motifs_des_montants_et_des_alias() -> None:
    assert all(re.search(MOTIF_MONTANT, texte) for texte in ("0", "1234.5", "1234.56"))
    assert not any(re.search(MOTIF_MONTANT, texte) for texte in ("1,5", "1.234", "-1", "1e3", ""))
    assert all(re.search(MOTIF_ALIAS, texte) for texte in ("@c", "@le-compte.solde"))
    assert not any(re.search(MOTIF_ALIAS, texte) for texte in ("c", "@", "@a b", "@a."))
