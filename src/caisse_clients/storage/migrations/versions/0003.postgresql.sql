CREATE TABLE relance (
	id BIGINT NOT NULL,
	client BIGINT NOT NULL,
	niveau BIGINT NOT NULL,
	date DATE NOT NULL,
	montant BIGINT NOT NULL,
	frais BIGINT NOT NULL,
	penalites BIGINT NOT NULL,
	operation_id BIGINT NOT NULL,
	CONSTRAINT pk_relance PRIMARY KEY (id),
	CONSTRAINT ck_relance_niveau CHECK (niveau BETWEEN 1 AND 3),
	CONSTRAINT ck_relance_montant CHECK (montant > 0)
)
-- ;;
CREATE INDEX ix_relance_client ON relance (client)
-- ;;
CREATE INDEX ix_relance_date ON relance (date, id)
-- ;;
CREATE INDEX ix_relance_operation_id ON relance (operation_id)
-- ;;
CREATE TABLE relance_echeance (
	relance BIGINT NOT NULL,
	echeance BIGINT NOT NULL,
	reste BIGINT NOT NULL,
	operation_id BIGINT NOT NULL,
	CONSTRAINT pk_relance_echeance PRIMARY KEY (relance, echeance)
)
-- ;;
CREATE INDEX ix_relance_echeance_echeance ON relance_echeance (echeance)
-- ;;
CREATE INDEX ix_relance_echeance_operation_id ON relance_echeance (operation_id)
-- ;;
ALTER TABLE relance ADD CONSTRAINT fk_relance_client FOREIGN KEY(client) REFERENCES client (code)
-- ;;
ALTER TABLE relance ADD CONSTRAINT fk_relance_operation_id FOREIGN KEY(operation_id) REFERENCES operation (id) DEFERRABLE INITIALLY DEFERRED
-- ;;
ALTER TABLE relance_echeance ADD CONSTRAINT fk_relance_echeance_echeance FOREIGN KEY(echeance) REFERENCES echeance (id)
-- ;;
ALTER TABLE relance_echeance ADD CONSTRAINT fk_relance_echeance_operation_id FOREIGN KEY(operation_id) REFERENCES operation (id) DEFERRABLE INITIALLY DEFERRED
-- ;;
ALTER TABLE relance_echeance ADD CONSTRAINT fk_relance_echeance_relance FOREIGN KEY(relance) REFERENCES relance (id) DEFERRABLE INITIALLY DEFERRED
-- ;;
CREATE SEQUENCE relance_ids
-- ;;
CREATE FUNCTION cc_piece_ligne_tardive() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
IF EXISTS (SELECT 1 FROM piece_version WHERE id = NEW.piece AND version = NEW.version) THEN RAISE EXCEPTION 'cc:piece_close' USING ERRCODE = 'CC001'; END IF; RETURN NEW;
END $$
-- ;;
CREATE FUNCTION cc_imputation_signes() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
IF NEW.annule IS NULL AND (NEW.montant < 0 OR NEW.montant_source < 0) THEN RAISE EXCEPTION 'cc:contraire_inexact' USING ERRCODE = 'CC001'; END IF; RETURN NEW;
END $$
-- ;;
CREATE TRIGGER relance_inalterable BEFORE UPDATE OR DELETE ON relance FOR EACH ROW EXECUTE FUNCTION cc_inalterable()
-- ;;
CREATE TRIGGER relance_sans_vidage BEFORE TRUNCATE ON relance FOR EACH STATEMENT EXECUTE FUNCTION cc_inalterable()
-- ;;
CREATE TRIGGER relance_echeance_inalterable BEFORE UPDATE OR DELETE ON relance_echeance FOR EACH ROW EXECUTE FUNCTION cc_inalterable()
-- ;;
CREATE TRIGGER relance_echeance_sans_vidage BEFORE TRUNCATE ON relance_echeance FOR EACH STATEMENT EXECUTE FUNCTION cc_inalterable()
-- ;;
CREATE TRIGGER piece_ligne_tardive BEFORE INSERT ON piece_ligne FOR EACH ROW EXECUTE FUNCTION cc_piece_ligne_tardive()
-- ;;
CREATE TRIGGER imputation_signes BEFORE INSERT ON imputation FOR EACH ROW EXECUTE FUNCTION cc_imputation_signes()
-- ;;
GRANT SELECT, INSERT ON article_version, banque_version, base_info, cle_poste, client_version, cloture, compte_client, echeance_version, ecriture, fichier, fusion, imputation, lettrage, lettrage_ligne, ligne, mode_reglement_version, motif_version, numero_piece, operation, parametre_version, piece_jointe, piece_ligne, piece_version, poste_version, reglement_version, relance, relance_echeance, station_version, taux_tva_version, tirage, transfert, transfert_ecriture, utilisateur_version TO caisse_clients_application
-- ;;
GRANT SELECT, INSERT, UPDATE ON article, banque, client, compteur, echeance, mode_reglement, motif, parametre, piece, poste, reglement, station, taux_tva, utilisateur TO caisse_clients_application
-- ;;
GRANT SELECT, UPDATE ON client_effectif, disponible, reste_echeance, solde_compte, suivi_piece, tete_poste TO caisse_clients_application
-- ;;
GRANT USAGE ON ALL SEQUENCES IN SCHEMA public TO caisse_clients_application
-- ;;
GRANT SELECT ON alembic_version TO caisse_clients_application
