import { Hono } from "hono";
import { switchExpiryMails } from "../../actions/switch-expiry-mails.ts";
import type { Context } from "../../context.ts";
import { findExpiryMailsOff } from "../../db/expiry-mails-off.ts";
import { findUser } from "../../db/users.ts";
import { NotFound } from "../../http/error-handler.ts";
import { formValue } from "../../http/form-protection.ts";
import { isUuid } from "../../http/uuid.ts";
import { frameOf, type PortalEnv, type PortalRequest, translateFor } from "../../http/visit.ts";
import { maskEmail } from "../../policy/masking.ts";
import { sameText } from "../../secrets.ts";
import { expiryMailsPage } from "../expiry-mails.ts";
import { signedInTo, viewerOf } from "./just-signed-in.ts";

/** Turns the mails about ending licenses off and on: signed in, or by the link that stands in each of them. */
export const expiryMailsRoutes = (ctx: Context) =>
  new Hono<PortalEnv>()
    .get(OWN, (c) => c.redirect("/account/profile#mails-section", 303))
    .post(OWN, signedInTo("account/profile"), async (c) => {
      await switchExpiryMails(ctx, { user: viewerOf(c), on: await wantsMails(c), way: "signed_in" });
      return c.redirect("/account/profile?changed=mails#mails-section", 303);
    })
    .get(LINK, async (c) => {
      const { userId, email } = await userOfLink(ctx, c);
      const frame = frameOf(ctx, c, c.req.path);
      const on = (await findExpiryMailsOff(ctx.db, userId)) === undefined;
      return c.html(expiryMailsPage(translateFor(c), { ...frame, action: c.req.path, email: maskEmail(email), on }));
    })
    .post(LINK, async (c) => {
      const user = await userOfLink(ctx, c);
      await switchExpiryMails(ctx, { user, on: await wantsMails(c), way: "mail_link" });
      return c.redirect(c.req.path, 303);
    });

/** RFC 8058: the button of a mail program. It has no page and no cookie of ours, so the link alone is the proof. */
export const oneClickRoutes = (ctx: Context) =>
  new Hono<PortalEnv>().post(LINK, async (c, next) => {
    if ((await formValue(c, "List-Unsubscribe").catch(() => "")) !== "One-Click") return next();
    const user = await userOfLink(ctx, c);
    await switchExpiryMails(ctx, { user, on: false, way: "mail_link" });
    return c.body(null, 200);
  });

const OWN = "/account/e-mails";
const LINK = "/unsubscribe/:userId/:proof";

const wantsMails = async (c: PortalRequest): Promise<boolean> => (await formValue(c, "mails")) === "on";

type Reader = { userId: string; accountId: string; email: string };

const userOfLink = async (ctx: Context, c: PortalRequest): Promise<Reader> => {
  const { userId = "", proof = "" } = c.req.param();
  const fits = isUuid(userId) && sameText(proof, ctx.secrets.unsubscribeProof(userId));
  const user = fits ? await findUser(ctx.db, userId) : undefined;
  if (!user) throw new NotFound();
  return { ...user, userId };
};
