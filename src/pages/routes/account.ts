import { Hono } from "hono";
import type { Context } from "../../context.ts";
import { findAuthenticator } from "../../db/authenticators.ts";
import { listPasskeysOfUser } from "../../db/passkeys.ts";
import { findPassword } from "../../db/passwords.ts";
import { countRecoveryCodesLeft } from "../../db/recovery-codes.ts";
import { listSessionsOfUser } from "../../db/sessions.ts";
import {
  frameOf,
  type PortalEnv,
  type PortalRequest,
  shownViewer,
  type SignedIn,
  translateFor,
} from "../../http/visit.ts";
import { namedOrigin } from "../../passkey-site.ts";
import { browserName } from "../../policy/browser-name.ts";
import { sessionStands, signedInJustNow } from "../../policy/session.ts";
import { type AccountChange, accountChanges, accountPage } from "../account.ts";
import type { Problem } from "../parts/fields.ts";
import { deviceName } from "../parts/sessions-section.ts";
import { addingCeremony } from "./passkey-ceremony.ts";

/** "My account": how somebody signs in, and where they are signed in. */
export const accountRoutes = (ctx: Context) =>
  new Hono<PortalEnv>().get("/account", async (c) => {
    const { viewer } = c.get("visit");
    if (!viewer) return c.redirect("/sign-in?to=account", 303);
    const changed = accountChanges.find((change) => change === c.req.query("changed"));
    return c.html(await shownAccount(ctx, c, viewer, { ...(changed && { changed }) }));
  });

type Answer = { changed?: AccountChange; passwordProblem?: Problem; passkeyProblem?: Problem };

/** The page as things stand now, with what became of the form that was sent. */
export const shownAccount = async (ctx: Context, c: PortalRequest, viewer: SignedIn, answer: Answer = {}) => {
  const { changed, passwordProblem, passkeyProblem } = answer;
  const mayChange = signedInJustNow(viewer, ctx.now());
  const [password, passkeys, authenticator, sessions] = await Promise.all([
    findPassword(ctx.db, viewer.userId),
    listPasskeysOfUser(ctx.db, viewer.userId),
    shownAuthenticator(ctx, viewer),
    shownSessions(ctx, viewer),
  ]);
  const ceremony = mayChange ? await addingCeremony(ctx, c, viewer, passkeys) : undefined;
  const openAt = namedOrigin(ctx.config.publicUrl, c.req.header("host"));
  const t = translateFor(c);
  return accountPage(t, {
    ...frameOf(ctx, c, "/account"),
    viewer: shownViewer(ctx, viewer),
    mayChange,
    ...(changed && { changed }),
    password: { setAt: password?.setAt ?? null, ...(passwordProblem && { problem: passwordProblem }) },
    passkeys: {
      list: passkeys,
      suggestedName: deviceName(t, browserName(c.req.header("user-agent") ?? "")),
      ...(ceremony && { ceremony }),
      ...(openAt && { openAt }),
      ...(passkeyProblem && { problem: passkeyProblem }),
    },
    authenticator,
    sessions,
  });
};

const shownAuthenticator = async (ctx: Context, { userId }: SignedIn) => ({
  confirmedAt: (await findAuthenticator(ctx.db, userId))?.confirmedAt ?? null,
  recoveryCodesLeft: await countRecoveryCodesLeft(ctx.db, userId),
});

const shownSessions = async (ctx: Context, viewer: SignedIn) =>
  (await listSessionsOfUser(ctx.db, viewer.userId))
    .filter((session) => sessionStands(session, ctx.now()))
    .map(({ id, beganAt, seenAt, userAgent }) => ({
      id,
      beganAt,
      seenAt,
      ...browserName(userAgent),
      isThisOne: id === viewer.sessionId,
    }));
