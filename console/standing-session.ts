import { setTimeout as sleep } from "node:timers/promises";
import * as openid from "openid-client";
import type { ConsoleContext } from "./context.ts";
import { personClaims } from "./person.ts";
import { deleteSession, findSession, type Session, takeTurnToAsk, updatePerson } from "./sessions.ts";

/** Who signed out of the portal, or was removed, is out here at most so much later. */
const ASK_EVERY_SECONDS = 60;
/** Nobody waits longer for a portal that does not answer. */
const PATIENCE_MS = 2_000;

/**
 * The session of this token, as the portal knows its user now: once a minute the portal is asked again. It ends when the
 * portal says so; a portal that does not answer ends nobody's session.
 */
export const standingSession = async (ctx: ConsoleContext, token: string): Promise<Session | null> => {
  const session = await findSession(ctx.database, token);
  const accessToken = session && (await takeTurnToAsk(ctx.database, token, ASK_EVERY_SECONDS));
  if (!accessToken) return session;
  const answer = await Promise.race([
    ask(ctx, session, accessToken),
    sleep(PATIENCE_MS, "unknown" as const, { ref: false }),
  ]);
  if (answer === "unknown") return session;
  if (answer === "ended") {
    await deleteSession(ctx.database, token);
    return null;
  }
  await updatePerson(ctx.database, token, answer);
  return { ...session, ...answer };
};

const ask = async (ctx: ConsoleContext, { userId }: Session, accessToken: string) => {
  try {
    return personClaims.parse(await openid.fetchUserInfo(await ctx.portal(), accessToken, userId));
  } catch (error) {
    if (error instanceof openid.WWWAuthenticateChallengeError && error.status === 401) return "ended" as const;
    ctx.log.warn({ err: error }, "portal.not_asked");
    return "unknown" as const;
  }
};
