"""The base that the machine of the sales drives, what it finds there, and the figures it tries."""

from __future__ import annotations

import shutil
import sqlite3
import tempfile
from pathlib import Path
from typing import Any

from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine

from caisse_clients.domain.pieces import LigneSaisie, NatureLigne
from caisse_clients.kernel.argent import Centimes, Cours, Pourcent, Quantite
from caisse_clients.kernel.erreurs import ErreurMetier
from caisse_clients.kernel.horloge import HorlogeFixe
from tests.atelier import INSTANT, Atelier

MODELE: list[tuple[Path, Path]] = []
CLIENTS = (1, 2)
rangs = st.integers(0, 20)
montants = st.integers(1, 900_00).map(Centimes)
devises = st.sampled_from(
    [("EUR", None), ("EUR", None), ("EUR", None), ("USD", Cours(1_082_500)), ("USD", Cours(987_651))]
)
MODES = st.sampled_from(["especes", "cheque", "carte", "virement"])
CONDITIONS = st.sampled_from(["", "comptant", "3 fois", "30 jours fin de mois le 10", "2 fois"])
lignes = st.lists(
    st.builds(
        lambda libelle, quantite, prix, ht, taux, remise, nature: LigneSaisie(
            libelle,
            Quantite(quantite),
            prix_ttc=None if ht else Centimes(prix),
            prix_ht=Centimes(prix) if ht else None,
            taux_tva=Pourcent(taux),
            remise=Pourcent(remise),
            nature=nature,
        ),
        st.sampled_from("ABC"),
        st.sampled_from([1_000, 1_000, 2_000, 3_000, 333, 1_500]),
        st.integers(1, 400_00),
        st.booleans(),
        st.sampled_from([20_00, 20_00, 10_00, 5_50, 2_10, 0]),
        st.sampled_from([0, 0, 10_00, 33_33]),
        st.sampled_from(NatureLigne),
    ),
    min_size=1,
    max_size=3,
).map(tuple)


class MachineDesVentes(RuleBasedStateMachine):
    """A fresh base for each run; every refusal must leave it as it was, and the end must find it intact."""

    def __init__(self) -> None:
        super().__init__()
        self.dossier = Path(tempfile.mkdtemp(prefix="ventes-"))
        shutil.copyfile(MODELE[0][0], self.dossier / "base.sqlite")
        shutil.copytree(MODELE[0][1], self.dossier / "cles")
        self.atelier = Atelier(str(self.dossier / "base.sqlite"), self.dossier / "cles", HorlogeFixe(INSTANT))
        self.base = sqlite3.connect(self.dossier / "base.sqlite", isolation_level=None)

    # what is there -------------------------------------------------------------------------------------

    def un(self, n: int, requete: str, *valeurs: object) -> Any:
        """Return one value of a query, chosen by ``n``; "" when there is none (the command then refuses)."""
        trouves = self.base.execute(requete, valeurs).fetchall()
        return trouves[n % len(trouves)][0] if trouves else ""

    def piece(self, n: int, *types: str) -> str:
        return str(self.un(n, f"SELECT numero FROM piece WHERE type IN ({','.join('?' * len(types))})", *types))

    def vivante(self, n: int, type_piece: str, etat: str) -> str:
        return str(self.un(n, "SELECT numero FROM piece WHERE type = ? AND etat = ?", type_piece, etat))

    def source(self, n: int) -> Any:
        return self.un(
            n,
            "SELECT r.numero FROM disponible d JOIN reglement r ON r.id = d.reference WHERE d.sorte = 'reglement' "
            "UNION ALL SELECT p.numero FROM piece p WHERE p.type = 'avoir' UNION ALL SELECT numero FROM compte_client",
        )

    def cible(self, n: int) -> Any:
        return self.un(
            n,
            "SELECT numero FROM piece WHERE type IN ('commande', 'facture') AND etat <> 'supprimee' "
            "UNION ALL SELECT p.numero || '/' || e.rang FROM echeance e JOIN piece p ON p.id = e.piece "
            "UNION ALL SELECT numero FROM compte_client WHERE type IN ('credit', 'export')",
        )

    def essayer(self, commande: object) -> dict[str, Any] | None:
        """Run a command; None when a rule refuses, and nothing has then changed."""
        avant = self.base.execute("PRAGMA data_version").fetchone()
        try:
            return self.atelier.faire(commande).valeurs
        except ErreurMetier:
            pass
        assert self.base.execute("PRAGMA data_version").fetchone() == avant, commande
        return None

    def teardown(self) -> None:
        try:
            self.base.close()
            rapport = self.atelier.verifier(complet=False)
            assert rapport.intact, rapport.anomalies
        finally:
            self.atelier.fermer()
            shutil.rmtree(self.dossier)
