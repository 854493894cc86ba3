import type { Context } from "../context.ts";
import { inTransaction, type Tx } from "../db/client.ts";
import { findInstance, insertInstance } from "../db/instance.ts";
import { findSomeSealedCode } from "../db/licenses.ts";

/** Whether SECRETS_KEY is the one that filled this database. The first process that asks leaves the key's fingerprint. */
export const recogniseSecretsKey = (ctx: Context): Promise<boolean> =>
  inTransaction(ctx.db, async (tx) => {
    const known = await findInstance(tx);
    if (known) return known.secretsFingerprint.equals(ctx.secrets.fingerprint);
    if (!(await opensWhatIsThere(ctx, tx))) return false;
    await insertInstance(tx, { secretsFingerprint: ctx.secrets.fingerprint, beganAt: ctx.now() });
    return (await findInstance(tx))?.secretsFingerprint.equals(ctx.secrets.fingerprint) ?? false;
  });

/** A database may have been filled before fingerprints were kept. */
const opensWhatIsThere = async (ctx: Context, tx: Tx): Promise<boolean> => {
  const sealed = await findSomeSealedCode(tx);
  if (!sealed) return true;
  try {
    ctx.secrets.open(sealed);
    return true;
  } catch {
    return false;
  }
};
