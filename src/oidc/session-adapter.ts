import type { Adapter } from "oidc-provider";
import type { Context } from "../context.ts";
import { listSessionsBegunIn } from "../db/sessions.ts";
import { sessionStands } from "../policy/session.ts";
import { databaseAdapter } from "./adapter.ts";

/**
 * The provider's session is found only while the portal's session of the same sign-in stands. However that one ended,
 * in this browser or elsewhere, the codes and tokens that hang on it are worth nothing from then on.
 */
export const sessionAdapter = (ctx: Context): Adapter => {
  const kept = databaseAdapter(ctx)("Session");
  return {
    ...kept,
    find: async (id) => ifPortalSessionStands(ctx, await kept.find(id)),
    findByUid: async (uid) => ifPortalSessionStands(ctx, await kept.findByUid(uid)),
  };
};

const ifPortalSessionStands = async (ctx: Context, session: Awaited<ReturnType<Adapter["find"]>>) => {
  if (session?.accountId === undefined || session.loginTs === undefined) return session;
  const begun = await listSessionsBegunIn(ctx.db, session.accountId, session.loginTs);
  return begun.some((portalSession) => sessionStands(portalSession, ctx.now())) ? session : undefined;
};
