import { createHash } from "node:crypto";
import { sql } from "kysely";
import type { Db, Tx } from "./client.ts";
import type { Json } from "./schema.ts";

export type AuditEvent = { type: string; actor: string; subject: string; data: Json };

export type NumberedEvent = AuditEvent & { sequence: number; at: Date };

/** Appends events in the transaction that causes them. They are numbered after the commit, so that nobody waits. */
export const insertAuditEvents = async (tx: Tx, newId: () => string, at: Date, events: AuditEvent[]): Promise<void> => {
  if (events.length === 0) return;
  await tx
    .insertInto("auditEvents")
    .values(events.map((event) => ({ ...event, id: newId(), at, data: JSON.stringify(event.data) })))
    .execute();
};

/** The audit feed after the event `after`, in order and without gaps. */
export const listEvents = (db: Db, page: { after: number; limit: number }) =>
  db
    .selectFrom("auditEvents")
    .select(["sequence", "at", "type", "actor", "subject", "data", "hash"])
    .where("sequence", ">", page.after)
    .orderBy("sequence")
    .limit(page.limit)
    .execute() as Promise<(NumberedEvent & { hash: Buffer | null })[]>;

/**
 * The events of an account, the newest first, whether they are numbered or not: those about the account itself and those
 * that name it. The expression is that of the index.
 */
export const listEventsOfAccount = (
  db: Db,
  accountId: string,
  { types, before, limit }: { types?: readonly string[]; before?: number; limit: number },
) => {
  let query = db
    .selectFrom("auditEvents")
    .select(["entry", "at", "type", "actor", "subject", "data"])
    .where(accountOfEvent, "=", accountId)
    .orderBy("entry", "desc")
    .limit(limit);
  if (types) query = query.where("type", "in", types);
  if (before !== undefined) query = query.where("entry", "<", before);
  return query.execute() as Promise<(AuditEvent & { entry: number; at: Date })[]>;
};

const accountOfEvent = sql<string>`(case when subject like 'account:%' then substr(subject, 9) else data ->> 'accountId' end)`;

const SEQUENCER_LOCK = 4_091_120_201;

/**
 * Numbers the committed events that have no number yet and chains their hashes. One sequencer at a time: an event that
 * commits later than its neighbours simply gets a later number, so the feed never has a gap. Returns how many.
 */
export const markEventsNumbered = async (tx: Tx, limit: number): Promise<number> => {
  const lock = await sql<{ locked: boolean }>`select pg_try_advisory_xact_lock(${SEQUENCER_LOCK}) as locked`.execute(
    tx,
  );
  if (!lock.rows[0]?.locked) return 0;
  const waiting = await tx
    .selectFrom("auditEvents")
    .select(["id", "at", "type", "actor", "subject", "data"])
    .where("sequence", "is", null)
    .orderBy("entry")
    .limit(limit)
    .execute();
  if (waiting.length === 0) return 0;
  const last = await tx
    .selectFrom("auditEvents")
    .select(["sequence", "hash"])
    .where("sequence", "is not", null)
    .orderBy("sequence", "desc")
    .limit(1)
    .executeTakeFirst();
  let sequence = last?.sequence ?? 0;
  let hash = last?.hash ?? null;
  const numbered = waiting.map((event) => {
    sequence += 1;
    hash = chainHash(hash, { ...event, sequence });
    return { id: event.id, sequence, hash };
  });
  await sql`
    update audit_events set sequence = n.sequence, hash = n.hash
    from unnest(${numbered.map((n) => n.id)}::uuid[], ${numbered.map((n) => n.sequence)}::bigint[],
                ${numbered.map((n) => n.hash)}::bytea[]) as n (id, sequence, hash)
    where audit_events.id = n.id`.execute(tx);
  return numbered.length;
};

/** The hash of an event over itself and the hash before it: a changed, removed or inserted event breaks the chain. */
export const chainHash = (previous: Buffer | null, event: NumberedEvent): Buffer =>
  createHash("sha256")
    .update(previous ?? "")
    .update(
      JSON.stringify([
        event.sequence,
        event.at.toISOString(),
        event.type,
        event.actor,
        event.subject,
        sorted(event.data),
      ]),
    )
    .digest();

/** jsonb keeps no order of keys, so the hash takes them sorted. */
const sorted = (value: unknown): unknown => {
  if (Array.isArray(value)) return value.map(sorted);
  if (value === null || typeof value !== "object") return value;
  return Object.fromEntries(
    Object.entries(value)
      .toSorted(([a], [b]) => (a < b ? -1 : 1))
      .map(([key, inner]) => [key, sorted(inner)]),
  );
};
