"""Papers of the editions: statements, due list, walk-in sales, reminders, aged balance; one, or many at once.

Each function takes a ``Lecteur`` and what the screen shows, and returns a PDF; ``edition_de`` says who prints, where.
These papers prove nothing by themselves: their printings are not counted, unlike those of pièces and reçus.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from itertools import chain
from pathlib import Path
from typing import IO

from caisse_clients.application import lectures, lectures_editions, lectures_ventes
from caisse_clients.application.impressions_pieces import emetteur_de, legal_de
from caisse_clients.application.lectures import FicheClient, Lecteur
from caisse_clients.application.recus import sans_valeur_de
from caisse_clients.application.services import Services
from caisse_clients.documents.balance_agee import rendre_balance_agee
from caisse_clients.documents.client_passager import DonneesPassager, rendre_client_passager
from caisse_clients.documents.echeancier import rendre_echeancier
from caisse_clients.documents.grille import MarquesGrille
from caisse_clients.documents.relance import DonneesRelance, EcheanceRelancee, rendre_relances
from caisse_clients.documents.releve import DonneesReleve, rendre_releve, rendre_releves
from caisse_clients.domain.echeancier import CritereEcheancier, LigneBalanceAgee, LigneEcheancier
from caisse_clients.domain.relances import INDEMNITE_FORFAITAIRE
from caisse_clients.domain.releves import Releve, RelevePassager, SorteReleve
from caisse_clients.exchanges.tableur import ecrire_fichier
from caisse_clients.kernel.erreurs import ErreurMetier
from caisse_clients.kernel.formats import ecrire_date
from caisse_clients.kernel.horloge import PARIS
from caisse_clients.kernel.suivi import Suivi
from caisse_clients.kernel.texte import cle_recherche
from caisse_clients.storage import echeances as stock_echeances
from caisse_clients.storage.lecture_relances import relance_ecrite

_PAGE = 500


@dataclass(frozen=True, slots=True)
class Edition:
    """Around a paper: the station that makes it, who and when, what makes it worthless ("" when nothing does)."""

    station: str
    texte: str = ""
    sans_valeur: str = ""


@dataclass(frozen=True, slots=True)
class CritereReleves:
    """Statements in bulk: of these clients, or (None) of every client whose balance at ``au`` is not zero."""

    au: dt.date
    du: dt.date | None = None
    sorte: SorteReleve = SorteReleve.ACTIVITE
    station: str = ""
    ht: bool = False
    clients: tuple[int, ...] | None = None


def edition_de(services: Services, lecteur: Lecteur) -> Edition:
    """Return what the papers of these services say around them: the poste's station, the user, the minute."""
    station = next((str(p["station"]) for p in lectures.postes(lecteur) if p["code"] == services.poste), "")
    instant = services.horloge.maintenant().astimezone(PARIS)
    texte = f"Édité le {ecrire_date(instant)} à {instant:%H:%M} par {services.utilisateur.libelle}"
    return Edition(station, texte, sans_valeur_de(services.base))


def editer_releve(
    lecteur: Lecteur, releve: Releve, edition: Edition, *, ht: bool = False, suivi: Suivi | None = None
) -> bytes:
    """Return the paper of a statement; ``ht`` shows the HT of the pièces beside."""
    return rendre_releve(_donnees_releve(lecteur, releve, edition, ht=ht), suivi=suivi)


def editer_releves(services: Services, criteres: CritereReleves, suivi: Suivi) -> bytes:
    """Return the statements of many clients in one PDF, by name, each from page 1.

    Raises ``Annulee`` when stopped, ``aucun_releve`` when no client has anything to state, ``client_inconnu``.
    """
    with services.lire() as lecteur:
        edition = edition_de(services, lecteur)
        tous = (
            _donnees_releve(lecteur, releve, edition, ht=criteres.ht) for releve in _releves(lecteur, criteres, suivi)
        )
        premier = next(tous, None)
        if premier is None:
            raise ErreurMetier("aucun_releve", au=criteres.au)
        return rendre_releves(chain([premier], tous))


def editer_releves_separes(services: Services, criteres: CritereReleves, dossier: Path, suivi: Suivi) -> int:
    """Write one PDF a client into a folder (``releve-1011.pdf``); return how many.

    Each file appears whole or not at all; stopped, those already written stay. Same refusals as ``editer_releves``.
    """
    nombre = 0
    with services.lire() as lecteur:
        edition = edition_de(services, lecteur)
        for releve in _releves(lecteur, criteres, suivi):
            octets = editer_releve(lecteur, releve, edition, ht=criteres.ht)
            ecrire_fichier(dossier / f"releve-{releve.client}.pdf", partial(_remplir, octets))
            nombre += 1
    if not nombre:
        raise ErreurMetier("aucun_releve", au=criteres.au)
    return nombre


def editer_echeancier(
    lecteur: Lecteur,
    criteres: CritereEcheancier,
    aujourd_hui: dt.date,
    edition: Edition,
    *,
    suivi: Suivi | None = None,
) -> bytes:
    """Return the due list as the screen shows it: same rows, same order, same totals."""
    ids = lectures_editions.cles_echeancier(lecteur, criteres, aujourd_hui)
    lignes: list[LigneEcheancier] = []
    for debut in range(0, len(ids), _PAGE):
        if suivi is not None:
            suivi.avancer(debut, len(ids), "Lecture des échéances")
        lignes += lectures_editions.lignes_echeancier(lecteur, ids[debut : debut + _PAGE], aujourd_hui)
    modes = {mode.code: mode.libelle for mode in lectures_ventes.modes(lecteur, actifs=False)}
    return rendre_echeancier(
        lignes,
        lectures_editions.totaux_echeancier(lecteur, criteres, aujourd_hui),
        _criteres_dits(lecteur, criteres, aujourd_hui, modes),
        modes=modes,
        marques=_marques(lecteur, edition),
        suivi=suivi,
    )


def editer_passager(
    lecteur: Lecteur, passager: RelevePassager, edition: Edition, *, suivi: Suivi | None = None
) -> bytes:
    """Return the detailed statement of the walk-in client of a station."""
    emetteur, mentions = emetteur_de(lecteur, passager.station)
    station = next((str(s["libelle"]) for s in lectures.stations(lecteur) if s["code"] == passager.station), "")
    donnees = DonneesPassager(
        emetteur,
        passager,
        station or passager.station,
        legal=legal_de(mentions, emetteur.siret, avec_tva=True),
        edition=edition.texte,
        sans_valeur=edition.sans_valeur,
    )
    return rendre_client_passager(donnees, suivi=suivi)


def editer_balance_agee(
    lecteur: Lecteur,
    au: dt.date,
    edition: Edition,
    *,
    lignes: Sequence[LigneBalanceAgee] | None = None,
    suivi: Suivi | None = None,
) -> bytes:
    """Return the aged balance at the end of ``au``; ``lignes``: those the screen shows, in its order."""
    montrees = lectures_editions.balance_agee(lecteur, au) if lignes is None else lignes
    return rendre_balance_agee(montrees, au, marques=_marques(lecteur, edition), suivi=suivi)


def editer_relance(lecteur: Lecteur, relance: int, edition: Edition) -> bytes:
    """Return the letter of a reminder that was sent; raises ``relance_inconnue``."""
    return rendre_relances([_donnees_relance(lecteur, relance, edition)])


def editer_relances(services: Services, relances: Sequence[int], suivi: Suivi) -> bytes:
    """Return the letters of many reminders in one PDF, in the order given; raises ``relance_inconnue``, ``Annulee``."""
    if not relances:
        raise ErreurMetier("aucune_relance")
    with services.lire() as lecteur:
        edition = edition_de(services, lecteur)

        def donnees() -> Iterator[DonneesRelance]:
            for fait, relance in enumerate(relances):
                suivi.avancer(fait, len(relances), "Lettres de relance")
                yield _donnees_relance(lecteur, relance, edition)

        return rendre_relances(donnees())


def _remplir(octets: bytes, flux: IO[bytes]) -> int:
    return flux.write(octets)


# what the papers say ------------------------------------------------------------------------------------------


def _releves(lecteur: Lecteur, criteres: CritereReleves, suivi: Suivi) -> Iterator[Releve]:
    """Yield the statements by client's name; in bulk, those with nothing to say are left out."""
    demandes = criteres.clients
    codes = lectures_editions.clients_avec_solde(lecteur, criteres.au) if demandes is None else list(demandes)
    effectifs = {code: lectures.fiche_client(lecteur, code).absorbe_par or code for code in codes}
    noms = {
        c.code: cle_recherche(f"{c.nom} {c.prenom}") for c in lectures.lignes_clients(lecteur, [*effectifs.values()])
    }
    ordonnes = sorted(set(effectifs.values()), key=lambda code: (noms.get(code, ""), code))
    for fait, code in enumerate(ordonnes):
        suivi.avancer(fait, len(ordonnes), "Relevés de compte")
        releve = lectures_editions.releve(
            lecteur, code, du=criteres.du, au=criteres.au, station=criteres.station, sorte=criteres.sorte
        )
        if demandes is not None or releve.solde:
            yield releve
    suivi.avancer(len(ordonnes), len(ordonnes), "Relevés de compte")


def _donnees_releve(lecteur: Lecteur, releve: Releve, edition: Edition, *, ht: bool) -> DonneesReleve:
    emetteur, mentions = emetteur_de(lecteur, releve.station or edition.station)
    fiche = lectures.fiche_client(lecteur, releve.client)
    libelle = ""
    if releve.station:
        libelle = next((str(s["libelle"]) for s in lectures.stations(lecteur) if s["code"] == releve.station), "")
    reglages = lectures.valeurs_parametres(lecteur)
    racine, _, chiffres = reglages["compte_auxiliaire"].partition("+")
    return DonneesReleve(
        emetteur=emetteur,
        releve=releve,
        destinataire=_destinataire(fiche),
        compte=f"{racine}{releve.client:0{int(chiffres)}d}",
        station=libelle,
        avec_ht=ht,
        mentions=(reglages["mention.retard"],) if fiche.professionnel and releve.solde > 0 else (),
        legal=legal_de(mentions, emetteur.siret, avec_tva=True),
        edition=edition.texte,
        sans_valeur=edition.sans_valeur,
    )


def _donnees_relance(lecteur: Lecteur, relance: int, edition: Edition) -> DonneesRelance:
    ecrite = relance_ecrite(lecteur, relance)
    if ecrite is None:
        raise ErreurMetier("relance_inconnue", champ="relance", relance=relance)
    station = next((str(p["station"]) for p in lectures.postes(lecteur) if p["code"] == ecrite.poste), edition.station)
    emetteur, mentions = emetteur_de(lecteur, station)
    fiche = lectures.fiche_client(lecteur, ecrite.client)
    reglages = lectures.valeurs_parametres(lecteur)
    # What was written holds both: the indemnité goes to professionals only, and always whole.
    indemnite = INDEMNITE_FORFAITAIRE if fiche.professionnel and ecrite.frais >= INDEMNITE_FORFAITAIRE else 0
    return DonneesRelance(
        emetteur=emetteur,
        client=fiche.code,
        client_nom=f"{fiche.nom} {fiche.prenom}".strip(),
        destinataire=_destinataire(fiche),
        niveau=ecrite.niveau,
        date=ecrite.date,
        texte=reglages[f"relance.{ecrite.niveau}.texte"],
        echeances=tuple(
            EcheanceRelancee(e.numero, e.date_piece, e.date, (ecrite.date - e.date).days, e.reste)
            for e in stock_echeances.echeances_relancees(lecteur, relance)
        ),
        frais=ecrite.frais - indemnite,
        indemnite=indemnite,
        penalites=ecrite.penalites,
        virement=_virement(lecteur),
        mentions=(reglages["mention.retard"],) if fiche.professionnel else (),
        legal=legal_de(mentions, emetteur.siret, avec_tva=True),
        edition=edition.texte,
        sans_valeur=edition.sans_valeur,
    )


def _virement(lecteur: Lecteur) -> str:
    """Say where to send a virement: the first bank of the shop that has an IBAN."""
    banque = next((b for b in lectures_ventes.banques(lecteur) if b.iban), None)
    if banque is None:
        return ""
    iban = " ".join(banque.iban[debut : debut + 4] for debut in range(0, len(banque.iban), 4))
    return f"Pour payer par virement : IBAN {iban}" + (f", BIC {banque.bic}." if banque.bic else ".")


def _destinataire(fiche: FicheClient) -> tuple[str, ...]:
    """Name and address, as a letter needs them."""
    nom = f"{fiche.prenom} {fiche.nom}".strip()
    return nom, *fiche.adresse.splitlines(), f"{fiche.code_postal} {fiche.ville}".strip()


def _marques(lecteur: Lecteur, edition: Edition) -> MarquesGrille:
    emetteur, _ = emetteur_de(lecteur, edition.station)
    return MarquesGrille(emetteur.raison_sociale, edition.texte, edition.sans_valeur)


def _criteres_dits(lecteur: Lecteur, criteres: CritereEcheancier, aujourd_hui: dt.date, modes: dict[str, str]) -> str:
    """Say the filter in words: a list without its filter proves nothing."""
    if criteres.du and criteres.au:
        phrases = [f"Échéances du {ecrire_date(criteres.du)} au {ecrire_date(criteres.au)}"]
    elif criteres.du or criteres.au:
        bornes = (criteres.du, "à partir du"), (criteres.au, "jusqu'au")
        phrases = [f"Échéances {mot} {ecrire_date(date)}" for date, mot in bornes if date]
    else:
        phrases = ["Toutes les échéances"]
    if criteres.client is not None:
        fiche = lectures.fiche_client(lecteur, criteres.client)
        phrases.append(f"client {fiche.nom} {fiche.prenom}".strip())
    phrases += [f"versé : {', '.join(s.libelle.lower() for s in criteres.statuts)}"] if criteres.statuts else []
    phrases += ["en retard seulement"] if criteres.en_retard else []
    for mot, valeur in (
        ("type", modes.get(criteres.mode, criteres.mode)),
        ("banque", criteres.banque),
        ("titre", criteres.titre),
        ("client", criteres.tiers),
        ("note", criteres.note),
    ):
        phrases += [f"{mot} : {valeur}"] if valeur.strip() else []
    return f"{', '.join(phrases)} — situation au {ecrire_date(aujourd_hui)}"
