"""Lettrage of the 411 lines, derived from imputations: a letter when a group reaches zero (DOMAIN §1, LEGAL §5).

A group is what imputations tie together: pièces, règlements, avoirs, and the écritures of their imputations. Its letter
is taken back when an un-matching or a change makes the group differ.
"""

from __future__ import annotations

from caisse_clients.application.ventes.cadre import Cadre
from caisse_clients.domain.reglements import lettre_suivante
from caisse_clients.storage import lettrages
from caisse_clients.storage.lettrages import Rang


def lettrer(cadre: Cadre) -> None:
    """Bring the letters in line with the imputations that this command touched; the last act of a command."""
    groupes = lettrages.groupes_de(cadre.tx, cadre.touches)
    cadre.touches.clear()
    toutes = {e for groupe in groupes for e in groupe.ecritures}
    rang_du_groupe = {e: rang for rang, groupe in enumerate(groupes) for e in groupe.ecritures}
    voulus: dict[tuple[int, int], dict[Rang, int]] = {}
    for e, rang, tiers, net in lettrages.lignes_de(cadre.tx, toutes, cadre.compte_client):
        voulus.setdefault((rang_du_groupe[e], tiers), {})[e, rang] = net
    soldes = {(tiers, frozenset(lignes)) for (_, tiers), lignes in voulus.items() if sum(lignes.values()) == 0}
    for lettre_id, actuelle in lettrages.lettres_sur(cadre.tx, toutes).items():
        if actuelle in soldes:
            soldes.discard(actuelle)
        else:
            lettrages.retirer(cadre.tx, actuelle[0], lettre_id, cadre.date)
    for tiers, lettrees in sorted(soldes, key=lambda solde: (solde[0], min(solde[1]))):
        lettre = lettre_suivante(lettrages.derniere_lettre(cadre.tx, tiers))
        lettrages.ajouter(cadre.tx, tiers, lettre, cadre.date, sorted(lettrees))
