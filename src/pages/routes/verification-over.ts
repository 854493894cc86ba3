import type { Context } from "../../context.ts";
import type { Verification } from "../../db/verifications.ts";
import { frameOf, type PortalRequest, translateFor } from "../../http/visit.ts";
import { verificationStands } from "../../policy/verification.ts";
import { type Ending, verificationEndedPage } from "../verification-ended.ts";

/** The page of a verification that cannot go on; no verification at all is a link that nobody knows. */
export const verificationOver = (
  ctx: Context,
  c: PortalRequest,
  verification: Verification | undefined,
  status: 200 | 404 | 409 | 422,
) => {
  const page = verificationEndedPage(translateFor(c), { ...frameOf(ctx, c, "/"), ending: ending(ctx, verification) });
  return c.html(page, status === 422 ? 409 : status);
};

const ending = (ctx: Context, verification: Verification | undefined): Ending => {
  if (!verification || verification.endedReason === "replaced") return { reason: "verification_unknown" };
  const stands = verificationStands(verification, ctx.now());
  if (!stands.ok && stands.reason === "too_many_codes") return { reason: "too_many_codes" };
  return { reason: "verification_expired", expiredAt: verification.expiresAt };
};
