"""Who may do what (DOMAIN §4): rights are granted by role, declared beside each command."""

from __future__ import annotations

from enum import StrEnum


class Droit(StrEnum):
    """A permission; every command names exactly one."""

    CONSULTER = "consulter"
    CREER_CLIENT = "creer_client"
    MODIFIER_CLIENT = "modifier_client"
    FUSIONNER_CLIENTS = "fusionner_clients"
    FIXER_PLAFOND = "fixer_plafond"
    CREER_COMPTE = "creer_compte"
    SAISIR_ECRITURE = "saisir_ecriture"
    SOLDER_COMPTE = "solder_compte"
    CONTREPASSER = "contrepasser"
    CONTREPASSER_ANCIEN = "contrepasser_ancien"
    REMBOURSER_SANS_LIMITE = "rembourser_sans_limite"
    GERER_COMMANDES = "gerer_commandes"
    FACTURER = "facturer"
    EMETTRE_AVOIR = "emettre_avoir"
    ARCHIVER_ACCES = "archiver_acces"
    ENCAISSER = "encaisser"
    MODIFIER_REGLEMENT = "modifier_reglement"
    IMPUTER = "imputer"
    REMBOURSER = "rembourser"
    AFFECTER = "affecter"
    RELANCER = "relancer"
    EXPORTER_ECRITURES = "exporter_ecritures"
    IMPRIMER = "imprimer"
    IMPORTER = "importer"
    EPURER = "epurer"
    MODIFIER_PARAMETRE = "modifier_parametre"
    GERER_UTILISATEURS = "gerer_utilisateurs"
    GERER_POSTES = "gerer_postes"

    @property
    def libelle(self) -> str:
        """French words for the right, completing « il faut le droit de … »."""
        return _LIBELLES[self]


class Role(StrEnum):
    """The four default roles."""

    CAISSIER = "caissier"
    RESPONSABLE = "responsable"
    COMPTABLE = "comptable"
    ADMINISTRATEUR = "administrateur"


_LIBELLES = {
    Droit.CONSULTER: "consulter",
    Droit.CREER_CLIENT: "créer un client",
    Droit.MODIFIER_CLIENT: "modifier un client",
    Droit.FUSIONNER_CLIENTS: "fusionner des clients",
    Droit.FIXER_PLAFOND: "fixer un plafond de crédit",
    Droit.CREER_COMPTE: "créer un compte client",
    Droit.SAISIR_ECRITURE: "saisir une écriture de compte client",
    Droit.SOLDER_COMPTE: "solder un compte client",
    Droit.CONTREPASSER: "contre-passer une écriture",
    Droit.CONTREPASSER_ANCIEN: "contre-passer une écriture de plus de 24 heures",
    Droit.REMBOURSER_SANS_LIMITE: "rembourser ou donner un avoir au-dessus de la limite",
    Droit.GERER_COMMANDES: "gérer les commandes",
    Droit.FACTURER: "facturer",
    Droit.EMETTRE_AVOIR: "émettre un avoir",
    Droit.ARCHIVER_ACCES: "arrêter ou reprendre un accès",
    Droit.ENCAISSER: "encaisser un règlement",
    Droit.MODIFIER_REGLEMENT: "modifier ou annuler un règlement",
    Droit.IMPUTER: "rapprocher des règlements et des pièces",
    Droit.REMBOURSER: "rembourser un client",
    Droit.AFFECTER: "affecter les échéances",
    Droit.RELANCER: "relancer les clients",
    Droit.EXPORTER_ECRITURES: "transférer les écritures en comptabilité",
    Droit.IMPRIMER: "imprimer un document",
    Droit.IMPORTER: "importer des données",
    Droit.EPURER: "épurer",
    Droit.MODIFIER_PARAMETRE: "modifier les paramètres",
    Droit.GERER_UTILISATEURS: "gérer les utilisateurs",
    Droit.GERER_POSTES: "gérer les stations et les postes",
}

_CAISSIER = frozenset(
    {
        Droit.CONSULTER,
        Droit.CREER_CLIENT,
        Droit.MODIFIER_CLIENT,
        Droit.CREER_COMPTE,
        Droit.SAISIR_ECRITURE,
        Droit.SOLDER_COMPTE,
        Droit.CONTREPASSER,
        Droit.GERER_COMMANDES,
        Droit.FACTURER,
        Droit.EMETTRE_AVOIR,
        Droit.ARCHIVER_ACCES,
        Droit.ENCAISSER,
        Droit.MODIFIER_REGLEMENT,
        Droit.REMBOURSER,
        Droit.IMPRIMER,
    }
)
_RESPONSABLE = _CAISSIER | {
    Droit.IMPUTER,
    Droit.RELANCER,
    Droit.FUSIONNER_CLIENTS,
    Droit.FIXER_PLAFOND,
    Droit.CONTREPASSER_ANCIEN,
    Droit.REMBOURSER_SANS_LIMITE,
}
_COMPTABLE = _RESPONSABLE | {Droit.IMPORTER, Droit.EPURER, Droit.EXPORTER_ECRITURES, Droit.AFFECTER}
_DROITS = {
    Role.CAISSIER: _CAISSIER,
    Role.RESPONSABLE: _RESPONSABLE,
    Role.COMPTABLE: _COMPTABLE,
    Role.ADMINISTRATEUR: frozenset(Droit),
}


def droits_du_role(role: Role) -> frozenset[Droit]:
    """Return the rights of ``role`` (DOMAIN §4, defaults)."""
    return _DROITS[role]
