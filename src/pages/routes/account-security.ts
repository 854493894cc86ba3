import { Hono } from "hono";
import { addPasskey, removePasskey } from "../../actions/add-passkey.ts";
import { changePassword } from "../../actions/change-password.ts";
import { endOtherSessions, endOwnSession } from "../../actions/end-session.ts";
import type { Context } from "../../context.ts";
import { NotFound } from "../../http/error-handler.ts";
import { formValue } from "../../http/form-protection.ts";
import { rememberBrowser } from "../../http/known-browser.ts";
import { isUuid } from "../../http/uuid.ts";
import { type PortalEnv, type PortalRequest, translateFor } from "../../http/visit.ts";
import { browserName } from "../../policy/browser-name.ts";
import type { AccountChange } from "../account.ts";
import { deviceName } from "../parts/sessions-section.ts";
import { shownAccount } from "./account.ts";
import { justSignedIn, viewerOf } from "./just-signed-in.ts";
import { newPasswordProblem } from "./password-problem.ts";

/** Password, passkeys and sessions, changed on the account page. */
export const accountSecurityRoutes = (ctx: Context) =>
  new Hono<PortalEnv>()
    .post("/account/password", justSignedIn(ctx), async (c) => {
      const viewer = viewerOf(c);
      const outcome = await changePassword(ctx, viewer, await formValue(c, "newPassword"));
      if (outcome.ok) {
        rememberBrowser(ctx, c, viewer.userId);
        return changed(c, "password");
      }
      const passwordProblem = newPasswordProblem(translateFor(c), outcome.reason);
      return c.html(await shownAccount(ctx, c, viewer, { passwordProblem }), 422);
    })
    .post("/account/passkeys", justSignedIn(ctx), async (c) => {
      const viewer = viewerOf(c);
      const { browserToken } = c.get("visit");
      const credential = await formValue(c, "credential");
      const outcome = await addPasskey(ctx, viewer, { credential, name: await passkeyName(c), browserToken });
      if (outcome.ok) return changed(c, "passkey_added");
      const passkeyProblem = { reason: outcome.reason, text: translateFor(c)("reason.passkey_not_added") };
      return c.html(await shownAccount(ctx, c, viewer, { passkeyProblem }), 409);
    })
    .post("/account/passkeys/:id/remove", justSignedIn(ctx), async (c) => {
      const id = c.req.param("id");
      if (!isUuid(id) || !(await removePasskey(ctx, viewerOf(c), id))) throw new NotFound();
      return changed(c, "passkey_removed");
    })
    .post("/account/sessions/sign-out-others", async (c) => {
      const { viewer } = c.get("visit");
      if (!viewer) return c.redirect("/sign-in?to=account", 303);
      await endOtherSessions(ctx, viewer);
      return changed(c, "signed_out");
    })
    .post("/account/sessions/:id/sign-out", async (c) => {
      const { viewer } = c.get("visit");
      const id = c.req.param("id");
      if (!viewer) return c.redirect("/sign-in?to=account", 303);
      if (isUuid(id)) await endOwnSession(ctx, viewer, id);
      return changed(c, "signed_out");
    });

const MAX_NAME_CHARACTERS = 50;

const passkeyName = async (c: PortalRequest): Promise<string> => {
  const typed = (await formValue(c, "passkeyName"))
    .toWellFormed()
    .replace(/\p{Cc}+/gu, " ")
    .trim();
  const name = [...typed].slice(0, MAX_NAME_CHARACTERS).join("");
  return name || deviceName(translateFor(c), browserName(c.req.header("user-agent") ?? ""));
};

const changed = (c: PortalRequest, what: AccountChange) => c.redirect(`/account?changed=${what}`, 303);
