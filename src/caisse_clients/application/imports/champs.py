"""The fields an import can fill, the headings other software gives them, and how their cells are read."""

from __future__ import annotations

from caisse_clients.domain.clients import CODE_MAXIMAL
from caisse_clients.domain.comptes import TypeCompte
from caisse_clients.exchanges.cellules import retablir
from caisse_clients.exchanges.correspondance import Champ
from caisse_clients.kernel.argent import Centimes
from caisse_clients.kernel.erreurs import ErreurMetier
from caisse_clients.kernel.formats import lire_code, lire_montant
from caisse_clients.kernel.texte import cle_recherche


def _champ(nom: str, libelle: str, entetes: str, *, obligatoire: bool = False) -> Champ:
    return Champ(nom, libelle, tuple(entete.strip() for entete in entetes.split(",")), obligatoire)


CHAMPS_CLIENTS = (
    _champ("code", "Code", "Code client, Numéro client, Code, Numéro, Client, Référence client, Id, Compte client"),
    _champ(
        "nom", "Nom", "Nom, Nom client, Nom de famille, Intitulé, Libellé, Nom usuel, Nom contact", obligatoire=True
    ),
    _champ("prenom", "Prénom", "Prénom, Prénom client, Prénom contact"),
    _champ(
        "raison_sociale",
        "Raison sociale",
        "Raison sociale, Société, Entreprise, Enseigne, Dénomination, RS, Nom société",
    ),
    _champ("adresse", "Adresse", "Adresse, Adresse 1, Adresse client, Adresse postale, Adresse facturation"),
    _champ("adresse_2", "Adresse (suite)", "Adresse 2, Complément adresse, Complément, Adresse suite"),
    _champ("adresse_3", "Adresse (fin)", "Adresse 3, Lieu-dit"),
    _champ("code_postal", "Code postal", "Code postal, CP, CP client, Postal, CP facturation"),
    _champ("ville", "Ville", "Ville, Ville client, Bureau distributeur, Ville facturation"),
    _champ(
        "telephone",
        "Téléphone",
        "Téléphone, Téléphone client, Téléphone 1, Téléphone fixe, Numéro téléphone, Portable, Numéro portable, Fixe",
    ),
    _champ("courriel", "Courriel", "Courriel, Adresse mail, Mail client, Adresse électronique, Courriel 1"),
    _champ("siren", "SIREN", "SIREN, Numéro SIREN, SIREN client, SIRET, Numéro SIRET"),
    _champ("professionnel", "Professionnel", "Professionnel, Pro, Est professionnel, Client professionnel, Is company"),
    _champ(
        "plafond_credit", "Plafond de crédit", "Plafond crédit, Plafond, Encours maximum, Encours autorisé, Encours"
    ),
)
"""Fields of ``importer clients``; a name may come from *Nom* or from *Raison sociale*."""

CHAMPS_COMPTES = (
    _champ("numero", "N° de compte", "Numéro compte, Numéro, Compte, Numéro bon, Bon, Code compte", obligatoire=True),
    _champ("client", "Client", "Client, Code client, Numéro client, Compte client", obligatoire=True),
    _champ("type", "Type", "Type, Type compte, Nature, Genre, Sorte", obligatoire=True),
    _champ(
        "solde",
        "Solde",
        "Solde, Solde restant, Montant restant, Reste à utiliser, Reste, Solde compte, Disponible, Montant",
        obligatoire=True,
    ),
    _champ("date", "Date", "Date, Date compte, Date création, Date ouverture, Date opération, Créé le"),
    _champ("beneficiaire", "Bénéficiaire", "Bénéficiaire, Nom bénéficiaire"),
    _champ("commentaire", "Commentaire", "Commentaire, Observation, Remarque, Remarques, Note, Libellé"),
    _champ("organisme", "Organisme", "Organisme, Organisme crédit, Financeur, Société financement"),
    _champ("dossier", "Dossier", "Dossier, Numéro dossier, Référence dossier"),
)
"""Fields of ``importer comptes``; without a date the accounts are taken over today."""

_ERREURS_DE_TABLEUR = frozenset(
    (
        "#N/A",
        "#N/D",
        "#REF!",
        "#VALUE!",
        "#VALEUR!",
        "#DIV/0!",
        "#NAME?",
        "#NOM?",
        "#NUM!",
        "#NOMBRE!",
        "#NULL!",
        "#NUL!",
    )
)
_OUI = frozenset(
    ("OUI", "O", "VRAI", "V", "TRUE", "YES", "Y", "1", "X", "PRO", "PROFESSIONNEL", "SOCIETE", "ENTREPRISE")
)
_NON = frozenset(("NON", "N", "FAUX", "F", "FALSE", "NO", "0", "PART", "PARTICULIER"))
_NOMS_DES_TYPES = {
    TypeCompte.ACOMPTE: "ACOMPTE, ACOMPTES, ARRHES, AC",
    TypeCompte.AVOIR: "AVOIR, AVOIRS, BON D AVOIR, AV",
    TypeCompte.CREDIT: "CREDIT, CREDITS, EN COMPTE, CR",
    TypeCompte.ORGANISME_CREDIT: "ORGANISME CREDIT, ORGANISME DE CREDIT, ORGANISME, OC",
    TypeCompte.EXPORT: "EXPORT, EX",
}
_TYPES = {nom: type_compte for type_compte, noms in _NOMS_DES_TYPES.items() for nom in noms.split(", ")}


def lire_texte(cellule: str, champ: str) -> str:
    """Return the text of a cell; raises ``erreur_de_tableur`` for ``#REF!`` and the like."""
    if cellule[:1] in ("'", "#"):
        if cellule.strip().upper() in _ERREURS_DE_TABLEUR:
            raise ErreurMetier("erreur_de_tableur", champ=champ, valeur=cellule.strip())
        return retablir(cellule)
    return cellule


def lire_numero(cellule: str, champ: str) -> int:
    """Read a code or number: ``2643``, ``2 643``, and ``2643.0`` or ``2643,00`` as some exports write integers."""
    entier, point, decimales = cellule.strip().replace(",", ".").partition(".")
    if point and (not decimales or decimales.strip("0")):
        raise ErreurMetier("code_invalide", champ=champ, valeur=cellule[:40])
    numero = lire_code(entier, champ=champ)
    if numero > CODE_MAXIMAL:
        raise ErreurMetier("code_invalide", champ=champ, valeur=cellule[:40])
    return numero


def lire_oui_non(cellule: str, champ: str) -> bool | None:
    """Read a yes or no, None when the cell is empty; raises ``oui_non_invalide``."""
    cle = cle_recherche(cellule)
    if not cle:
        return None
    if cle in _OUI or cle in _NON:
        return cle in _OUI
    raise ErreurMetier("oui_non_invalide", champ=champ, valeur=cellule[:40])


def lire_plafond(cellule: str, champ: str) -> Centimes | None:
    """Read an amount, None when the cell is empty; raises ``montant_invalide``."""
    return lire_montant(cellule, champ=champ) if cellule.strip() else None


def lire_telephone(cellule: str) -> str:
    """Give back the zero a spreadsheet took from a French number kept as a number: nine digits, none before."""
    propre = cellule.strip()
    return f"0{propre}" if len(propre) == 9 and propre.isascii() and propre.isdigit() and propre[0] != "0" else propre


def lire_siren(cellule: str) -> str:
    """Return the SIREN that begins a SIRET; anything else is left for the card's own rule to judge."""
    compact = "".join(cellule.split())
    return compact[:9] if len(compact) == 14 and compact.isdecimal() else cellule


def lire_type_compte(cellule: str, champ: str) -> TypeCompte:
    """Read a type of compte client by its usual names; raises ``type_de_compte_inconnu``."""
    trouve = _TYPES.get(cle_recherche(cellule))
    if trouve is None:
        raise ErreurMetier("type_de_compte_inconnu", champ=champ, valeur=cellule[:40])
    return trouve
