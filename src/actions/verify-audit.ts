import type { Context } from "../context.ts";
import { chainHash, listEvents } from "../db/audit-events.ts";
import { numberEvents } from "./number-events.ts";

export type AuditVerified =
  | { ok: true; events: number }
  | { ok: false; reason: "audit_chain_broken"; sequence: number };

const PAGE = 1_000;

/** Walks the whole chain of audit events: each must have the next number, and the hash over itself and the one before. */
export const verifyAudit = async (ctx: Context): Promise<AuditVerified> => {
  await numberEvents(ctx);
  let sequence = 0;
  let hash: Buffer | null = null;
  for (;;) {
    const events = await listEvents(ctx.db, { after: sequence, limit: PAGE });
    for (const event of events) {
      sequence += 1;
      const expected = chainHash(hash, event);
      if (event.sequence !== sequence || !event.hash?.equals(expected)) {
        return { ok: false, reason: "audit_chain_broken", sequence };
      }
      hash = event.hash;
    }
    if (events.length < PAGE) return { ok: true, events: sequence };
  }
};
