"""A base with a row in every table of the sales, and at least one of each thing that can happen to one."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

from caisse_clients.application.commandes.avoirs import EmettreAvoir
from caisse_clients.application.commandes.clients import CreerClient
from caisse_clients.application.commandes.echeances import Relancer
from caisse_clients.application.commandes.imputations import Imputer, RetirerImputation
from caisse_clients.application.commandes.pieces import CreerCommande, CreerFacture, ModifierCommande, ValiderFacture
from caisse_clients.application.commandes.reglages_ventes import (
    CreerArticle,
    CreerBanque,
    CreerMode,
    CreerTauxTva,
    ModifierMode,
)
from caisse_clients.application.commandes.reglements import EnregistrerReglement, ModifierReglement, Rembourser
from caisse_clients.application.commandes.saisies import Affectee, QuantiteDeLigne
from caisse_clients.application.commandes.transferts import TransfererEcritures
from caisse_clients.application.commandes.transformations import FacturerCommande, LivrerCommande
from caisse_clients.domain.pieces import LigneSaisie
from caisse_clients.kernel.argent import Centimes, Cours, Pourcent, Quantite
from tests.atelier import Atelier
from tests.storage.acces_garnis import garnir_les_acces

CLIENT, RETARDATAIRE = 1021, 1022
COMMANDE, FACTURE = "CO-S1-2014-00001", "FA-S1-2014-00001"
CANAPE = LigneSaisie("Canapé", Quantite(2_000), prix_ttc=Centimes(600_00), taux_tva=Pourcent(20_00))
LIVRE = LigneSaisie("Livre", prix_ht=Centimes(10_00), taux_tva=Pourcent(5_50), remise=Pourcent(10_00))


def garnir_les_ventes(atelier: Atelier) -> None:
    """Settings, a commande with its acompte, invoiced in part and validated, paid, changed, credited, transferred."""
    faire = atelier.faire
    faire(CreerClient("GARAGE", code=CLIENT, professionnel=True, ville="TONNEINS"))
    faire(CreerBanque("BNP", "BNP Marmande", iban="FR7630006000011234567890189", compte="5121", journal="BNP"))
    faire(CreerMode("cheque_vac", "Chèque vacances", "5118", "BQ"))
    faire(ModifierMode("cheque_vac", libelle="Chèque-vacances"))
    faire(CreerTauxTva(Pourcent(8_50), "DOM"))
    faire(CreerArticle("CANAPE", "Canapé", prix_ttc=Centimes(600_00)))
    faire(CreerCommande(CLIENT, (CANAPE, LIVRE), conditions="2 fois", reference="bon 12", commentaire="à livrer"))
    faire(ModifierCommande(COMMANDE, reference="bon 13"))
    recu = _recu(atelier)
    faire(
        EnregistrerReglement(
            CLIENT,
            "cheque",
            Centimes(360_00),
            reference="CHQ 42",
            banque="BNP",
            imputations=(Affectee(piece=COMMANDE),),
            pieces_jointes=(str(recu),),
        )
    )
    faire(LivrerCommande(COMMANDE, (QuantiteDeLigne(1, Quantite(1_000)),)))
    faire(FacturerCommande(COMMANDE, (QuantiteDeLigne(1, Quantite(1_000)),), valider=True))
    faire(EnregistrerReglement(CLIENT, "virement", Centimes(400_00), imputations=(Affectee(piece=FACTURE),)))
    faire(ModifierReglement("RC-S1-2014-00002", montant=Centimes(410_00), reference="VIR 7"))
    imputation = faire(Imputer("RC-S1-2014-00002", COMMANDE, Centimes(50_00))).valeurs["imputation"]
    faire(RetirerImputation(imputation, "erreur"))
    faire(Rembourser("RC-S1-2014-00002", "cheque", "trop versé", Centimes(20_00)))
    faire(EmettreAvoir("abîmé", piece=FACTURE, montant=Centimes(60_00)))
    faire(TransfererEcritures(dt.date(2014, 7, 1), dt.date(2014, 7, 15)))
    faire(CreerFacture(CLIENT, (LIVRE,), devise="USD", cours=Cours(1_082_500)))
    faire(EnregistrerReglement(CLIENT, "virement", Centimes(5_00), devise="USD", cours=Cours(1_100_000), auto=True))
    faire(ValiderFacture("BR-2"))
    faire(CreerClient("RETARD", code=RETARDATAIRE))
    faire(CreerFacture(RETARDATAIRE, (LIVRE,), date=dt.date(2014, 6, 2)))
    faire(ValiderFacture("BR-3", date=dt.date(2014, 6, 2)))
    faire(Relancer(1))
    faire(CreerFacture(RETARDATAIRE, (CANAPE,)))  # a group that is settled: it has a letter
    faire(ValiderFacture("BR-4"))
    faire(EnregistrerReglement(RETARDATAIRE, "cheque", Centimes(1_200_00), auto=True))
    garnir_les_acces(atelier)


def _recu(atelier: Atelier) -> Path:
    """A supporting file beside the keys of the base."""
    fichier = atelier.cles.parent / "recu.pdf"
    fichier.write_bytes(b"%PDF-1.7\n%%EOF\n")
    return fichier
