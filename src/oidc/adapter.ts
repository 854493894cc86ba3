import { type Adapter, type AdapterPayload, errors } from "oidc-provider";
import type { Context } from "../context.ts";
import {
  deleteGrant,
  deletePayload,
  deletePayloadsOfGrant,
  findPayload,
  findPayloadByUid,
  markPayloadConsumed,
  upsertPayload,
} from "../db/oidc-payloads.ts";
import { hashToken } from "../secrets.ts";

/**
 * Keeps the provider's codes, tokens, sessions and interactions in the database, so that any portal process can go on
 * with what another began. Ids are kept as hashes and the rest sealed: a stolen dump signs nobody in.
 */
export const databaseAdapter =
  (ctx: Context) =>
  (model: string): Adapter => ({
    upsert: async (id, payload, expiresIn) => {
      if (expiresIn === undefined) throw new Error(`A ${model} would never expire.`);
      await upsertPayload(ctx.db, {
        model,
        idHash: hashToken(id),
        uidHash: optionalHash(payload.uid),
        grantHash: optionalHash(payload.grantId),
        sealed: ctx.secrets.seal(JSON.stringify(payload)),
        expiresAt: new Date(ctx.now().getTime() + expiresIn * 1000),
      });
    },
    find: async (id) => opened(ctx, await findPayload(ctx.db, model, hashToken(id), ctx.now())),
    findByUid: async (uid) => opened(ctx, await findPayloadByUid(ctx.db, model, hashToken(uid), ctx.now())),
    findByUserCode: async () => undefined,
    consume: (id) => consume(ctx, model, hashToken(id)),
    destroy: async (id) => {
      await deletePayload(ctx.db, model, hashToken(id));
    },
    revokeByGrantId: async (grantId) => {
      await deletePayloadsOfGrant(ctx.db, model, hashToken(grantId));
    },
  });

/**
 * The provider has read the code before it uses it up, so two thieves may come this far with the same one: the first
 * gets tokens, and the second takes them away again.
 */
const consume = async (ctx: Context, model: string, idHash: Buffer): Promise<void> => {
  if (await markPayloadConsumed(ctx.db, model, idHash, ctx.now())) return;
  const used = await findPayload(ctx.db, model, idHash, ctx.now());
  if (used?.grantHash) await deleteGrant(ctx.db, used.grantHash);
  throw new errors.InvalidGrant("already consumed");
};

const opened = (
  ctx: Context,
  row: { sealed: Buffer; consumedAt: Date | null } | undefined,
): AdapterPayload | undefined => {
  if (!row) return undefined;
  const payload: AdapterPayload = JSON.parse(ctx.secrets.open(row.sealed));
  return row.consumedAt ? { ...payload, consumed: Math.floor(row.consumedAt.getTime() / 1000) } : payload;
};

const optionalHash = (text: string | undefined): Buffer | null => (text === undefined ? null : hashToken(text));
