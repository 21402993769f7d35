CREATE TABLE acces (
	id INTEGER NOT NULL,
	client INTEGER NOT NULL,
	piece INTEGER NOT NULL,
	article TEXT NOT NULL,
	libelle TEXT NOT NULL,
	debut DATE NOT NULL,
	fin DATE NOT NULL,
	mois INTEGER NOT NULL,
	prix INTEGER NOT NULL,
	etat TEXT NOT NULL,
	renouvelle INTEGER,
	version INTEGER NOT NULL,
	CONSTRAINT pk_acces PRIMARY KEY (id),
	CONSTRAINT fk_acces_client FOREIGN KEY(client) REFERENCES client (code),
	CONSTRAINT fk_acces_piece FOREIGN KEY(piece) REFERENCES piece (id) DEFERRABLE INITIALLY DEFERRED,
	CONSTRAINT fk_acces_renouvelle FOREIGN KEY(renouvelle) REFERENCES acces (id),
	CONSTRAINT ck_acces_type_id CHECK (typeof(id) IN ('integer')),
	CONSTRAINT ck_acces_type_client CHECK (typeof(client) IN ('integer')),
	CONSTRAINT ck_acces_type_piece CHECK (typeof(piece) IN ('integer')),
	CONSTRAINT ck_acces_type_article CHECK (typeof(article) IN ('text')),
	CONSTRAINT ck_acces_type_libelle CHECK (typeof(libelle) IN ('text')),
	CONSTRAINT ck_acces_type_debut CHECK (debut IS date(debut)),
	CONSTRAINT ck_acces_type_fin CHECK (fin IS date(fin)),
	CONSTRAINT ck_acces_type_mois CHECK (typeof(mois) IN ('integer')),
	CONSTRAINT ck_acces_type_prix CHECK (typeof(prix) IN ('integer')),
	CONSTRAINT ck_acces_type_etat CHECK (typeof(etat) IN ('text')),
	CONSTRAINT ck_acces_type_renouvelle CHECK (typeof(renouvelle) IN ('integer', 'null')),
	CONSTRAINT ck_acces_type_version CHECK (typeof(version) IN ('integer'))
)
-- ;;
CREATE INDEX ix_acces_client ON acces (client, id)
-- ;;
CREATE INDEX ix_acces_piece ON acces (piece)
-- ;;
CREATE INDEX ix_acces_renouvelle ON acces (renouvelle)
-- ;;
CREATE TABLE acces_version (
	id INTEGER NOT NULL,
	version INTEGER NOT NULL,
	client INTEGER NOT NULL,
	piece INTEGER NOT NULL,
	article TEXT NOT NULL,
	libelle TEXT NOT NULL,
	debut DATE NOT NULL,
	fin DATE NOT NULL,
	mois INTEGER NOT NULL,
	prix INTEGER NOT NULL,
	etat TEXT NOT NULL,
	renouvelle INTEGER,
	operation_id INTEGER NOT NULL,
	CONSTRAINT pk_acces_version PRIMARY KEY (id, version),
	CONSTRAINT fk_acces_version_id FOREIGN KEY(id) REFERENCES acces (id) DEFERRABLE INITIALLY DEFERRED,
	CONSTRAINT fk_acces_version_operation_id FOREIGN KEY(operation_id) REFERENCES operation (id) DEFERRABLE INITIALLY DEFERRED,
	CONSTRAINT ck_acces_version_type_version CHECK (typeof(version) IN ('integer')),
	CONSTRAINT ck_acces_version_type_client CHECK (typeof(client) IN ('integer')),
	CONSTRAINT ck_acces_version_type_piece CHECK (typeof(piece) IN ('integer')),
	CONSTRAINT ck_acces_version_type_article CHECK (typeof(article) IN ('text')),
	CONSTRAINT ck_acces_version_type_libelle CHECK (typeof(libelle) IN ('text')),
	CONSTRAINT ck_acces_version_type_debut CHECK (debut IS date(debut)),
	CONSTRAINT ck_acces_version_type_fin CHECK (fin IS date(fin)),
	CONSTRAINT ck_acces_version_type_mois CHECK (typeof(mois) IN ('integer')),
	CONSTRAINT ck_acces_version_type_prix CHECK (typeof(prix) IN ('integer')),
	CONSTRAINT ck_acces_version_type_etat CHECK (typeof(etat) IN ('text')),
	CONSTRAINT ck_acces_version_type_renouvelle CHECK (typeof(renouvelle) IN ('integer', 'null')),
	CONSTRAINT ck_acces_version_type_operation_id CHECK (typeof(operation_id) IN ('integer'))
)
-- ;;
CREATE INDEX ix_acces_version_operation_id ON acces_version (operation_id)
-- ;;
CREATE TABLE archivage (
	id INTEGER NOT NULL,
	acces INTEGER NOT NULL,
	date DATE NOT NULL,
	prorata TEXT NOT NULL,
	consommes INTEGER NOT NULL,
	total INTEGER NOT NULL,
	prix INTEGER NOT NULL,
	anterieurs INTEGER NOT NULL,
	encaisse INTEGER NOT NULL,
	montant_avoir INTEGER NOT NULL,
	retenu INTEGER NOT NULL,
	credit INTEGER NOT NULL,
	du INTEGER NOT NULL,
	reduit INTEGER NOT NULL,
	rembourse INTEGER NOT NULL,
	avoir INTEGER,
	compte INTEGER,
	reglement INTEGER,
	annule INTEGER,
	operation_id INTEGER NOT NULL,
	CONSTRAINT pk_archivage PRIMARY KEY (id),
	CONSTRAINT uq_archivage_annule UNIQUE (annule),
	CONSTRAINT ck_archivage_prorata CHECK (prorata IN ('mois', 'jours')),
	CONSTRAINT ck_archivage_fraction CHECK (consommes BETWEEN 0 AND total),
	CONSTRAINT ck_archivage_avoir CHECK (montant_avoir >= 0 AND (avoir IS NULL) = (montant_avoir = 0)),
	CONSTRAINT ck_archivage_retenu CHECK (retenu = prix - anterieurs - montant_avoir AND retenu >= 0),
	CONSTRAINT ck_archivage_credit CHECK (credit >= 0 AND du >= 0 AND (credit = 0 OR du = 0)),
	CONSTRAINT ck_archivage_reduit CHECK (reduit >= 0 AND (reduit = 0 OR du = 0)),
	CONSTRAINT ck_archivage_rembourse CHECK (rembourse BETWEEN 0 AND credit AND (reglement IS NULL) = (rembourse = 0)),
	CONSTRAINT ck_archivage_compte CHECK ((compte IS NULL) = (credit = rembourse)),
	CONSTRAINT fk_archivage_acces FOREIGN KEY(acces) REFERENCES acces (id) DEFERRABLE INITIALLY DEFERRED,
	CONSTRAINT fk_archivage_avoir FOREIGN KEY(avoir) REFERENCES piece (id) DEFERRABLE INITIALLY DEFERRED,
	CONSTRAINT fk_archivage_compte FOREIGN KEY(compte) REFERENCES compte_client (numero),
	CONSTRAINT fk_archivage_reglement FOREIGN KEY(reglement) REFERENCES reglement (id) DEFERRABLE INITIALLY DEFERRED,
	CONSTRAINT fk_archivage_annule FOREIGN KEY(annule) REFERENCES archivage (id),
	CONSTRAINT fk_archivage_operation_id FOREIGN KEY(operation_id) REFERENCES operation (id) DEFERRABLE INITIALLY DEFERRED,
	CONSTRAINT ck_archivage_type_id CHECK (typeof(id) IN ('integer')),
	CONSTRAINT ck_archivage_type_acces CHECK (typeof(acces) IN ('integer')),
	CONSTRAINT ck_archivage_type_date CHECK (date IS date(date)),
	CONSTRAINT ck_archivage_type_prorata CHECK (typeof(prorata) IN ('text')),
	CONSTRAINT ck_archivage_type_consommes CHECK (typeof(consommes) IN ('integer')),
	CONSTRAINT ck_archivage_type_total CHECK (typeof(total) IN ('integer')),
	CONSTRAINT ck_archivage_type_prix CHECK (typeof(prix) IN ('integer')),
	CONSTRAINT ck_archivage_type_anterieurs CHECK (typeof(anterieurs) IN ('integer')),
	CONSTRAINT ck_archivage_type_encaisse CHECK (typeof(encaisse) IN ('integer')),
	CONSTRAINT ck_archivage_type_montant_avoir CHECK (typeof(montant_avoir) IN ('integer')),
	CONSTRAINT ck_archivage_type_retenu CHECK (typeof(retenu) IN ('integer')),
	CONSTRAINT ck_archivage_type_credit CHECK (typeof(credit) IN ('integer')),
	CONSTRAINT ck_archivage_type_du CHECK (typeof(du) IN ('integer')),
	CONSTRAINT ck_archivage_type_reduit CHECK (typeof(reduit) IN ('integer')),
	CONSTRAINT ck_archivage_type_rembourse CHECK (typeof(rembourse) IN ('integer')),
	CONSTRAINT ck_archivage_type_avoir CHECK (typeof(avoir) IN ('integer', 'null')),
	CONSTRAINT ck_archivage_type_compte CHECK (typeof(compte) IN ('integer', 'null')),
	CONSTRAINT ck_archivage_type_reglement CHECK (typeof(reglement) IN ('integer', 'null')),
	CONSTRAINT ck_archivage_type_annule CHECK (typeof(annule) IN ('integer', 'null')),
	CONSTRAINT ck_archivage_type_operation_id CHECK (typeof(operation_id) IN ('integer'))
)
-- ;;
CREATE INDEX ix_archivage_acces ON archivage (acces)
-- ;;
CREATE INDEX ix_archivage_operation_id ON archivage (operation_id)
-- ;;
CREATE TABLE bon_avoir (
	id INTEGER NOT NULL,
	compte INTEGER NOT NULL,
	code TEXT,
	operation_id INTEGER NOT NULL,
	sel BLOB,
	personnel_empreinte BLOB NOT NULL,
	CONSTRAINT pk_bon_avoir PRIMARY KEY (id),
	CONSTRAINT uq_bon_avoir_compte UNIQUE (compte),
	CONSTRAINT fk_bon_avoir_compte FOREIGN KEY(compte) REFERENCES compte_client (numero),
	CONSTRAINT fk_bon_avoir_operation_id FOREIGN KEY(operation_id) REFERENCES operation (id) DEFERRABLE INITIALLY DEFERRED,
	CONSTRAINT ck_bon_avoir_type_id CHECK (typeof(id) IN ('integer')),
	CONSTRAINT ck_bon_avoir_type_compte CHECK (typeof(compte) IN ('integer')),
	CONSTRAINT ck_bon_avoir_type_code CHECK (typeof(code) IN ('text', 'null')),
	CONSTRAINT ck_bon_avoir_type_operation_id CHECK (typeof(operation_id) IN ('integer'))
)
-- ;;
CREATE INDEX ix_bon_avoir_code ON bon_avoir (code)
-- ;;
CREATE INDEX ix_bon_avoir_operation_id ON bon_avoir (operation_id)
-- ;;
CREATE TABLE cheque (
	id INTEGER NOT NULL,
	acces INTEGER NOT NULL,
	rang INTEGER NOT NULL,
	date DATE NOT NULL,
	montant INTEGER NOT NULL,
	numero TEXT NOT NULL,
	banque TEXT NOT NULL,
	tireur TEXT NOT NULL,
	echeance INTEGER NOT NULL,
	reglement INTEGER,
	archivage INTEGER,
	rendu TEXT NOT NULL,
	version INTEGER NOT NULL,
	CONSTRAINT pk_cheque PRIMARY KEY (id),
	CONSTRAINT fk_cheque_acces FOREIGN KEY(acces) REFERENCES acces (id) DEFERRABLE INITIALLY DEFERRED,
	CONSTRAINT fk_cheque_echeance FOREIGN KEY(echeance) REFERENCES echeance (id) DEFERRABLE INITIALLY DEFERRED,
	CONSTRAINT fk_cheque_reglement FOREIGN KEY(reglement) REFERENCES reglement (id) DEFERRABLE INITIALLY DEFERRED,
	CONSTRAINT fk_cheque_archivage FOREIGN KEY(archivage) REFERENCES archivage (id) DEFERRABLE INITIALLY DEFERRED,
	CONSTRAINT ck_cheque_type_id CHECK (typeof(id) IN ('integer')),
	CONSTRAINT ck_cheque_type_acces CHECK (typeof(acces) IN ('integer')),
	CONSTRAINT ck_cheque_type_rang CHECK (typeof(rang) IN ('integer')),
	CONSTRAINT ck_cheque_type_date CHECK (date IS date(date)),
	CONSTRAINT ck_cheque_type_montant CHECK (typeof(montant) IN ('integer')),
	CONSTRAINT ck_cheque_type_numero CHECK (typeof(numero) IN ('text')),
	CONSTRAINT ck_cheque_type_banque CHECK (typeof(banque) IN ('text')),
	CONSTRAINT ck_cheque_type_tireur CHECK (typeof(tireur) IN ('text')),
	CONSTRAINT ck_cheque_type_echeance CHECK (typeof(echeance) IN ('integer')),
	CONSTRAINT ck_cheque_type_reglement CHECK (typeof(reglement) IN ('integer', 'null')),
	CONSTRAINT ck_cheque_type_archivage CHECK (typeof(archivage) IN ('integer', 'null')),
	CONSTRAINT ck_cheque_type_rendu CHECK (typeof(rendu) IN ('text')),
	CONSTRAINT ck_cheque_type_version CHECK (typeof(version) IN ('integer'))
)
-- ;;
CREATE UNIQUE INDEX ix_cheque_acces ON cheque (acces, rang)
-- ;;
CREATE INDEX ix_cheque_date ON cheque (date, id)
-- ;;
CREATE INDEX ix_cheque_echeance ON cheque (echeance)
-- ;;
CREATE INDEX ix_cheque_reglement ON cheque (reglement) WHERE reglement IS NOT NULL
-- ;;
CREATE TABLE cheque_version (
	id INTEGER NOT NULL,
	version INTEGER NOT NULL,
	acces INTEGER NOT NULL,
	rang INTEGER NOT NULL,
	date DATE NOT NULL,
	montant INTEGER NOT NULL,
	numero TEXT NOT NULL,
	banque TEXT NOT NULL,
	tireur TEXT,
	echeance INTEGER NOT NULL,
	reglement INTEGER,
	archivage INTEGER,
	rendu TEXT,
	operation_id INTEGER NOT NULL,
	sel BLOB,
	personnel_empreinte BLOB NOT NULL,
	CONSTRAINT pk_cheque_version PRIMARY KEY (id, version),
	CONSTRAINT fk_cheque_version_id FOREIGN KEY(id) REFERENCES cheque (id) DEFERRABLE INITIALLY DEFERRED,
	CONSTRAINT fk_cheque_version_operation_id FOREIGN KEY(operation_id) REFERENCES operation (id) DEFERRABLE INITIALLY DEFERRED,
	CONSTRAINT ck_cheque_version_type_version CHECK (typeof(version) IN ('integer')),
	CONSTRAINT ck_cheque_version_type_acces CHECK (typeof(acces) IN ('integer')),
	CONSTRAINT ck_cheque_version_type_rang CHECK (typeof(rang) IN ('integer')),
	CONSTRAINT ck_cheque_version_type_date CHECK (date IS date(date)),
	CONSTRAINT ck_cheque_version_type_montant CHECK (typeof(montant) IN ('integer')),
	CONSTRAINT ck_cheque_version_type_numero CHECK (typeof(numero) IN ('text')),
	CONSTRAINT ck_cheque_version_type_banque CHECK (typeof(banque) IN ('text')),
	CONSTRAINT ck_cheque_version_type_tireur CHECK (typeof(tireur) IN ('text', 'null')),
	CONSTRAINT ck_cheque_version_type_echeance CHECK (typeof(echeance) IN ('integer')),
	CONSTRAINT ck_cheque_version_type_reglement CHECK (typeof(reglement) IN ('integer', 'null')),
	CONSTRAINT ck_cheque_version_type_archivage CHECK (typeof(archivage) IN ('integer', 'null')),
	CONSTRAINT ck_cheque_version_type_rendu CHECK (typeof(rendu) IN ('text', 'null')),
	CONSTRAINT ck_cheque_version_type_operation_id CHECK (typeof(operation_id) IN ('integer'))
)
-- ;;
CREATE INDEX ix_cheque_version_operation_id ON cheque_version (operation_id)
-- ;;
CREATE TABLE essai_pin (
	utilisateur TEXT NOT NULL,
	echecs INTEGER NOT NULL,
	dernier INTEGER NOT NULL,
	CONSTRAINT pk_essai_pin PRIMARY KEY (utilisateur),
	CONSTRAINT fk_essai_pin_utilisateur FOREIGN KEY(utilisateur) REFERENCES utilisateur (code),
	CONSTRAINT ck_essai_pin_type_echecs CHECK (typeof(echecs) IN ('integer')),
	CONSTRAINT ck_essai_pin_type_dernier CHECK (typeof(dernier) IN ('integer'))
)
-- ;;
CREATE TABLE exigibilite (
	id INTEGER NOT NULL,
	piece INTEGER NOT NULL,
	compte TEXT NOT NULL,
	attente TEXT NOT NULL,
	tva INTEGER NOT NULL,
	exigible INTEGER NOT NULL,
	ecriture INTEGER NOT NULL,
	operation_id INTEGER NOT NULL,
	CONSTRAINT pk_exigibilite PRIMARY KEY (id),
	CONSTRAINT ck_exigibilite_effet CHECK (tva <> 0 OR exigible <> 0),
	CONSTRAINT fk_exigibilite_piece FOREIGN KEY(piece) REFERENCES piece (id) DEFERRABLE INITIALLY DEFERRED,
	CONSTRAINT fk_exigibilite_ecriture FOREIGN KEY(ecriture) REFERENCES ecriture (id),
	CONSTRAINT fk_exigibilite_operation_id FOREIGN KEY(operation_id) REFERENCES operation (id) DEFERRABLE INITIALLY DEFERRED,
	CONSTRAINT ck_exigibilite_type_id CHECK (typeof(id) IN ('integer')),
	CONSTRAINT ck_exigibilite_type_piece CHECK (typeof(piece) IN ('integer')),
	CONSTRAINT ck_exigibilite_type_compte CHECK (typeof(compte) IN ('text')),
	CONSTRAINT ck_exigibilite_type_attente CHECK (typeof(attente) IN ('text')),
	CONSTRAINT ck_exigibilite_type_tva CHECK (typeof(tva) IN ('integer')),
	CONSTRAINT ck_exigibilite_type_exigible CHECK (typeof(exigible) IN ('integer')),
	CONSTRAINT ck_exigibilite_type_ecriture CHECK (typeof(ecriture) IN ('integer')),
	CONSTRAINT ck_exigibilite_type_operation_id CHECK (typeof(operation_id) IN ('integer'))
)
-- ;;
CREATE INDEX ix_exigibilite_ecriture ON exigibilite (ecriture)
-- ;;
CREATE INDEX ix_exigibilite_operation_id ON exigibilite (operation_id)
-- ;;
CREATE INDEX ix_exigibilite_piece ON exigibilite (piece)
-- ;;
CREATE INDEX ix_imputation_conversion ON imputation (ecriture) WHERE motif = 'conversion'
-- ;;
CREATE TRIGGER acces_sans_delete BEFORE DELETE ON acces BEGIN SELECT RAISE(ABORT, 'cc:inalterable'); END
-- ;;
CREATE TRIGGER acces_creation BEFORE INSERT ON acces BEGIN SELECT RAISE(ABORT, 'cc:doublon') WHERE EXISTS (SELECT 1 FROM acces WHERE id = NEW.id); SELECT RAISE(ABORT, 'cc:sans_version') WHERE NEW.version <> 1 OR NOT EXISTS (SELECT 1 FROM acces_version WHERE id = NEW.id AND version = NEW.version); END
-- ;;
CREATE TRIGGER acces_changement BEFORE UPDATE ON acces BEGIN SELECT RAISE(ABORT, 'cc:inalterable') WHERE NEW.id <> OLD.id; SELECT RAISE(ABORT, 'cc:sans_version') WHERE NEW.version <> OLD.version + 1 OR NOT EXISTS (SELECT 1 FROM acces_version WHERE id = NEW.id AND version = NEW.version); END
-- ;;
CREATE TRIGGER acces_version_sans_update BEFORE UPDATE ON acces_version BEGIN SELECT RAISE(ABORT, 'cc:inalterable'); END
-- ;;
CREATE TRIGGER acces_version_sans_delete BEFORE DELETE ON acces_version BEGIN SELECT RAISE(ABORT, 'cc:inalterable'); END
-- ;;
CREATE TRIGGER acces_version_sans_remplacement BEFORE INSERT ON acces_version BEGIN SELECT RAISE(ABORT, 'cc:doublon') WHERE EXISTS (SELECT 1 FROM acces_version WHERE id = NEW.id AND version = NEW.version); END
-- ;;
CREATE TRIGGER archivage_sans_update BEFORE UPDATE ON archivage BEGIN SELECT RAISE(ABORT, 'cc:inalterable'); END
-- ;;
CREATE TRIGGER archivage_sans_delete BEFORE DELETE ON archivage BEGIN SELECT RAISE(ABORT, 'cc:inalterable'); END
-- ;;
CREATE TRIGGER archivage_sans_remplacement BEFORE INSERT ON archivage BEGIN SELECT RAISE(ABORT, 'cc:doublon') WHERE EXISTS (SELECT 1 FROM archivage WHERE id = NEW.id) OR EXISTS (SELECT 1 FROM archivage WHERE annule = NEW.annule); END
-- ;;
CREATE TRIGGER bon_avoir_sans_update BEFORE UPDATE ON bon_avoir BEGIN SELECT RAISE(ABORT, 'cc:inalterable'); END
-- ;;
CREATE TRIGGER bon_avoir_sans_delete BEFORE DELETE ON bon_avoir BEGIN SELECT RAISE(ABORT, 'cc:inalterable'); END
-- ;;
CREATE TRIGGER bon_avoir_sans_remplacement BEFORE INSERT ON bon_avoir BEGIN SELECT RAISE(ABORT, 'cc:doublon') WHERE EXISTS (SELECT 1 FROM bon_avoir WHERE id = NEW.id) OR EXISTS (SELECT 1 FROM bon_avoir WHERE compte = NEW.compte); END
-- ;;
CREATE TRIGGER cheque_sans_delete BEFORE DELETE ON cheque BEGIN SELECT RAISE(ABORT, 'cc:inalterable'); END
-- ;;
CREATE TRIGGER cheque_creation BEFORE INSERT ON cheque BEGIN SELECT RAISE(ABORT, 'cc:doublon') WHERE EXISTS (SELECT 1 FROM cheque WHERE id = NEW.id); SELECT RAISE(ABORT, 'cc:sans_version') WHERE NEW.version <> 1 OR NOT EXISTS (SELECT 1 FROM cheque_version WHERE id = NEW.id AND version = NEW.version); END
-- ;;
CREATE TRIGGER cheque_changement BEFORE UPDATE ON cheque BEGIN SELECT RAISE(ABORT, 'cc:inalterable') WHERE NEW.id <> OLD.id; SELECT RAISE(ABORT, 'cc:sans_version') WHERE NEW.version <> OLD.version + 1 OR NOT EXISTS (SELECT 1 FROM cheque_version WHERE id = NEW.id AND version = NEW.version); END
-- ;;
CREATE TRIGGER cheque_version_sans_update BEFORE UPDATE ON cheque_version BEGIN SELECT RAISE(ABORT, 'cc:inalterable'); END
-- ;;
CREATE TRIGGER cheque_version_sans_delete BEFORE DELETE ON cheque_version BEGIN SELECT RAISE(ABORT, 'cc:inalterable'); END
-- ;;
CREATE TRIGGER cheque_version_sans_remplacement BEFORE INSERT ON cheque_version BEGIN SELECT RAISE(ABORT, 'cc:doublon') WHERE EXISTS (SELECT 1 FROM cheque_version WHERE id = NEW.id AND version = NEW.version); END
-- ;;
CREATE TRIGGER exigibilite_sans_update BEFORE UPDATE ON exigibilite BEGIN SELECT RAISE(ABORT, 'cc:inalterable'); END
-- ;;
CREATE TRIGGER exigibilite_sans_delete BEFORE DELETE ON exigibilite BEGIN SELECT RAISE(ABORT, 'cc:inalterable'); END
-- ;;
CREATE TRIGGER exigibilite_sans_remplacement BEFORE INSERT ON exigibilite BEGIN SELECT RAISE(ABORT, 'cc:doublon') WHERE EXISTS (SELECT 1 FROM exigibilite WHERE id = NEW.id); END
-- ;;
CREATE TRIGGER archivage_unique BEFORE INSERT ON archivage BEGIN SELECT RAISE(ABORT, 'cc:deja_archive') WHERE NEW.annule IS NULL AND EXISTS (SELECT 1 FROM archivage a WHERE a.acces = NEW.acces AND a.annule IS NULL AND NOT EXISTS (SELECT 1 FROM archivage b WHERE b.annule = a.id));SELECT RAISE(ABORT, 'cc:contraire_inexact') WHERE NEW.annule IS NOT NULL AND NOT EXISTS (SELECT 1 FROM archivage a WHERE a.id = NEW.annule AND a.acces = NEW.acces AND a.annule IS NULL AND a.montant_avoir = NEW.montant_avoir); END
