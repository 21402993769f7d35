CREATE TABLE acces (
	id BIGINT NOT NULL,
	client BIGINT NOT NULL,
	piece BIGINT NOT NULL,
	article TEXT NOT NULL,
	libelle TEXT NOT NULL,
	debut DATE NOT NULL,
	fin DATE NOT NULL,
	mois BIGINT NOT NULL,
	prix BIGINT NOT NULL,
	etat TEXT NOT NULL,
	renouvelle BIGINT,
	version BIGINT NOT NULL,
	CONSTRAINT pk_acces PRIMARY KEY (id)
)
-- ;;
CREATE INDEX ix_acces_client ON acces (client, id)
-- ;;
CREATE INDEX ix_acces_piece ON acces (piece)
-- ;;
CREATE INDEX ix_acces_renouvelle ON acces (renouvelle)
-- ;;
CREATE TABLE acces_version (
	id BIGINT NOT NULL,
	version BIGINT NOT NULL,
	client BIGINT NOT NULL,
	piece BIGINT NOT NULL,
	article TEXT NOT NULL,
	libelle TEXT NOT NULL,
	debut DATE NOT NULL,
	fin DATE NOT NULL,
	mois BIGINT NOT NULL,
	prix BIGINT NOT NULL,
	etat TEXT NOT NULL,
	renouvelle BIGINT,
	operation_id BIGINT NOT NULL,
	CONSTRAINT pk_acces_version PRIMARY KEY (id, version)
)
-- ;;
CREATE INDEX ix_acces_version_operation_id ON acces_version (operation_id)
-- ;;
CREATE TABLE archivage (
	id BIGINT NOT NULL,
	acces BIGINT NOT NULL,
	date DATE NOT NULL,
	prorata TEXT NOT NULL,
	consommes BIGINT NOT NULL,
	total BIGINT NOT NULL,
	prix BIGINT NOT NULL,
	anterieurs BIGINT NOT NULL,
	encaisse BIGINT NOT NULL,
	montant_avoir BIGINT NOT NULL,
	retenu BIGINT NOT NULL,
	credit BIGINT NOT NULL,
	du BIGINT NOT NULL,
	reduit BIGINT NOT NULL,
	rembourse BIGINT NOT NULL,
	avoir BIGINT,
	compte BIGINT,
	reglement BIGINT,
	annule BIGINT,
	operation_id BIGINT NOT NULL,
	CONSTRAINT pk_archivage PRIMARY KEY (id),
	CONSTRAINT uq_archivage_annule UNIQUE (annule),
	CONSTRAINT ck_archivage_prorata CHECK (prorata IN ('mois', 'jours')),
	CONSTRAINT ck_archivage_fraction CHECK (consommes BETWEEN 0 AND total),
	CONSTRAINT ck_archivage_avoir CHECK (montant_avoir >= 0 AND (avoir IS NULL) = (montant_avoir = 0)),
	CONSTRAINT ck_archivage_retenu CHECK (retenu = prix - anterieurs - montant_avoir AND retenu >= 0),
	CONSTRAINT ck_archivage_credit CHECK (credit >= 0 AND du >= 0 AND (credit = 0 OR du = 0)),
	CONSTRAINT ck_archivage_reduit CHECK (reduit >= 0 AND (reduit = 0 OR du = 0)),
	CONSTRAINT ck_archivage_rembourse CHECK (rembourse BETWEEN 0 AND credit AND (reglement IS NULL) = (rembourse = 0)),
	CONSTRAINT ck_archivage_compte CHECK ((compte IS NULL) = (credit = rembourse))
)
-- ;;
CREATE INDEX ix_archivage_acces ON archivage (acces)
-- ;;
CREATE INDEX ix_archivage_operation_id ON archivage (operation_id)
-- ;;
CREATE TABLE bon_avoir (
	id BIGINT NOT NULL,
	compte BIGINT NOT NULL,
	code TEXT,
	operation_id BIGINT NOT NULL,
	sel BYTEA,
	personnel_empreinte BYTEA NOT NULL,
	CONSTRAINT pk_bon_avoir PRIMARY KEY (id),
	CONSTRAINT uq_bon_avoir_compte UNIQUE (compte)
)
-- ;;
CREATE INDEX ix_bon_avoir_code ON bon_avoir (code)
-- ;;
CREATE INDEX ix_bon_avoir_operation_id ON bon_avoir (operation_id)
-- ;;
CREATE TABLE cheque (
	id BIGINT NOT NULL,
	acces BIGINT NOT NULL,
	rang BIGINT NOT NULL,
	date DATE NOT NULL,
	montant BIGINT NOT NULL,
	numero TEXT NOT NULL,
	banque TEXT NOT NULL,
	tireur TEXT NOT NULL,
	echeance BIGINT NOT NULL,
	reglement BIGINT,
	archivage BIGINT,
	rendu TEXT NOT NULL,
	version BIGINT NOT NULL,
	CONSTRAINT pk_cheque PRIMARY KEY (id)
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
	id BIGINT NOT NULL,
	version BIGINT NOT NULL,
	acces BIGINT NOT NULL,
	rang BIGINT NOT NULL,
	date DATE NOT NULL,
	montant BIGINT NOT NULL,
	numero TEXT NOT NULL,
	banque TEXT NOT NULL,
	tireur TEXT,
	echeance BIGINT NOT NULL,
	reglement BIGINT,
	archivage BIGINT,
	rendu TEXT,
	operation_id BIGINT NOT NULL,
	sel BYTEA,
	personnel_empreinte BYTEA NOT NULL,
	CONSTRAINT pk_cheque_version PRIMARY KEY (id, version)
)
-- ;;
CREATE INDEX ix_cheque_version_operation_id ON cheque_version (operation_id)
-- ;;
CREATE TABLE essai_pin (
	utilisateur TEXT NOT NULL,
	echecs BIGINT NOT NULL,
	dernier BIGINT NOT NULL,
	CONSTRAINT pk_essai_pin PRIMARY KEY (utilisateur)
)
-- ;;
CREATE TABLE exigibilite (
	id BIGINT NOT NULL,
	piece BIGINT NOT NULL,
	compte TEXT NOT NULL,
	attente TEXT NOT NULL,
	tva BIGINT NOT NULL,
	exigible BIGINT NOT NULL,
	ecriture BIGINT NOT NULL,
	operation_id BIGINT NOT NULL,
	CONSTRAINT pk_exigibilite PRIMARY KEY (id),
	CONSTRAINT ck_exigibilite_effet CHECK (tva <> 0 OR exigible <> 0)
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
ALTER TABLE acces ADD CONSTRAINT fk_acces_client FOREIGN KEY(client) REFERENCES client (code)
-- ;;
ALTER TABLE acces ADD CONSTRAINT fk_acces_piece FOREIGN KEY(piece) REFERENCES piece (id) DEFERRABLE INITIALLY DEFERRED
-- ;;
ALTER TABLE acces ADD CONSTRAINT fk_acces_renouvelle FOREIGN KEY(renouvelle) REFERENCES acces (id)
-- ;;
ALTER TABLE acces_version ADD CONSTRAINT fk_acces_version_id FOREIGN KEY(id) REFERENCES acces (id) DEFERRABLE INITIALLY DEFERRED
-- ;;
ALTER TABLE acces_version ADD CONSTRAINT fk_acces_version_operation_id FOREIGN KEY(operation_id) REFERENCES operation (id) DEFERRABLE INITIALLY DEFERRED
-- ;;
ALTER TABLE archivage ADD CONSTRAINT fk_archivage_acces FOREIGN KEY(acces) REFERENCES acces (id) DEFERRABLE INITIALLY DEFERRED
-- ;;
ALTER TABLE archivage ADD CONSTRAINT fk_archivage_annule FOREIGN KEY(annule) REFERENCES archivage (id)
-- ;;
ALTER TABLE archivage ADD CONSTRAINT fk_archivage_avoir FOREIGN KEY(avoir) REFERENCES piece (id) DEFERRABLE INITIALLY DEFERRED
-- ;;
ALTER TABLE archivage ADD CONSTRAINT fk_archivage_compte FOREIGN KEY(compte) REFERENCES compte_client (numero)
-- ;;
ALTER TABLE archivage ADD CONSTRAINT fk_archivage_operation_id FOREIGN KEY(operation_id) REFERENCES operation (id) DEFERRABLE INITIALLY DEFERRED
-- ;;
ALTER TABLE archivage ADD CONSTRAINT fk_archivage_reglement FOREIGN KEY(reglement) REFERENCES reglement (id) DEFERRABLE INITIALLY DEFERRED
-- ;;
ALTER TABLE bon_avoir ADD CONSTRAINT fk_bon_avoir_compte FOREIGN KEY(compte) REFERENCES compte_client (numero)
-- ;;
ALTER TABLE bon_avoir ADD CONSTRAINT fk_bon_avoir_operation_id FOREIGN KEY(operation_id) REFERENCES operation (id) DEFERRABLE INITIALLY DEFERRED
-- ;;
ALTER TABLE cheque ADD CONSTRAINT fk_cheque_acces FOREIGN KEY(acces) REFERENCES acces (id) DEFERRABLE INITIALLY DEFERRED
-- ;;
ALTER TABLE cheque ADD CONSTRAINT fk_cheque_archivage FOREIGN KEY(archivage) REFERENCES archivage (id) DEFERRABLE INITIALLY DEFERRED
-- ;;
ALTER TABLE cheque ADD CONSTRAINT fk_cheque_echeance FOREIGN KEY(echeance) REFERENCES echeance (id) DEFERRABLE INITIALLY DEFERRED
-- ;;
ALTER TABLE cheque ADD CONSTRAINT fk_cheque_reglement FOREIGN KEY(reglement) REFERENCES reglement (id) DEFERRABLE INITIALLY DEFERRED
-- ;;
ALTER TABLE cheque_version ADD CONSTRAINT fk_cheque_version_id FOREIGN KEY(id) REFERENCES cheque (id) DEFERRABLE INITIALLY DEFERRED
-- ;;
ALTER TABLE cheque_version ADD CONSTRAINT fk_cheque_version_operation_id FOREIGN KEY(operation_id) REFERENCES operation (id) DEFERRABLE INITIALLY DEFERRED
-- ;;
ALTER TABLE essai_pin ADD CONSTRAINT fk_essai_pin_utilisateur FOREIGN KEY(utilisateur) REFERENCES utilisateur (code)
-- ;;
ALTER TABLE exigibilite ADD CONSTRAINT fk_exigibilite_ecriture FOREIGN KEY(ecriture) REFERENCES ecriture (id)
-- ;;
ALTER TABLE exigibilite ADD CONSTRAINT fk_exigibilite_operation_id FOREIGN KEY(operation_id) REFERENCES operation (id) DEFERRABLE INITIALLY DEFERRED
-- ;;
ALTER TABLE exigibilite ADD CONSTRAINT fk_exigibilite_piece FOREIGN KEY(piece) REFERENCES piece (id) DEFERRABLE INITIALLY DEFERRED
-- ;;
CREATE SEQUENCE acces_ids
-- ;;
CREATE SEQUENCE archivage_ids
-- ;;
CREATE SEQUENCE cheque_ids
-- ;;
CREATE SEQUENCE bon_avoir_ids
-- ;;
CREATE SEQUENCE exigibilite_ids
-- ;;
CREATE FUNCTION cc_archivage_unique() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
IF NEW.annule IS NULL AND EXISTS (SELECT 1 FROM archivage a WHERE a.acces = NEW.acces AND a.annule IS NULL AND NOT EXISTS (SELECT 1 FROM archivage b WHERE b.annule = a.id)) THEN RAISE EXCEPTION 'cc:deja_archive' USING ERRCODE = 'CC001'; END IF;
IF NEW.annule IS NOT NULL AND NOT EXISTS (SELECT 1 FROM archivage a WHERE a.id = NEW.annule AND a.acces = NEW.acces AND a.annule IS NULL AND a.montant_avoir = NEW.montant_avoir) THEN RAISE EXCEPTION 'cc:contraire_inexact' USING ERRCODE = 'CC001'; END IF; RETURN NEW;
END $$
-- ;;
CREATE FUNCTION cc_acces_version() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
IF TG_OP = 'UPDATE' THEN IF NEW.id <> OLD.id THEN RAISE EXCEPTION 'cc:inalterable' USING ERRCODE = 'CC001'; END IF; IF NEW.version <> OLD.version + 1 OR NOT EXISTS (SELECT 1 FROM acces_version WHERE id = NEW.id AND version = NEW.version) THEN RAISE EXCEPTION 'cc:sans_version' USING ERRCODE = 'CC001'; END IF; ELSE IF NEW.version <> 1 OR NOT EXISTS (SELECT 1 FROM acces_version WHERE id = NEW.id AND version = NEW.version) THEN RAISE EXCEPTION 'cc:sans_version' USING ERRCODE = 'CC001'; END IF; END IF; RETURN NEW;
END $$
-- ;;
CREATE TRIGGER acces_changement BEFORE INSERT OR UPDATE ON acces FOR EACH ROW EXECUTE FUNCTION cc_acces_version()
-- ;;
CREATE TRIGGER acces_sans_delete BEFORE DELETE ON acces FOR EACH ROW EXECUTE FUNCTION cc_inalterable()
-- ;;
CREATE TRIGGER acces_sans_vidage BEFORE TRUNCATE ON acces FOR EACH STATEMENT EXECUTE FUNCTION cc_inalterable()
-- ;;
CREATE TRIGGER acces_version_inalterable BEFORE UPDATE OR DELETE ON acces_version FOR EACH ROW EXECUTE FUNCTION cc_inalterable()
-- ;;
CREATE TRIGGER acces_version_sans_vidage BEFORE TRUNCATE ON acces_version FOR EACH STATEMENT EXECUTE FUNCTION cc_inalterable()
-- ;;
CREATE TRIGGER archivage_inalterable BEFORE UPDATE OR DELETE ON archivage FOR EACH ROW EXECUTE FUNCTION cc_inalterable()
-- ;;
CREATE TRIGGER archivage_sans_vidage BEFORE TRUNCATE ON archivage FOR EACH STATEMENT EXECUTE FUNCTION cc_inalterable()
-- ;;
CREATE TRIGGER bon_avoir_inalterable BEFORE UPDATE OR DELETE ON bon_avoir FOR EACH ROW EXECUTE FUNCTION cc_inalterable()
-- ;;
CREATE TRIGGER bon_avoir_sans_vidage BEFORE TRUNCATE ON bon_avoir FOR EACH STATEMENT EXECUTE FUNCTION cc_inalterable()
-- ;;
CREATE FUNCTION cc_cheque_version() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
IF TG_OP = 'UPDATE' THEN IF NEW.id <> OLD.id THEN RAISE EXCEPTION 'cc:inalterable' USING ERRCODE = 'CC001'; END IF; IF NEW.version <> OLD.version + 1 OR NOT EXISTS (SELECT 1 FROM cheque_version WHERE id = NEW.id AND version = NEW.version) THEN RAISE EXCEPTION 'cc:sans_version' USING ERRCODE = 'CC001'; END IF; ELSE IF NEW.version <> 1 OR NOT EXISTS (SELECT 1 FROM cheque_version WHERE id = NEW.id AND version = NEW.version) THEN RAISE EXCEPTION 'cc:sans_version' USING ERRCODE = 'CC001'; END IF; END IF; RETURN NEW;
END $$
-- ;;
CREATE TRIGGER cheque_changement BEFORE INSERT OR UPDATE ON cheque FOR EACH ROW EXECUTE FUNCTION cc_cheque_version()
-- ;;
CREATE TRIGGER cheque_sans_delete BEFORE DELETE ON cheque FOR EACH ROW EXECUTE FUNCTION cc_inalterable()
-- ;;
CREATE TRIGGER cheque_sans_vidage BEFORE TRUNCATE ON cheque FOR EACH STATEMENT EXECUTE FUNCTION cc_inalterable()
-- ;;
CREATE TRIGGER cheque_version_inalterable BEFORE UPDATE OR DELETE ON cheque_version FOR EACH ROW EXECUTE FUNCTION cc_inalterable()
-- ;;
CREATE TRIGGER cheque_version_sans_vidage BEFORE TRUNCATE ON cheque_version FOR EACH STATEMENT EXECUTE FUNCTION cc_inalterable()
-- ;;
CREATE TRIGGER exigibilite_inalterable BEFORE UPDATE OR DELETE ON exigibilite FOR EACH ROW EXECUTE FUNCTION cc_inalterable()
-- ;;
CREATE TRIGGER exigibilite_sans_vidage BEFORE TRUNCATE ON exigibilite FOR EACH STATEMENT EXECUTE FUNCTION cc_inalterable()
-- ;;
CREATE TRIGGER archivage_unique BEFORE INSERT ON archivage FOR EACH ROW EXECUTE FUNCTION cc_archivage_unique()
-- ;;
GRANT SELECT, INSERT ON acces_version, archivage, article_version, banque_version, base_info, bon_avoir, cheque_version, cle_poste, client_version, cloture, compte_client, echeance_version, ecriture, exigibilite, fichier, fusion, imputation, lettrage, lettrage_ligne, ligne, mode_reglement_version, motif_version, numero_piece, operation, parametre_version, piece_jointe, piece_ligne, piece_version, poste_version, reglement_version, relance, relance_echeance, station_version, taux_tva_version, tirage, transfert, transfert_ecriture, utilisateur_version TO caisse_clients_application
-- ;;
GRANT SELECT, INSERT, UPDATE ON acces, article, banque, cheque, client, compteur, echeance, essai_pin, mode_reglement, motif, parametre, piece, poste, reglement, station, taux_tva, utilisateur TO caisse_clients_application
-- ;;
GRANT SELECT, UPDATE ON client_effectif, disponible, reste_echeance, solde_compte, suivi_piece, tete_poste TO caisse_clients_application
-- ;;
GRANT USAGE ON ALL SEQUENCES IN SCHEMA public TO caisse_clients_application
-- ;;
GRANT SELECT ON alembic_version TO caisse_clients_application
