"""The published JSON Schema says what the decoder accepts: both come from the same dataclasses."""

from __future__ import annotations

import json
import re
from typing import Any

import pytest

from caisse_clients.application.commandes import COMMANDES
from caisse_clients.application.commandes.lecture import CHAMPS_DE_LIGNE, Alias, lire_ligne
from caisse_clients.application.schema import DIALECTE, MOTIF_ALIAS, MOTIF_MONTANT, schema_des_commandes
from caisse_clients.kernel.erreurs import ErreurMetier

SCHEMA = schema_des_commandes()
DU_CONTRAT = {
    "creer_client", "modifier_client", "fusionner_clients", "creer_compte", "saisir_ecriture", "solder_compte",
    "contrepasser", "creer_station", "creer_poste", "creer_utilisateur", "modifier_parametre",
}  # fmt: skip


def _exemple(valeur: dict[str, Any]) -> Any:
    """Return a value that a schema of a field accepts."""
    premier = valeur["anyOf"][0] if "anyOf" in valeur else valeur
    if "enum" in premier:
        return premier["enum"][0]
    exemples = {"montant": "1.00", "entier": 1, "date": "2014-07-15"}
    if "$ref" in premier:
        return exemples[premier["$ref"].rpartition("/")[2]]
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
    assert exiges
    with pytest.raises(ErreurMetier) as refus:
        lire_ligne({"commande": nom}, Alias())
    assert refus.value.code == "champ_manquant"
    assert refus.value.champ in exiges


def test_les_motifs_des_montants_et_des_alias() -> None:
    assert all(re.search(MOTIF_MONTANT, texte) for texte in ("0", "1234.5", "1234.56"))
    assert not any(re.search(MOTIF_MONTANT, texte) for texte in ("1,5", "1.234", "-1", "1e3", ""))
    assert all(re.search(MOTIF_ALIAS, texte) for texte in ("@c", "@le-compte.solde"))
    assert not any(re.search(MOTIF_ALIAS, texte) for texte in ("c", "@", "@a b", "@a."))
