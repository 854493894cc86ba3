import { type JWK, Provider } from "oidc-provider";
import { ensureSigningKey } from "../actions/rotate-signing-keys.ts";
import type { Context } from "../context.ts";
import { listSigningKeys } from "../db/oidc-signing-keys.ts";
import { inSigningOrder } from "../policy/signing-keys.ts";
import { configuration } from "./configuration.ts";
import { logOutcomes } from "./log-outcomes.ts";
import { portalManners } from "./portal-manners.ts";

export type RunningProvider = { provider: Provider; callback: ReturnType<Provider["callback"]> };

/** The provider with the keys of the moment. A new key is taken up by every portal process without a restart. */
export type CurrentProvider = () => Promise<RunningProvider>;

const KEYS_CHECKED_EVERY_MS = 30_000;

export const currentProvider = (ctx: Context): CurrentProvider => {
  let running: { kids: string; made: RunningProvider } | undefined;
  let checkedAt = 0;
  let check: Promise<void> | undefined;
  const refresh = async () => {
    const keys = await signingKeys(ctx);
    const kids = keys.map(({ kid }) => kid).join(" ");
    if (running?.kids !== kids) running = { kids, made: makeProvider(ctx, keys) };
    checkedAt = ctx.now().getTime();
  };
  return async () => {
    if (!running || ctx.now().getTime() - checkedAt >= KEYS_CHECKED_EVERY_MS) {
      check ??= refresh().finally(() => {
        check = undefined;
      });
      await check;
    }
    if (!running) throw new Error("The OpenID provider could not be made.");
    return running.made;
  };
};

const signingKeys = async (ctx: Context): Promise<JWK[]> => {
  const stored = await listSigningKeys(ctx.db);
  if (stored.length === 0) await ensureSigningKey(ctx);
  const keys = stored.length === 0 ? await listSigningKeys(ctx.db) : stored;
  return inSigningOrder(keys, ctx.now()).map(({ sealed }): JWK => JSON.parse(ctx.secrets.open(sealed)));
};

const makeProvider = (ctx: Context, keys: JWK[]): RunningProvider => {
  const provider = new Provider(ctx.config.publicUrl, configuration(ctx, keys));
  // Its own addresses come from PUBLIC_URL: routes.ts puts that into the headers which a proxy would set.
  provider.proxy = true;
  provider.use(portalManners(ctx));
  logOutcomes(ctx, provider);
  return { provider, callback: provider.callback() };
};
