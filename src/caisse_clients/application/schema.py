"""The published JSON Schema of every command, made from the same dataclasses as the decoder (CONTRACT §1)."""

from __future__ import annotations

from typing import Any

from caisse_clients.application.commandes import COMMANDES, Definition
from caisse_clients.application.commandes.champs import Champ, Nature, champs_de
from caisse_clients.application.commandes.lecture import ALIAS, ELEMENTS_MAXIMUM, ENTIER_MAXIMAL

DIALECTE = "https://json-schema.org/draft/2020-12/schema"
MOTIF_MONTANT = r"^\d{1,14}(\.\d{1,2})?$"
MOTIF_POURCENT = r"^(100(\.0{1,2})?|\d{1,2}(\.\d{1,2})?)$"
MOTIF_QUANTITE = r"^(?=.*[1-9])\d{1,9}(\.\d{1,3})?$"
MOTIF_COURS = r"^(?=.*[1-9])\d{1,9}(\.\d{1,6})?$"
MOTIF_ALIAS = rf"^@{ALIAS}(\.[a-z_]+)?$"


def schema_des_commandes() -> dict[str, Any]:
    """Return one schema for a line of a command file: the command whose name it carries, its fields and no other."""
    return {
        "$schema": DIALECTE,
        "title": "Ligne d'un fichier de commandes de Caisse Clients",
        "oneOf": [{"$ref": f"#/$defs/{nom}"} for nom in COMMANDES],
        "$defs": {
            **{nom: _commande(definition) for nom, definition in COMMANDES.items()},
            **{objet.__name__: _objet(objet) for objet in _objets()},
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
            "pourcent": {
                "description": 'Pourcentage de 0 à 100, en texte, avec un point : "5.5".',
                "type": "string",
                "pattern": MOTIF_POURCENT,
            },
            "quantite": {
                "description": 'Quantité au-dessus de zéro, en texte, avec un point : "1.5".',
                "type": "string",
                "pattern": MOTIF_QUANTITE,
            },
            "cours": {
                "description": 'Ce que vaut 1 EUR dans la devise, en texte, avec un point : "1.0825".',
                "type": "string",
                "pattern": MOTIF_COURS,
            },
            "reference": {
                "description": "Numéro de compte client en nombre ; pièce, échéance ou règlement en texte.",
                "anyOf": [{"type": "string"}, {"$ref": "#/$defs/entier"}],
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


def _objets() -> list[type]:
    """Return the dataclasses of the values inside commands, each once, in order of first use."""
    trouves: dict[type, None] = {}
    a_voir = [definition.type for definition in reversed(COMMANDES.values())]
    while a_voir:
        for champ in champs_de(a_voir.pop()).values():
            objet = champ.objet or (champ.element and champ.element.objet)
            if objet and objet not in trouves:
                trouves[objet] = None
                a_voir.append(objet)
    return list(trouves)


def _objet(type_: type) -> dict[str, Any]:
    champs = champs_de(type_).values()
    return {
        "type": "object",
        "properties": {champ.nom: _valeur(champ) for champ in champs},
        "required": [champ.nom for champ in champs if champ.requis],
        "additionalProperties": False,
    }


def _valeur(champ: Champ) -> dict[str, Any]:
    possibles = [_forme(champ)]
    if champ.nature not in _SANS_ALIAS:
        possibles.append({"$ref": "#/$defs/alias"})
    if champ.accepte_null:
        possibles.append({"type": "null"})
    return possibles[0] if len(possibles) == 1 else {"anyOf": possibles}


def _forme(champ: Champ) -> dict[str, Any]:
    if champ.choix is not None:
        return {"enum": [choix.value for choix in champ.choix]}
    if champ.objet is not None:
        return {"$ref": f"#/$defs/{champ.objet.__name__}"}
    if champ.element is not None:
        return {"type": "array", "items": _valeur(champ.element), "maxItems": ELEMENTS_MAXIMUM}
    return _NATURES[champ.nature]


_SANS_ALIAS = frozenset({Nature.TEXTE, Nature.REFERENCE, Nature.OBJET, Nature.LISTE})
"""A text may be any text, "@x" among them; an alias stands for one value, never for an object or a list."""

_NATURES: dict[Nature, dict[str, Any]] = {
    Nature.TEXTE: {"type": "string"},
    Nature.BOOLEEN: {"type": "boolean"},
    **{
        nature: {"$ref": f"#/$defs/{nature.value}"}
        for nature in (
            Nature.MONTANT,
            Nature.POURCENT,
            Nature.QUANTITE,
            Nature.COURS,
            Nature.ENTIER,
            Nature.DATE,
            Nature.REFERENCE,
        )
    },
}
