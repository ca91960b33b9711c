/**
 * What no command may get wrong, held by the database: balances are kept from the rows of the ledger, rows of the ledger never change,
 * the lines of a plan sum to its contract, and nobody is reminded of what is paid.
 */
export const guards = [
  `CREATE FUNCTION keep_balances() RETURNS trigger LANGUAGE plpgsql AS $$
  BEGIN
    UPDATE receipt SET allocated = allocated + NEW.amount WHERE id = NEW.receipt_id;
    UPDATE plan_line SET allocated = allocated + NEW.amount WHERE id = NEW.line_id;
    RETURN NULL;
  END $$`,
  `CREATE TRIGGER allocation_keeps_balances AFTER INSERT ON allocation FOR EACH ROW EXECUTE FUNCTION keep_balances()`,
  `CREATE FUNCTION mirror_undone_allocation() RETURNS trigger LANGUAGE plpgsql AS $$
  DECLARE undone allocation;
  BEGIN
    IF NEW.undoes IS NULL THEN RETURN NEW; END IF;
    SELECT * INTO STRICT undone FROM allocation WHERE id = NEW.undoes;
    IF undone.amount <> -NEW.amount OR undone.receipt_id <> NEW.receipt_id OR undone.line_id <> NEW.line_id OR undone.undoes IS NOT NULL THEN
      RAISE EXCEPTION 'an undoing allocation must mirror the one it undoes' USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
  END $$`,
  `CREATE TRIGGER allocation_mirrors_undone BEFORE INSERT ON allocation FOR EACH ROW EXECUTE FUNCTION mirror_undone_allocation()`,
  `CREATE FUNCTION take_receipt_back() RETURNS trigger LANGUAGE plpgsql AS $$
  BEGIN
    UPDATE receipt SET reversed = reversed + NEW.amount WHERE id = NEW.receipt_id;
    RETURN NULL;
  END $$`,
  `CREATE TRIGGER receipt_reversal_takes_back AFTER INSERT ON receipt_reversal FOR EACH ROW EXECUTE FUNCTION take_receipt_back()`,

  `CREATE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
  BEGIN
    RAISE EXCEPTION '% is append-only', TG_TABLE_NAME USING ERRCODE = 'restrict_violation';
  END $$`,
  ...['allocation', 'receipt_reversal', 'reminder', 'dunning_letter'].map(
    (table) => `CREATE TRIGGER ${table}_append_only BEFORE UPDATE OR DELETE ON ${table} FOR EACH ROW EXECUTE FUNCTION refuse_change()`,
  ),
  ...['receipt', 'payment_plan', 'plan_line'].map(
    (table) => `CREATE TRIGGER ${table}_stays BEFORE DELETE ON ${table} FOR EACH ROW EXECUTE FUNCTION refuse_change()`,
  ),

  // Deferred to the commit: a plan and its lines are written by several statements.
  `CREATE FUNCTION lines_sum_to_contract() RETURNS trigger LANGUAGE plpgsql AS $$
  DECLARE
    plan uuid := (to_jsonb(NEW) ->> CASE TG_TABLE_NAME WHEN 'payment_plan' THEN 'id' ELSE 'plan_id' END)::uuid;
    expected numeric; actual numeric;
  BEGIN
    SELECT total INTO expected FROM payment_plan WHERE id = plan;
    SELECT coalesce(sum(amount), 0) INTO actual FROM plan_line WHERE plan_id = plan;
    IF actual <> expected THEN
      RAISE EXCEPTION 'the lines of plan % sum to % and not to %', plan, actual, expected USING ERRCODE = 'check_violation';
    END IF;
    RETURN NULL;
  END $$`,
  `CREATE CONSTRAINT TRIGGER payment_plan_sums AFTER INSERT OR UPDATE OF total ON payment_plan
    DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION lines_sum_to_contract()`,
  `CREATE CONSTRAINT TRIGGER plan_line_sums AFTER INSERT OR UPDATE OF amount, plan_id ON plan_line
    DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION lines_sum_to_contract()`,

  // Locks the line: an allocation that is on its way is waited for, one that comes later comes after the reminder.
  `CREATE FUNCTION refuse_reminder_of_paid() RETURNS trigger LANGUAGE plpgsql AS $$
  DECLARE open numeric;
  BEGIN
    SELECT outstanding INTO open FROM plan_line WHERE id = NEW.line_id FOR UPDATE;
    IF open <= 0 THEN
      RAISE EXCEPTION 'line % is paid', NEW.line_id USING ERRCODE = 'check_violation', CONSTRAINT = 'reminder_of_paid';
    END IF;
    NEW.seq := nextval('ledger_seq');
    RETURN NEW;
  END $$`,
  `CREATE TRIGGER reminder_not_of_paid BEFORE INSERT ON reminder FOR EACH ROW EXECUTE FUNCTION refuse_reminder_of_paid()`,
];
