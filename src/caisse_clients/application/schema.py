"""The published JSON Schema of every command, made from the same dataclasses as the decoder (CONTRACT §1)."""

from __future__ import annotations

from typing import Any

from caisse_clients.application.commandes import COMMANDES, Definition
from caisse_clients.application.commandes.lecture import ALIAS, ENTIER_MAXIMAL, Champ, Nature, champs_de

DIALECTE = "https://json-schema.org/draft/2020-12/schema"
MOTIF_MONTANT = r"^\d{1,14}(\.\d{1,2})?$"
MOTIF_ALIAS = rf"^@{ALIAS}(\.[a-z_]+)?$"


def schema_des_commandes() -> dict[str, Any]:
    """Return one schema for a line of a command file: the command whose name it carries, its fields and no other."""
    return {
        "$schema": DIALECTE,
        "title": "Ligne d'un fichier de commandes de Caisse Clients",
        "oneOf": [{"$ref": f"#/$defs/{nom}"} for nom in COMMANDES],
        "$defs": {
            **{nom: _commande(definition) for nom, definition in COMMANDES.items()},
            "alias": {
                "description": "« @x » : première valeur du résultat de la ligne nommée x ; « @x.cle » : une autre.",
                "type": "string",
                "pattern": MOTIF_ALIAS,
            },
            "montant": {
                "description": 'Montant en euros, en texte, avec un point : "1234.56".',
                "type": "string",
                "pattern": MOTIF_MONTANT,
            },
            "entier": {"type": "integer", "minimum": -ENTIER_MAXIMAL, "maximum": ENTIER_MAXIMAL},
            "date": {"description": 'Date du calendrier : "2014-07-15".', "type": "string", "format": "date"},
            "id_commande": {
                "description": "Même identifiant et même contenu : même résultat, rien n'est fait deux fois.",
                "type": ["string", "null"],
                "format": "uuid",
            },
            "confirmations": {"type": ["array", "null"], "items": {"type": "string"}},
        },
    }


def _commande(definition: Definition) -> dict[str, Any]:
    champs = champs_de(definition.type).values()
    return {
        "title": definition.libelle,
        "type": "object",
        "properties": {
            "commande": {"const": definition.nom},
            "id_commande": {"$ref": "#/$defs/id_commande"},
            "alias": {"type": ["string", "null"], "pattern": f"^{ALIAS}$"},
            "confirmations": {"$ref": "#/$defs/confirmations"},
            **{champ.nom: _valeur(champ) for champ in champs},
        },
        "required": ["commande", *(champ.nom for champ in champs if champ.requis)],
        "additionalProperties": False,
        "x-droit": definition.droit.value,
    }


def _valeur(champ: Champ) -> dict[str, Any]:
    possibles = [_NATURES[champ.nature] if champ.choix is None else {"enum": [c.value for c in champ.choix]}]
    if champ.nature is not Nature.TEXTE:  # a text may be any text, "@x" among them
        possibles.append({"$ref": "#/$defs/alias"})
    if champ.accepte_null:
        possibles.append({"type": "null"})
    return possibles[0] if len(possibles) == 1 else {"anyOf": possibles}


_NATURES: dict[Nature, dict[str, Any]] = {
    Nature.MONTANT: {"$ref": "#/$defs/montant"},
    Nature.ENTIER: {"$ref": "#/$defs/entier"},
    Nature.TEXTE: {"type": "string"},
    Nature.BOOLEEN: {"type": "boolean"},
    Nature.DATE: {"$ref": "#/$defs/date"},
}
