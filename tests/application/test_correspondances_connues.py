"""The headings that known software writes find their fields; what none of ours means is left alone."""

from __future__ import annotations

import pytest

from caisse_clients.application.imports.champs import CHAMPS_CLIENTS, CHAMPS_COMPTES
from caisse_clients.exchanges.correspondance import deviner

_TELEPHONES = ["Téléphone fixe (facturation)", "Téléphone portable (facturation)"]
CLIENTS = {
    "le manuel": (["Code", "Nom", "Prénom", "Adresse", "C.P.", "Ville"], {
        "code": "Code", "nom": "Nom", "prenom": "Prénom", "adresse": "Adresse", "code_postal": "C.P.", "ville": "Ville",
    }),
    "une gestion commerciale": (
        ["Code (tiers)", "Nom", "Civilité", "Prénom", "Adresse 1 (facturation)", "Adresse 2 (facturation)",
         "Code postal (facturation)", "Ville (facturation)", *_TELEPHONES, "E-mail (facturation)", "SIREN", "NAF",
         "Encours maximum autorisé", "Solde comptable"],
        {
            "code": "Code (tiers)", "nom": "Nom", "prenom": "Prénom", "adresse": "Adresse 1 (facturation)",
            "adresse_2": "Adresse 2 (facturation)", "code_postal": "Code postal (facturation)",
            "ville": "Ville (facturation)", "telephone": _TELEPHONES[0], "courriel": "E-mail (facturation)",
            "siren": "SIREN", "plafond_credit": "Encours maximum autorisé",
        },
    ),
    "une base à préfixe": (
        ["CT_Num", "CT_Intitule", "CT_Adresse", "CT_Complement", "CT_CodePostal", "CT_Ville", "CT_Telephone",
         "CT_EMail", "CT_Siret", "CT_Encours"],
        {
            "code": "CT_Num", "nom": "CT_Intitule", "adresse": "CT_Adresse", "adresse_2": "CT_Complement",
            "code_postal": "CT_CodePostal", "ville": "CT_Ville", "telephone": "CT_Telephone", "courriel": "CT_EMail",
            "siren": "CT_Siret", "plafond_credit": "CT_Encours",
        },
    ),
    "un logiciel anglais": (
        ["id", "name", "street", "street2", "zip", "city", "phone", "mobile", "email", "is_company", "vat"],
        {
            "code": "id", "nom": "name", "adresse": "street", "code_postal": "zip", "ville": "city",
            "telephone": "phone", "courriel": "email", "professionnel": "is_company", "adresse_2": "street2",
        },
    ),
    "une vieille caisse": (
        ["N° Cli", "NOM CLIENT", "PRENOM CLIENT", "ADR1", "ADR2", "CP", "VILLE", "TEL1", "TEL2", "MAIL"],
        {
            "code": "N° Cli", "nom": "NOM CLIENT", "prenom": "PRENOM CLIENT", "adresse": "ADR1", "adresse_2": "ADR2",
            "code_postal": "CP", "ville": "VILLE", "telephone": "TEL1", "courriel": "MAIL",
        },
    ),
    "un carnet de sociétés": (
        ["NumClient", "RaisonSociale", "NomContact", "PrenomContact", "Rue", "Complément d'adresse", "CodePostal",
         "Ville", "TelFixe", "TelMobile", "Courriel", "Pro"],
        {
            "code": "NumClient", "raison_sociale": "RaisonSociale", "nom": "NomContact", "prenom": "PrenomContact",
            "adresse": "Rue", "adresse_2": "Complément d'adresse", "code_postal": "CodePostal", "ville": "Ville",
            "telephone": "TelFixe", "courriel": "Courriel", "professionnel": "Pro",
        },
    ),
    "un tableur tenu à la main": (
        ["Numéro de client", "Nom de famille", "Prénoms", "Adresse postale", "Code Postal", "Commune",
         "Numéro de téléphone", "Numéro de portable", "Adresse électronique", "Date de naissance", "Remarques"],
        {
            "code": "Numéro de client", "nom": "Nom de famille", "prenom": "Prénoms", "adresse": "Adresse postale",
            "code_postal": "Code Postal", "ville": "Commune", "telephone": "Numéro de téléphone",
            "courriel": "Adresse électronique",
        },
    ),
}  # fmt: skip
COMPTES = {
    "le contrat": (["N° compte", "Client", "Type", "Solde", "Date"], {
        "numero": "N° compte", "client": "Client", "type": "Type", "solde": "Solde", "date": "Date",
    }),
    "des bons": (
        ["Bon N°", "Code Client", "Nature", "Reste à utiliser", "Créé le", "Bénéficiaire", "Obs."],
        {
            "numero": "Bon N°", "client": "Code Client", "type": "Nature", "solde": "Reste à utiliser",
            "date": "Créé le", "beneficiaire": "Bénéficiaire", "commentaire": "Obs.",
        },
    ),
    "deux montants": (
        ["Numéro", "N° client", "Nom client", "Type de compte", "Date ouverture", "Montant initial", "Solde restant"],
        {
            "numero": "Numéro", "client": "N° client", "type": "Type de compte", "date": "Date ouverture",
            "solde": "Solde restant",
        },
    ),
    "des mots joints": (
        ["NumCompte", "CodeClient", "TypeCompte", "SoldeCompte", "DateCompte"],
        {
            "numero": "NumCompte", "client": "CodeClient", "type": "TypeCompte", "solde": "SoldeCompte",
            "date": "DateCompte",
        },
    ),
}  # fmt: skip


@pytest.mark.parametrize("source", CLIENTS)
def test_les_entetes_de_clients_trouvent_leurs_champs(source: str) -> None:
    entetes, attendus = CLIENTS[source]
    trouves = {champ: entetes[rang] for champ, rang in deviner(entetes, CHAMPS_CLIENTS).colonnes.items()}
    assert trouves == attendus


@pytest.mark.parametrize("source", COMPTES)
def test_les_entetes_de_comptes_trouvent_leurs_champs(source: str) -> None:
    entetes, attendus = COMPTES[source]
    trouves = {champ: entetes[rang] for champ, rang in deviner(entetes, CHAMPS_COMPTES).colonnes.items()}
    assert trouves == attendus
