import type { Context } from "../context.ts";
import { findApiKey } from "../db/api-keys.ts";
import { apiScopes } from "../policy/permissions.ts";
import { hashToken } from "../secrets.ts";
import { createApiKey } from "./create-api-key.ts";

/** The key of the setting API_KEY works with all scopes; a start that finds it does nothing. */
export const ensureApiKey = async (ctx: Context, key: string): Promise<void> => {
  const known = await findApiKey(ctx.db, hashToken(key));
  if (known && apiScopes.every((scope) => known.scopes.includes(scope))) return;
  await createApiKey(ctx, { name: "API_KEY", scopes: apiScopes, actor: "system", key });
};
