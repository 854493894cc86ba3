import type { Context } from "../context.ts";
import { insertApiKey } from "../db/api-keys.ts";
import { insertAuditEvents } from "../db/audit-events.ts";
import { inTransaction } from "../db/client.ts";
import type { ApiScope } from "../policy/permissions.ts";
import { hashToken, randomToken } from "../secrets.ts";

export type CreateApiKey = {
  name: string;
  scopes: readonly ApiScope[];
  actor: string;
  /** Else a new one is made. */
  key?: string;
};

/**
 * Lets a vendor system in with these scopes. Returns the key, which is told this once: only its hash is stored. A known
 * key gets these scopes; one that has them already stays as it is.
 */
export const createApiKey = (ctx: Context, input: CreateApiKey): Promise<string> =>
  inTransaction(ctx.db, async (tx) => {
    const key = input.key ?? `ak_${randomToken()}`;
    const scopes = [...new Set(input.scopes)];
    const { name } = input;
    const row = { id: ctx.newId(), name, keyHash: hashToken(key), scopes, createdAt: ctx.now() };
    const granted = await insertApiKey(tx, row);
    if (granted) {
      await insertAuditEvents(tx, ctx.newId, ctx.now(), [
        { type: "api_key.created", actor: input.actor, subject: `api_key:${granted.id}`, data: { name, scopes } },
      ]);
    }
    return key;
  });
