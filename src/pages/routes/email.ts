import { Hono } from "hono";
import { requestVerification } from "../../actions/request-verification.ts";
import type { Context } from "../../context.ts";
import { findLatestVerification } from "../../db/verifications.ts";
import { clientNetwork } from "../../http/client-address.ts";
import { formValue } from "../../http/form-protection.ts";
import type { RateLimits } from "../../http/rate-limits.ts";
import { frameOf, type PortalEnv, type PortalRequest, translateFor } from "../../http/visit.ts";
import { decideActivation, type Refusal } from "../../policy/activation.ts";
import { parseEmail } from "../../policy/email-address.ts";
import { openItems } from "../../policy/order-facts.ts";
import { emailFormPage } from "../email-form.ts";
import type { Problem } from "../parts/fields.ts";
import { type OpenedActivation, runningActivation } from "./opened-activation.ts";
import { refused } from "./refused.ts";

/** The form that asks for an e-mail address and nothing else. */
export const emailRoutes = (ctx: Context, limits: RateLimits) =>
  new Hono<PortalEnv>()
    .get("/activations/:id/email", async (c) => {
      const opened = await runningActivation(ctx, c);
      const decision = decideActivation({ order: opened.order, candidate: { is: "new_account" } }, ctx.now());
      if (!decision.ok) return refusedForm(ctx, c, opened, decision, 200);
      // Whoever changes an address mostly corrects a part of it.
      const latest = await findLatestVerification(ctx.db, opened.activation.id);
      return c.html(emailForm(ctx, c, opened, latest?.email ? { typed: latest.email } : {}));
    })
    .post("/activations/:id/email", async (c) => {
      const opened = await runningActivation(ctx, c);
      const typed = await formValue(c, "email");
      const email = parseEmail(typed);
      if (!email.ok) return c.html(emailForm(ctx, c, opened, { typed, problem: emailProblem(c, email) }), 422);
      // Counted before we know whether the address has a user: a limit that skips unknown ones tells them apart.
      await limits.count("verification-mail/client", clientNetwork(c.get("visit").clientAddress));
      await limits.count("verification-mail/address", email.identity);
      const { id } = opened.activation;
      const { language } = c.get("visit");
      const requested = await requestVerification(ctx, { activationId: id, email, language });
      if (requested.ok) return c.redirect(`/activations/${id}/verify`, 303);
      if (requested.reason === "already_ended" || requested.reason === "original_process")
        return c.redirect(`/activations/${id}`, 303);
      return refusedForm(ctx, c, opened, requested, 409);
    });

/** The account that a cross grade must go to may be the one that is signed in: its button is on the preview. */
const refusedForm = async (
  ctx: Context,
  c: PortalRequest,
  opened: OpenedActivation,
  refusal: Refusal,
  status: 200 | 409,
) => {
  const { viewer } = c.get("visit");
  return refusal.reason === "cross_grade_needs_owner" && viewer && refusal.owners.includes(viewer.accountId)
    ? c.redirect(`/activations/${opened.activation.id}`, 303)
    : c.html(await refused(ctx, c, opened, refusal), status);
};

const emailForm = (
  ctx: Context,
  c: PortalRequest,
  { activation, order }: OpenedActivation,
  said: { typed?: string; problem?: Problem } = {},
) =>
  emailFormPage(translateFor(c), {
    ...frameOf(ctx, c),
    activationId: activation.id,
    orderNumber: order.orderNumber,
    company: order.row.company,
    itemCount: openItems(order).length,
    ...said,
  });

export const emailProblem = (
  c: PortalRequest,
  refusal: Extract<ReturnType<typeof parseEmail>, { ok: false }>,
): Problem => ({
  reason: refusal.reason,
  text: translateFor(c)(`reason.malformed_email.${refusal.fault}`, { character: refusal.character ?? "" }),
});
