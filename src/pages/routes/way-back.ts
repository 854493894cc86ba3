import type { Context } from "../../context.ts";
import type { WayBack } from "../../db/sign-ins.ts";
import { findVerificationByToken } from "../../db/verifications.ts";
import { formValue } from "../../http/form-protection.ts";
import { isInteractionUid } from "../../http/interaction-uid.ts";
import type { PortalRequest } from "../../http/visit.ts";
import { signInTarget } from "../../policy/sign-in-target.ts";
import { hashToken } from "../../secrets.ts";
import type { SignIn } from "../sign-in.ts";
import { accountHints } from "./account-hints.ts";
import { activationOfBrowser } from "./opened-activation.ts";

type ShownWayBack = Pick<SignIn, "activationId" | "as" | "interactionUid" | "leadsTo" | "verificationToken">;

/** What the sign-in interrupts, for its page: the activation with the account that its preview named, or a page. */
export const shownWayBack = async (ctx: Context, c: PortalRequest): Promise<ShownWayBack> => {
  const { activation, as, interaction, to } = c.req.query();
  return {
    ...(await activationBack(ctx, c, activation, as)),
    ...consoleBack(interaction),
    ...pageBack(to),
  };
};

/** The same for a page that comes back from its form. */
export const keptWayBack = async (ctx: Context, c: PortalRequest): Promise<ShownWayBack> => {
  const verificationToken = await formValue(c, "verification");
  return {
    ...(await activationBack(ctx, c, await formValue(c, "activation"), await formValue(c, "as"))),
    ...(verificationToken !== "" && { verificationToken }),
    ...consoleBack(await formValue(c, "interaction")),
    ...pageBack(await formValue(c, "to")),
  };
};

/** What is stored of it. An activation counts only where it opens for this browser. */
export const storedWayBack = async (ctx: Context, c: PortalRequest): Promise<WayBack> => {
  const opened = await activationOfBrowser(ctx, c, await formValue(c, "activation"));
  const token = await formValue(c, "verification");
  const verification = token === "" ? undefined : await findVerificationByToken(ctx.db, hashToken(token));
  return {
    activationId: opened?.activation.id ?? null,
    verificationId: verification?.id ?? null,
    interactionUid: consoleBack(await formValue(c, "interaction")).interactionUid ?? null,
    leadsTo: pageBack(await formValue(c, "to")).leadsTo ?? null,
  };
};

/** The console's sign-in that waits for this one. */
const consoleBack = (uid: string | undefined) => (isInteractionUid(uid) ? { interactionUid: uid } : {});

const pageBack = (to: string | undefined): Pick<ShownWayBack, "leadsTo"> => {
  const leadsTo = signInTarget(to);
  return leadsTo ? { leadsTo } : {};
};

const activationBack = async (ctx: Context, c: PortalRequest, id: string | undefined, as: string | undefined) => {
  const opened = await activationOfBrowser(ctx, c, id);
  if (!opened) return {};
  const hint = as === undefined ? undefined : (await accountHints(ctx, opened.order)).find((each) => each.id === as);
  return { activationId: opened.activation.id, ...(hint && { as: { id: hint.id, hint: hint.hint } }) };
};
