-- Makes a server of PostgreSQL answer as engines do that are spread over several machines, for `scripts/test serializable`. It is run
-- in template1, so that every database which the tests create has it. The server's default isolation is serializable as well.

-- Advisory locks and notifications: most have none.
DO $$
DECLARE
    f regprocedure;
BEGIN
    FOR f IN SELECT oid FROM pg_proc WHERE proname LIKE 'pg\_%advisory%' OR proname IN ('pg_notify', 'pg_listening_channels') LOOP
        EXECUTE format('REVOKE EXECUTE ON FUNCTION %s FROM PUBLIC', f);
    END LOOP;
END
$$;

CREATE SCHEMA stand_in;
GRANT USAGE ON SCHEMA stand_in TO PUBLIC;
CREATE SEQUENCE stand_in.commits;
GRANT USAGE ON SEQUENCE stand_in.commits TO PUBLIC;

-- Every tenth commit of a transaction that has written fails, and is to be repeated. A statement that is a transaction by itself is left
-- alone: such engines repeat it themselves.
CREATE FUNCTION stand_in.refuse_some() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF now() <> statement_timestamp() AND current_setting('stand_in.counted', true) IS DISTINCT FROM txid_current()::text THEN
        PERFORM set_config('stand_in.counted', txid_current()::text, true);
        IF nextval('stand_in.commits') % 10 = 0 THEN
            RAISE EXCEPTION 'could not serialize access: this is one commit of ten' USING ERRCODE = 'serialization_failure';
        END IF;
    END IF;
    RETURN NULL;
END
$$;

-- Each connection takes a thousand numbers of a sequence at once, so that they are in no order of time. Rows of migrations are left
-- alone, and so is a transaction that makes tables: neither a migration nor a restored backup is repeated by whom it fails for. The
-- triggers pass for the server's own, so that no backup holds them.
CREATE FUNCTION stand_in.prepare_tables() RETURNS event_trigger LANGUAGE plpgsql SECURITY DEFINER AS $$
DECLARE
    made record;
BEGIN
    FOR made IN SELECT * FROM pg_event_trigger_ddl_commands() LOOP
        IF made.command_tag = 'CREATE SEQUENCE' THEN
            EXECUTE format('ALTER SEQUENCE %s CACHE 1000', made.object_identity);
        ELSIF made.command_tag = 'CREATE TABLE' AND made.object_identity NOT LIKE '%\_\_diesel\_%' THEN
            EXECUTE format('CREATE CONSTRAINT TRIGGER stand_in AFTER INSERT OR UPDATE OR DELETE ON %s '
                'DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION stand_in.refuse_some()', made.object_identity);
            UPDATE pg_trigger SET tgisinternal = TRUE WHERE tgrelid = made.objid AND tgname = 'stand_in';
            PERFORM set_config('stand_in.counted', txid_current()::text, true);
            -- A dump makes a table, fills it, and then changes it, which it can't with triggers that wait for the end.
            SET CONSTRAINTS ALL IMMEDIATE;
        END IF;
    END LOOP;
END
$$;
CREATE EVENT TRIGGER stand_in ON ddl_command_end WHEN TAG IN ('CREATE TABLE') EXECUTE FUNCTION stand_in.prepare_tables();
