import { Hono } from "hono";
import { toString as drawQrCode } from "qrcode";
import {
  confirmAuthenticator,
  renewRecoveryCodes,
  setUpAuthenticator,
  turnOffAuthenticator,
} from "../../actions/set-up-authenticator.ts";
import type { Context } from "../../context.ts";
import { findAuthenticator } from "../../db/authenticators.ts";
import { formValue } from "../../http/form-protection.ts";
import { frameOf, type PortalEnv, type PortalRequest, shownViewer, translateFor } from "../../http/visit.ts";
import { totpUri } from "../../totp.ts";
import type { Problem } from "../parts/fields.ts";
import { recoveryCodesPage, setUpAuthenticatorPage } from "../set-up-authenticator.ts";
import { justSignedIn, viewerOf } from "./just-signed-in.ts";

/** The authenticator app: set up, turned on by its first code, turned off, and other recovery codes. */
export const accountAuthenticatorRoutes = (ctx: Context) =>
  new Hono<PortalEnv>()
    .post("/account/authenticator", justSignedIn(ctx), async (c) => {
      await setUpAuthenticator(ctx, viewerOf(c).userId);
      return c.redirect("/account/authenticator", 303);
    })
    .get("/account/authenticator", justSignedIn(ctx), async (c) => setUpPage(ctx, c))
    .post("/account/authenticator/confirm", justSignedIn(ctx), async (c) => {
      const outcome = await confirmAuthenticator(ctx, viewerOf(c), await formValue(c, "code"));
      if (outcome.ok) return codesPage(ctx, c, outcome.recoveryCodes);
      if (outcome.reason === "not_set_up") return c.redirect("/account", 303);
      const problem = { reason: outcome.reason, text: translateFor(c)("reason.wrong_authenticator_code") };
      return setUpPage(ctx, c, problem);
    })
    .post("/account/authenticator/turn-off", justSignedIn(ctx), async (c) => {
      await turnOffAuthenticator(ctx, viewerOf(c));
      return c.redirect("/account?changed=authenticator_off", 303);
    })
    .post("/account/recovery-codes", justSignedIn(ctx), async (c) => {
      const outcome = await renewRecoveryCodes(ctx, viewerOf(c));
      return outcome.ok ? codesPage(ctx, c, outcome.recoveryCodes) : c.redirect("/account", 303);
    });

const setUpPage = async (ctx: Context, c: PortalRequest, problem?: Problem) => {
  const viewer = viewerOf(c);
  const authenticator = await findAuthenticator(ctx.db, viewer.userId);
  if (!authenticator || authenticator.confirmedAt) return c.redirect("/account", 303);
  const secret = ctx.secrets.open(authenticator.secretSealed);
  const page = setUpAuthenticatorPage(translateFor(c), {
    ...frameOf(ctx, c, "/account/authenticator"),
    viewer: shownViewer(ctx, viewer),
    secret,
    qrCode: await drawQrCode(totpUri(secret, viewer.email), { type: "svg", margin: 2 }),
    ...(problem && { problem }),
  });
  return c.html(page, problem ? 409 : 200);
};

const codesPage = (ctx: Context, c: PortalRequest, codes: readonly string[]) =>
  c.html(
    recoveryCodesPage(translateFor(c), {
      ...frameOf(ctx, c, "/account"),
      viewer: shownViewer(ctx, viewerOf(c)),
      codes,
    }),
  );
