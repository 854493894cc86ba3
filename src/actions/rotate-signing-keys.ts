import { createHash, generateKeyPair } from "node:crypto";
import { promisify } from "node:util";
import type { Context } from "../context.ts";
import { insertAuditEvents } from "../db/audit-events.ts";
import { inTransaction, type Tx } from "../db/client.ts";
import { countSigningKeys, insertSigningKey, lockSigningKeys } from "../db/oidc-signing-keys.ts";
import { PUBLISHED_AHEAD_SECONDS } from "../policy/signing-keys.ts";

export type NewSigningKey = { kid: string; signsFrom: Date };

/** Makes the first key that signs ID tokens, where there is none. Two processes at once end with one key. */
export const ensureSigningKey = (ctx: Context): Promise<void> =>
  inTransaction(ctx.db, async (tx) => {
    await lockSigningKeys(tx);
    if ((await countSigningKeys(tx)) === 0) await addSigningKey(ctx, tx, 0, "portal");
  });

/**
 * Adds a key that is published at once and signs a little later, so that no console meets a key it cannot know. The old
 * ones stay published: nobody is signed out.
 */
export const rotateSigningKeys = (ctx: Context, actor: string): Promise<NewSigningKey> =>
  inTransaction(ctx.db, async (tx) => {
    await lockSigningKeys(tx);
    const aheadSeconds = (await countSigningKeys(tx)) === 0 ? 0 : PUBLISHED_AHEAD_SECONDS;
    return addSigningKey(ctx, tx, aheadSeconds, actor);
  });

const addSigningKey = async (ctx: Context, tx: Tx, aheadSeconds: number, actor: string): Promise<NewSigningKey> => {
  const { privateKey } = await promisify(generateKeyPair)("rsa", { modulusLength: 2048 });
  const jwk = privateKey.export({ format: "jwk" });
  const kid = createHash("sha256").update(`${jwk.n}`).digest("base64url").slice(0, 16);
  const now = ctx.now();
  const signsFrom = new Date(now.getTime() + aheadSeconds * 1000);
  const sealed = ctx.secrets.seal(JSON.stringify({ ...jwk, kid, alg: "RS256", use: "sig" }));
  await insertSigningKey(tx, { kid, sealed, madeAt: now, signsFrom });
  const event = { type: "signing_key.added", actor, subject: `signing_key:${kid}`, data: {} };
  await insertAuditEvents(tx, ctx.newId, now, [event]);
  return { kid, signsFrom };
};
