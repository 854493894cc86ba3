import { Hono } from "hono";
import { switchExpiryMails } from "../../actions/switch-expiry-mails.ts";
import type { Context } from "../../context.ts";
import { findExpiryMailsOff } from "../../db/expiry-mails-off.ts";
import { findUser, type User } from "../../db/users.ts";
import { NotFound } from "../../http/error-handler.ts";
import { formValue } from "../../http/form-protection.ts";
import { isUuid } from "../../http/uuid.ts";
import { frameOf, type PortalEnv, type PortalRequest, translateFor } from "../../http/visit.ts";
import { maskEmail } from "../../policy/masking.ts";
import { sameText } from "../../secrets.ts";
import { expiryMailsPage } from "../expiry-mails.ts";

const OWN = "/account/e-mails";

/** Turns the mails about ending licenses off and on: signed in, or by the link that stands in each of them. */
export const expiryMailsRoutes = (ctx: Context) =>
  new Hono<PortalEnv>()
    .get(OWN, async (c) => {
      const { viewer } = c.get("visit");
      if (!viewer) return c.redirect("/sign-in", 303);
      return shown(ctx, c, { action: OWN, userId: viewer.userId, email: viewer.email });
    })
    .post(OWN, async (c) => {
      const { viewer } = c.get("visit");
      if (!viewer) return c.redirect("/sign-in", 303);
      await switchExpiryMails(ctx, { userId: viewer.userId, on: await wantsMails(c), way: "signed_in" });
      return c.redirect(OWN, 303);
    })
    .get(LINK, async (c) => {
      const { id, email } = await userOfLink(ctx, c);
      return shown(ctx, c, { action: c.req.path, userId: id, email: maskEmail(email) });
    })
    .post(LINK, async (c) => {
      const { id } = await userOfLink(ctx, c);
      await switchExpiryMails(ctx, { userId: id, on: await wantsMails(c), way: "mail_link" });
      return c.redirect(c.req.path, 303);
    });

/** RFC 8058: the button of a mail program. It has no page and no cookie of ours, so the link alone is the proof. */
export const oneClickRoutes = (ctx: Context) =>
  new Hono<PortalEnv>().post(LINK, async (c, next) => {
    if ((await formValue(c, "List-Unsubscribe").catch(() => "")) !== "One-Click") return next();
    const { id } = await userOfLink(ctx, c);
    await switchExpiryMails(ctx, { userId: id, on: false, way: "mail_link" });
    return c.body(null, 200);
  });

const LINK = "/unsubscribe/:userId/:proof";

const wantsMails = async (c: PortalRequest): Promise<boolean> => (await formValue(c, "mails")) === "on";

const userOfLink = async (ctx: Context, c: PortalRequest): Promise<User> => {
  const { userId = "", proof = "" } = c.req.param();
  const fits = isUuid(userId) && sameText(proof, ctx.secrets.unsubscribeProof(userId));
  const user = fits ? await findUser(ctx.db, userId) : undefined;
  if (!user) throw new NotFound();
  return user;
};

const shown = async (
  ctx: Context,
  c: PortalRequest,
  { action, userId, email }: { action: string; userId: string; email: string },
) => {
  const frame = frameOf(ctx, c, action);
  const on = (await findExpiryMailsOff(ctx.db, userId)) === undefined;
  return c.html(expiryMailsPage(translateFor(c), { ...frame, action, email, on }));
};
