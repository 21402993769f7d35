"""Lettrage of the 411 lines, derived from imputations: a letter when a group reaches zero (DOMAIN §1, LEGAL §5).

A group is what imputations tie together: pièces, règlements, avoirs, and the écritures of their imputations. Its letter
is taken back when an un-matching or a change makes the group differ.
"""

from __future__ import annotations

from caisse_clients.application.ventes.cadre import Cadre
from caisse_clients.domain.reglements import lettre_suivante
from caisse_clients.storage import lettrages


def lettrer(cadre: Cadre) -> None:
    """Bring the letters in line with the imputations that this command touched; the last act of a command."""
    restants = set(cadre.touches)
    while restants:
        sorte, identifiant = restants.pop()
        groupe = lettrages.groupe_de(
            cadre.tx, [identifiant] if sorte == "piece" else [], [] if sorte == "piece" else [identifiant]
        )
        if groupe is None:
            continue
        restants -= {("piece", p) for p in groupe.pieces} | {("reglement", r) for r in groupe.reglements}
        lignes = lettrages.lignes_du_groupe(cadre.tx, groupe, cadre.compte_client)
        voulus = {tiers: frozenset(x) for tiers, x in lignes.items() if sum(x.values()) == 0}
        actuels = lettrages.lettres_sur(cadre.tx, groupe.ecritures)
        for lettre_id, (tiers, lettrees) in actuels.items():
            if voulus.get(tiers) == lettrees:
                del voulus[tiers]
            else:
                lettrages.retirer(cadre.tx, tiers, lettre_id, cadre.date)
        for tiers, lettrees in sorted(voulus.items()):
            lettre = lettre_suivante(lettrages.derniere_lettre(cadre.tx, tiers))
            lettrages.ajouter(cadre.tx, tiers, lettre, cadre.date, sorted(lettrees))
    cadre.touches.clear()
