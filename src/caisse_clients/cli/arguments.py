"""The command line as data: every command, option and help line, in French (CONTRACT §1). Imports nothing heavy."""

from __future__ import annotations

import argparse
import re
from collections.abc import Iterator
from pathlib import Path

from caisse_clients import __version__
from caisse_clients.cli.analyseur import Analyseur, Commandes
from caisse_clients.kernel.erreurs import ErreurMetier
from caisse_clients.kernel.formats import lire_code, lire_date

FORMATS = ("table", "json", "csv", "xlsx")
TYPES_DE_COMPTE = ("acompte", "avoir", "credit", "organisme_credit", "export")
ETATS = ("soldes", "non-soldes", "tous")
TYPES_DE_PIECE = ("commande", "bon_livraison", "facture", "facture_acompte", "avoir", "avoir_acompte", "ticket")
STATUTS = ("non_paye", "partiel", "solde")
ETATS_DE_PIECE = ("brouillon", "en_cours", "validee", "annulee", "supprimee")
REGLES = ("exact", "ancien")
SORTES_DE_RELEVE = ("activite", "restant-du")
ETATS_D_ACCES = ("actifs", "archives", "tous")
ETATS_D_ECHEANCE = ("oui", "partiel", "non", "en-retard", "tous")


def analyseur() -> Analyseur:
    """Return the parser of the whole command line."""
    racine = Analyseur(
        prog="caisse-clients",
        description="Comptes clients d'un commerce, sur un grand livre scellé. Sans commande : ouvre la fenêtre.",
    )
    racine.add_argument("--base", metavar="ADRESSE", help="fichier ou postgresql://… (sinon les réglages)")
    racine.add_argument("--utilisateur", metavar="CODE", help="qui travaille (sinon ADMIN, tant qu'aucun PIN n'existe)")
    racine.add_argument("--approbateur", metavar="CODE", help="qui autorise ce que vos droits ne permettent pas")
    racine.add_argument("--poste", metavar="CODE", help="poste de travail (sinon P1)")
    racine.add_argument("--json", action="store_true", help="dit les erreurs en JSON sur la sortie d'erreur")
    racine.add_argument("--tactile", action="store_true", help="agrandit la fenêtre pour un écran tactile")
    racine.add_argument("--version", action="version", version=f"Caisse Clients {__version__}", help="dit la version")
    commandes = racine.add_subparsers(dest="commande", metavar="COMMANDE", title="commandes")
    _base(commandes)
    _importer(commandes)
    _executer(commandes)
    _consulter(commandes)
    _editer(commandes)
    _exporter(commandes)
    _schema(commandes)
    _visite(commandes)
    return racine


def _sous_commandes(commandes: Commandes, nom: str, aide: str) -> Commandes:
    return _commande(commandes, nom, aide).add_subparsers(dest="action", metavar="QUOI", title="quoi", required=True)


def _commande(commandes: Commandes, nom: str, aide: str) -> Analyseur:
    return commandes.add_parser(nom, help=aide, description=f"{aide[:1].upper()}{aide[1:]}.")


def _base(commandes: Commandes) -> None:
    groupe = _sous_commandes(commandes, "base", "crée, met à niveau, vérifie une base")
    creer = _commande(groupe, "creer", "crée une base neuve")
    creer.add_argument("--ecole", action="store_true", help="base d'école, marquée, dont l'horloge peut être figée")
    creer.add_argument("--demonstration", action="store_true", help="base marquée, remplie d'exemples vraisemblables")
    creer.add_argument("--clients", type=_entier, metavar="N", help="nombre de clients de la démonstration")
    _commande(groupe, "migrer", "met la base au niveau du programme")
    verifier = _commande(groupe, "verifier", "recalcule soldes et sceaux, liste ce qui a été altéré")
    _json(verifier)
    verifier.add_argument("--complet", action="store_true", help="contrôle aussi chaque signature")
    _json(_commande(groupe, "info", "dit ce qu'est la base"))


def _importer(commandes: Commandes) -> None:
    groupe = _sous_commandes(commandes, "importer", "importe un fichier CSV ou XLSX, tout ou rien")
    for nom, aide in (
        ("clients", "importe des clients"),
        ("comptes", "importe les comptes ouverts de l'ancienne caisse"),
    ):
        importer = _commande(groupe, nom, aide)
        importer.add_argument("fichier", type=Path, metavar="FICHIER")
        importer.add_argument("--essai", action="store_true", help="montre ce qui serait fait, sans rien enregistrer")
        importer.add_argument(
            "--correspondance",
            type=Path,
            metavar="F",
            help="quelle colonne est quoi, en JSON (écrit par --essai s'il n'existe pas)",
        )
        _json(importer)


def _executer(commandes: Commandes) -> None:
    executer = _commande(commandes, "executer", "exécute un fichier de commandes (une par ligne, en JSON)")
    executer.add_argument("fichier", metavar="FICHIER", help="- pour l'entrée standard")
    executer.add_argument("--atomique", action="store_true", help="tout ou rien, en un seul enregistrement")


def _consulter(commandes: Commandes) -> None:
    groupe = _sous_commandes(commandes, "consulter", "lit la base")
    clients = _lecture(groupe, "clients", "liste des clients, avec ce qu'ils doivent et ce qui leur est dû")
    clients.add_argument("--cherche", metavar="TEXTE", default="", help="début ou partie du nom, ou code")
    clients.add_argument("--limite", type=_entier, metavar="N", help="au plus N lignes")
    comptes = _lecture(groupe, "comptes", "comptes clients et leurs écritures")
    comptes.add_argument("--client", type=_entier, metavar="CODE", help="les comptes de ce client")
    comptes.add_argument("--numero", type=_entier, metavar="N", help="ce compte")
    comptes.add_argument("--etat", choices=ETATS, default="tous")
    comptes.add_argument(
        "--type", action="append", choices=TYPES_DE_COMPTE, dest="types", help="ce type (peut être répété)"
    )
    _ventes(groupe)
    _acces(groupe)
    _lectures_d_edition(groupe)
    for nom, aide in (
        ("ecritures", "lignes du journal"),
        ("grand-livre", "lignes des comptes généraux, compte par compte, avec leur solde"),
        ("balance", "totaux des comptes généraux"),
    ):
        lecture = _lecture(groupe, nom, aide)
        _periode(lecture)
        lecture.add_argument("--compte", type=_compte_general, metavar="DEBUT", help="comptes qui commencent ainsi")
    operations = _lecture(groupe, "operations", "opérations scellées, dans l'ordre")
    operations.add_argument("--depuis", type=_entier, default=0, metavar="N", help="après l'opération N")


def _ventes(groupe: Commandes) -> None:
    pieces = _lecture(groupe, "pieces", "commandes, bons de livraison, factures, avoirs, tickets")
    pieces.add_argument("--client", type=_entier, metavar="CODE", help="les pièces de ce client")
    pieces.add_argument(
        "--type", action="append", choices=TYPES_DE_PIECE, dest="types", help="ce type (peut être répété)"
    )
    pieces.add_argument("--statut", choices=STATUTS, help="ce qui en est payé")
    pieces.add_argument("--etat", choices=ETATS_DE_PIECE, help="cet état (sinon tous, sauf les brouillons supprimés)")
    _periode(pieces)
    reglements = _lecture(groupe, "reglements", "règlements reçus, et remboursements (en négatif)")
    reglements.add_argument("--client", type=_entier, metavar="CODE", help="les règlements de ce client")
    _periode(reglements)
    disponibles = _lecture(groupe, "disponibles", "ce qui est en faveur d'un client et peut encore servir")
    disponibles.add_argument("--client", type=_entier, metavar="CODE", required=True, help="de ce client")
    propositions = _lecture(groupe, "propositions", "rapprochements proposés pour un client")
    propositions.add_argument("--client", type=_entier, metavar="CODE", required=True, help="pour ce client")
    propositions.add_argument(
        "--regle", choices=REGLES, default="exact", help="montants exacts d'abord, ou seulement l'ordre des dates"
    )


def _acces(groupe: Commandes) -> None:
    acces = _lecture(groupe, "acces", "accès d'un client, leurs chèques et leur arrêt")
    acces.add_argument("--client", type=_entier, metavar="CODE", required=True, help="de ce client")
    acces.add_argument("--etat", choices=ETATS_D_ACCES, default="tous", help="tous par défaut")
    cheques = _lecture(groupe, "cheques", "chèques d'accès au coffre, de tous les clients")
    cheques.add_argument("--au", type=_date, metavar="DATE", help="à encaisser jusqu'à ce jour (sinon aujourd'hui)")
    financier = _lecture(groupe, "financier", "tout ce qu'un client a acheté, rendu et payé")
    financier.add_argument("--client", type=_entier, metavar="CODE", required=True, help="de ce client")
    financier.add_argument("--au", type=_date, metavar="DATE", help="à la fin de ce jour (sinon aujourd'hui)")
    bon = _lecture(groupe, "bon", "ce que vaut encore un bon d'avoir, et à quoi il a servi")
    lequel = bon.add_mutually_exclusive_group(required=True)
    lequel.add_argument("--code", metavar="CODE", help="scanné ou tapé : vingt chiffres, espaces permis")
    lequel.add_argument("--compte", type=_entier, metavar="N", help="le bon du compte avoir N")


def _lectures_d_edition(groupe: Commandes) -> None:
    releve = _lecture(groupe, "releve", "extrait de compte d'un client")
    releve.add_argument("--client", type=_entier, metavar="CODE", required=True, help="de ce client")
    _options_de_releve(releve)
    releve.add_argument(
        "--sorte", choices=SORTES_DE_RELEVE, default="activite", help="tous les mouvements, ou ce qui est ouvert"
    )
    _options_de_passager(_lecture(groupe, "client-passager", "ventes au comptoir, ticket par ticket"))
    _options_d_echeancier(_lecture(groupe, "echeancier", "échéances des clients, payées ou non"))
    echeances = _lecture(groupe, "echeances", "échéances à affecter à un mode et à une banque")
    _periode(echeances)
    echeances.add_argument("--client-de", type=_entier, metavar="CODE", help="depuis ce client")
    echeances.add_argument("--client-a", type=_entier, metavar="CODE", help="jusqu'à ce client")
    echeances.add_argument("--mode", default="tout", metavar="M", help="sans, tout (par défaut), ou un mode")
    echeances.add_argument("--banque", default="tout", metavar="B", help="sans, tout (par défaut), ou une banque")
    balance = _lecture(groupe, "balance-agee", "ce que chaque client doit, par ancienneté")
    balance.add_argument("--au", type=_date, metavar="DATE", help="à la fin de ce jour (sinon aujourd'hui)")


def _options_de_releve(commande: Analyseur) -> None:
    _periode(commande)
    commande.add_argument("--station", default="", metavar="CODE", help="d'une seule station (sinon toutes)")


def _options_de_passager(commande: Analyseur) -> None:
    _periode(commande)
    commande.add_argument("--station", default="", metavar="CODE", help="de cette station (sinon celle du poste)")


def _options_d_echeancier(commande: Analyseur) -> None:
    _periode(commande)
    commande.add_argument("--client", type=_entier, metavar="CODE", help="de ce client")
    commande.add_argument("--mode", default="", metavar="M", help="de ce type de règlement")
    commande.add_argument("--banque", default="", metavar="B", help="de cette banque")
    commande.add_argument(
        "--etat", action="append", choices=ETATS_D_ECHEANCE, dest="etats", help="versé ou non (peut être répété)"
    )


def _periode(lecture: Analyseur) -> None:
    lecture.add_argument("--du", type=_date, metavar="DATE", help="depuis ce jour (2014-07-15 ou 15/07/2014)")
    lecture.add_argument("--au", type=_date, metavar="DATE", help="jusqu'à ce jour")


def _editer(commandes: Commandes) -> None:
    groupe = _sous_commandes(commandes, "editer", "fait un document PDF")
    piece = _commande(groupe, "piece", "fait une commande, un bon de livraison, une facture… (le tirage est compté)")
    piece.add_argument("numero", metavar="NUMERO", help="par exemple FA-S1-2014-00001, ou BR-1 pour un brouillon")
    avoir = _commande(groupe, "avoir", "fait un avoir, ou le bon d'un compte avoir (le tirage est compté)")
    duquel = avoir.add_mutually_exclusive_group(required=True)
    duquel.add_argument("numero", nargs="?", metavar="NUMERO", help="par exemple AV-S1-2014-00001")
    duquel.add_argument("--piece", metavar="NUMERO", help="comme NUMERO")
    duquel.add_argument("--compte", type=_entier, metavar="N", help="le bon d'avoir du compte N, avec son code")
    arret = _commande(groupe, "arret", "fait le papier d'un accès arrêté, pour le client (le tirage est compté)")
    arret.add_argument("--acces", type=_entier, required=True, metavar="N", help="par « consulter acces »")
    for papier in (piece, avoir):
        papier.add_argument("--papier", choices=("a4", "ticket"), help="sinon A4, et le rouleau pour un ticket")
    recu = _commande(groupe, "recu", "fait le reçu d'un règlement ou d'une écriture de compte client (tirage compté)")
    lequel = recu.add_mutually_exclusive_group(required=True)
    lequel.add_argument("numero", nargs="?", metavar="NUMERO", help="un règlement (RC-…), ou une écriture")
    lequel.add_argument("--ecriture", type=_entier, metavar="N", help="l'écriture n° N")
    recu.add_argument("--papier", choices=("a5", "a4", "ticket"), default="a5", help="A4 : deux exemplaires")
    documents = (piece, avoir, arret, recu, *_editions(groupe))
    for document in documents:
        document.add_argument("-o", dest="sortie", type=Path, required=True, metavar="F.pdf")


def _editions(groupe: Commandes) -> Iterator[Analyseur]:
    for nom, aide in (
        ("releve", "fait l'extrait de compte d'un client, ou de tous ceux qui ont un solde"),
        ("restant-du", "fait l'état de ce qui reste dû par un client, ou par tous"),
    ):
        releve = _commande(groupe, nom, aide)
        de_qui = releve.add_mutually_exclusive_group(required=True)
        de_qui.add_argument("--client", type=_entier, metavar="CODE", help="de ce client")
        de_qui.add_argument("--tous", action="store_true", help="de tous les clients qui ont un solde")
        _options_de_releve(releve)
        releve.add_argument("--ht", action="store_true", help="avec le HT des pièces")
        releve.add_argument("--separes", action="store_true", help="un fichier par client : -o est alors un dossier")
        yield releve
    echeancier = _commande(groupe, "echeancier", "fait l'état des échéances des clients")
    _options_d_echeancier(echeancier)
    yield echeancier
    passager = _commande(groupe, "client-passager", "fait l'extrait détaillé du client passager")
    _options_de_passager(passager)
    yield passager
    relance = _commande(groupe, "relance", "fait les lettres de relances déjà enregistrées")
    relance.add_argument("numeros", nargs="+", type=_entier, metavar="N", help="numéros donnés par « relancer »")
    yield relance
    balance = _commande(groupe, "balance-agee", "fait la balance âgée des clients")
    balance.add_argument("--au", type=_date, metavar="DATE", help="à la fin de ce jour (sinon aujourd'hui)")
    yield balance


def _exporter(commandes: Commandes) -> None:
    groupe = _sous_commandes(commandes, "exporter", "écrit les données dans un fichier")
    clients = _commande(groupe, "clients", "écrit tous les clients dans un tableau")
    clients.add_argument("-o", dest="sortie", type=Path, required=True, metavar="F")
    clients.add_argument("--format", choices=("csv", "xlsx"), help="sinon d'après le nom du fichier")
    ecritures = _commande(
        groupe,
        "ecritures",
        "transfère les écritures en comptabilité : écrit le fichier CSV, les marque et les verrouille",
    )
    _periode(ecritures)
    ecritures.add_argument(
        "--transfert", type=_entier, metavar="N", help="écrit de nouveau le fichier du transfert N, sans rien marquer"
    )
    ecritures.add_argument("-o", dest="sortie", type=Path, required=True, metavar="F.csv", help="un fichier nouveau")


def _schema(commandes: Commandes) -> None:
    groupe = _sous_commandes(commandes, "schema", "écrit la description des formats")
    _commande(groupe, "commandes", "JSON Schema des lignes d'un fichier de commandes")


def _visite(commandes: Commandes) -> None:
    visite = _commande(commandes, "visite", "visite guidée : images et PDF de la vraie fenêtre sur une démonstration")
    visite.add_argument("dossier", nargs="?", type=Path, metavar="DOSSIER", help="où mettre les images (sinon visite)")
    visite.add_argument("-o", dest="sortie", type=Path, metavar="DOSSIER", help="comme DOSSIER")


def _lecture(groupe: Commandes, nom: str, aide: str) -> Analyseur:
    lecture = _commande(groupe, nom, aide)
    lecture.add_argument("--format", choices=FORMATS, help="sinon d'après le nom du fichier, ou table")
    lecture.add_argument("-o", dest="sortie", type=Path, metavar="F", help="écrit dans ce fichier")
    return lecture


def _json(commande: Analyseur) -> None:
    # SUPPRESS: left out here, the one given before the sub-command stands
    commande.add_argument("--json", action="store_true", default=argparse.SUPPRESS, help="répond en JSON")


def _entier(texte: str) -> int:
    if texte.strip() == "0":
        return 0
    try:
        return lire_code(texte)
    except ErreurMetier:
        raise argparse.ArgumentTypeError(f"« {texte} » n'est pas un nombre entier") from None


def _date(texte: str) -> object:
    try:
        return lire_date(texte)
    except ErreurMetier:
        raise argparse.ArgumentTypeError(f"« {texte} » n'est pas une date (par exemple 2014-07-15)") from None


def _compte_general(texte: str) -> str:
    if not re.fullmatch(r"[1-9]\d{0,9}", texte, re.ASCII):
        raise argparse.ArgumentTypeError(f"« {texte} » n'est pas un début de compte général (par exemple 411)")
    return texte
