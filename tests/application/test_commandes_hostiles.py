"""Every command takes the worst of every field and answers by a refusal in French, never by a failure of ours."""

from __future__ import annotations

import io
import json
from collections.abc import Iterator, Mapping
from typing import Any

from caisse_clients.application.commandes import COMMANDES
from caisse_clients.application.commandes.champs import Champ, Nature, champs_de
from caisse_clients.application.fichier_commandes import Bilan, executer_fichier
from tests.atelier import Atelier

TEXTES = ("", " ", "\0", "é" * 20_000, "'; DROP TABLE piece --", "FA-S1-2014-00001", "CO-S1-2014-00001/1", "%", "1e9")
PIRES: Mapping[Nature, tuple[Any, ...]] = {
    Nature.TEXTE: TEXTES,
    Nature.REFERENCE: (*TEXTES, 0, -1, 2**63 - 1),
    Nature.ENTIER: (0, -1, 1011, 2**63 - 1, -(2**63) + 1),
    Nature.MONTANT: ("0", "0.01", "99999999999.99"),
    Nature.POURCENT: ("0", "100", "33.33"),
    Nature.QUANTITE: ("0.001", "999999999.999"),
    Nature.COURS: ("0.000001", "999999999.999999"),
    Nature.DATE: ("1900-01-01", "2014-07-15", "2014-07-16", "2199-12-31"),
    Nature.BOOLEEN: (True, False),
}
DECOR: tuple[dict[str, Any], ...] = (
    {"commande": "creer_client", "nom": "ALBERT", "code": 1011},
    {"commande": "creer_compte", "client": 1011, "type": "acompte", "entree": "50.00"},
    {
        "commande": "creer_commande",
        "client": 1011,
        "lignes": [{"libelle": "Table", "prix_ttc": "1200.00", "taux_tva": "20"}],
    },
    {
        "commande": "creer_facture",
        "client": 1011,
        "lignes": [{"libelle": "Chaise", "prix_ttc": "60.00", "taux_tva": "20"}],
    },
    {"commande": "enregistrer_reglement", "client": 1011, "mode": "cheque", "montant": "10.00"},
)
USUELLES: dict[str, Any] = {
    "client": 1011, "compte": 1, "piece": "CO-S1-2014-00001", "reglement": "RC-S1-2014-00001", "mode": "cheque",
    "raison": "essai", "source": "RC-S1-2014-00001", "cible": "CO-S1-2014-00001", "code": "ESSAI", "nom": "ESSAI",
    "taux": "20", "cle": "serie.facture", "valeur": "FA", "montant": "1.00", "quantite": "1", "rang": 1,
    "date": "2014-07-15", "libelle": "Essai", "entree": "1.00", "prix_ttc": "1.00", "taux_tva": "20",
}  # fmt: skip
"""What a field holds while another one is tried; whatever is missing here takes the first of ``PIRES``."""


def pires(champ: Champ) -> tuple[Any, ...]:
    """Return the values to try in a field."""
    if champ.choix is not None:
        return tuple(choix.value for choix in champ.choix)
    if champ.objet is not None:
        return tuple(objet for _nom, objet in essais(champs_de(champ.objet)))
    if champ.element is not None:
        valeurs = pires(champ.element)
        return ([], *([valeur] for valeur in valeurs), list(valeurs), [valeurs[0]] * 2)
    return PIRES[champ.nature]


def essais(champs: Mapping[str, Champ]) -> Iterator[tuple[str, dict[str, Any]]]:
    """Yield the fields of an object with one of them at its worst, the required others as usual."""
    base = {nom: usuelle(champ) for nom, champ in champs.items() if champ.requis}
    for nom, champ in champs.items():
        for valeur in pires(champ):
            yield nom, {**base, nom: valeur}


def usuelle(champ: Champ) -> Any:
    """Return a value that a field may well hold."""
    if champ.element is not None:
        return [usuelle(champ.element)]
    if champ.objet is not None:
        return {nom: usuelle(dedans) for nom, dedans in champs_de(champ.objet).items() if nom in USUELLES}
    return USUELLES.get(champ.nom, pires(champ)[0])


def test_aucune_commande_ne_tombe_en_panne(atelier: Atelier) -> None:
    lignes = [*DECOR]
    for nom, definition in COMMANDES.items():
        if nom != "enroler_poste":  # gives the poste another key: the following lines would no longer be its own
            lignes += [{"commande": nom, **champs} for _champ, champs in essais(champs_de(definition.type))]
    reponses: list[Mapping[str, Any]] = []
    flux = io.BytesIO("\n".join(json.dumps(ligne) for ligne in lignes).encode())
    bilan = executer_fichier(atelier.services, flux, reponses.append)
    derniere = lignes[len(reponses) - 1] if bilan.panne else None
    assert bilan.panne is None, (str(derniere)[:300], bilan.panne)
    assert isinstance(bilan, Bilan)
    assert len(reponses) == len(lignes)
    for reponse, ligne in zip(reponses, lignes, strict=True):
        refus = reponse.get("erreur") or reponse.get("confirmation") or {"code": "", "message": ""}
        assert refus["code"] != "bogue", str(ligne)[:300]
        assert "erreur interne" not in refus["message"], (refus["code"], str(ligne)[:300])
