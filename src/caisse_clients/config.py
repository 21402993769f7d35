"""Typed settings: where the base, the keys and the log are, and who works. Reads nothing at import.

Strongest first: the command line (which replaces fields of ``Reglages``), the environment
(``CAISSE_CLIENTS_*``), the TOML file of the user, the defaults.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

import platformdirs

from caisse_clients.kernel.erreurs import ErreurMetier

NOM = "caisse-clients"
POSTE_INITIAL = "P1"
CLES_DU_FICHIER = frozenset({"base", "dossier_cles", "dossier_journal", "utilisateur", "poste"})


@dataclass(frozen=True, slots=True)
class Reglages:
    """What a process is told before it opens a base.

    ``base`` is a path or a SQLAlchemy URL, as typed. ``utilisateur`` is empty when nobody was named.
    ``horloge`` is the raw text of a frozen instant, empty for the machine's clock; only a training base
    accepts it. PINs come from the environment only, never from a file or a command line.
    """

    base: str
    dossier_cles: Path
    dossier_journal: Path
    utilisateur: str = ""
    poste: str = POSTE_INITIAL
    horloge: str = ""
    debug: bool = False
    pin: str = field(default="", repr=False)
    nouveau_pin: str = field(default="", repr=False)
    approbateur: str = ""
    pin_approbateur: str = field(default="", repr=False)


def dossier_donnees() -> Path:
    """Return the folder of the user's data (default base, keys)."""
    return platformdirs.user_data_path(NOM, appauthor=False)


def fichier_reglages() -> Path:
    """Return the path of the user's settings file, which need not exist."""
    return platformdirs.user_config_path(NOM, appauthor=False) / "reglages.toml"


def charger_reglages(environ: Mapping[str, str], fichier: Path | None = None) -> Reglages:
    """Read the settings from ``fichier`` (default: the user's, absent is fine) and ``environ``.

    Raises ``ErreurMetier("reglages_illisibles")`` when the file cannot be read, is not TOML, or holds an
    unknown key or a value that is not text; the details name the file and say which.
    """
    lus = _lire_fichier(fichier or fichier_reglages(), exige=fichier is not None)
    donnees = dossier_donnees()
    return Reglages(
        base=environ.get("CAISSE_CLIENTS_BASE") or lus.get("base") or str(donnees / "base.sqlite"),
        dossier_cles=_dossier(environ.get("CAISSE_CLIENTS_CLES") or lus.get("dossier_cles"), donnees / "cles"),
        dossier_journal=_dossier(lus.get("dossier_journal"), platformdirs.user_log_path(NOM, appauthor=False)),
        utilisateur=lus.get("utilisateur", ""),
        poste=lus.get("poste") or POSTE_INITIAL,
        horloge=environ.get("CAISSE_CLIENTS_HORLOGE", ""),
        debug=environ.get("CAISSE_CLIENTS_DEBUG") == "1",
        pin=environ.get("CAISSE_CLIENTS_PIN", ""),
        nouveau_pin=environ.get("CAISSE_CLIENTS_NOUVEAU_PIN", ""),
        pin_approbateur=environ.get("CAISSE_CLIENTS_PIN_APPROBATEUR", ""),
    )


@cache
def racine_des_ressources() -> Path:
    """Return the folder that holds the icons, fonts, help pages and themes.

    The wheel carries it inside the package; a checkout (and an editable install) has it at its root.
    """
    paquet = Path(__file__).resolve().parent
    for candidat in (paquet / "resources", paquet.parents[1] / "resources"):
        if candidat.is_dir():
            return candidat
    raise FileNotFoundError("resources folder missing beside the package and at the checkout's root")


def chemin_ressource(*parties: str) -> Path:
    """Return the path of a resource, e.g. ``chemin_ressource("polices", "DejaVuSans.ttf")``."""
    return racine_des_ressources().joinpath(*parties)


def _dossier(texte: str | None, defaut: Path) -> Path:
    return Path(texte).expanduser() if texte else defaut


def _lire_fichier(fichier: Path, *, exige: bool) -> dict[str, str]:
    try:
        contenu = tomllib.loads(fichier.read_text(encoding="utf-8"))
    except FileNotFoundError as erreur:
        if not exige:
            return {}
        raise _illisible(fichier, "le fichier n'existe pas") from erreur
    except OSError as erreur:
        raise _illisible(fichier, "le fichier ne peut pas être lu") from erreur
    except UnicodeDecodeError as erreur:
        raise _illisible(fichier, "le fichier n'est pas en UTF-8") from erreur
    except tomllib.TOMLDecodeError as erreur:
        ligne = re.search(r"line (\d+)", str(erreur))
        raise _illisible(fichier, f"erreur ligne {ligne[1]}" if ligne else "la fin du fichier manque") from erreur
    if inconnues := sorted(contenu.keys() - CLES_DU_FICHIER):
        raise _illisible(fichier, f"clé inconnue : {', '.join(inconnues)}")
    if autres := sorted(cle for cle, valeur in contenu.items() if not isinstance(valeur, str)):
        raise _illisible(fichier, f"texte entre guillemets attendu : {', '.join(autres)}")
    return contenu


def _illisible(fichier: Path, raison: str) -> ErreurMetier:
    return ErreurMetier("reglages_illisibles", fichier=str(fichier), raison=raison)
