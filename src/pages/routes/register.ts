import { Hono } from "hono";
import { registerKey } from "../../actions/register-key.ts";
import type { Context } from "../../context.ts";
import { clientNetwork } from "../../http/client-address.ts";
import { formValue } from "../../http/form-protection.ts";
import type { RateLimits } from "../../http/rate-limits.ts";
import { frameOf, type PortalEnv, type PortalRequest, translateFor } from "../../http/visit.ts";
import { guessesFor } from "../../password-guesses.ts";
import { hashPassword } from "../../password-hash.ts";
import { decide } from "../../policy/decision.ts";
import { parseRegistration, registrationFields, type TypedRegistration } from "../../policy/registration-form.ts";
import { likelyTimeZone } from "../../policy/time-zone.ts";
import { type Register, registerPage } from "../register.ts";
import { type OpenedActivation, originalActivation } from "./opened-activation.ts";
import { refused } from "./refused.ts";
import { formProblem, takenProblem } from "./registration-problem.ts";
import { refusedRegistration, review } from "./review.ts";
import { startSession } from "./start-session.ts";

/** The long form of a first-time user, and the registration that it does at once. */
export const registerRoutes = (ctx: Context, limits: RateLimits) =>
  new Hono<PortalEnv>()
    .get("/activations/:id/register", async (c) => {
      const opened = await originalActivation(ctx, c);
      const decision = decide({ order: opened.order, candidate: { is: "new_account" } }, ctx.now());
      if (!decision.ok) return c.html(await refused(ctx, c, opened, decision));
      if (opened.activation.agreedAt === null) return review(ctx, c, opened, { newAccount: true });
      return c.html(form(ctx, c, opened, beginning(c, opened), []));
    })
    .post("/activations/:id/register", async (c) => {
      const opened = await originalActivation(ctx, c, "activated too");
      await limits.count("registration/client", clientNetwork(c.get("visit").clientAddress));
      const typed = await typedFields(c);
      const parsed = parseRegistration(typed, guessesFor);
      const t = translateFor(c);
      if (!parsed.ok)
        return c.html(
          form(
            ctx,
            c,
            opened,
            typed,
            parsed.problems.map((each) => formProblem(t, each)),
          ),
          422,
        );
      const claim = { form: parsed.form, passwordHash: await hashPassword(typed.password) };
      const outcome = await registerKey(ctx, { activationId: opened.activation.id, claim });
      if (outcome.ok) {
        await startSession(ctx, c, outcome.userId, "registration");
        return c.redirect(`/activations/${opened.activation.id}`, 303);
      }
      if (outcome.reason !== "already_taken") return refusedRegistration(ctx, c, opened, outcome);
      return c.html(
        form(
          ctx,
          c,
          opened,
          typed,
          outcome.fields.map((field) => takenProblem(t, field)),
        ),
        409,
      );
    });

/** What the form begins with: as on the certificate. */
const beginning = (c: PortalRequest, { order }: OpenedActivation): Register["typed"] => ({
  accountId: "",
  firstName: "",
  lastName: "",
  email: "",
  phone: "",
  company: order.row.company,
  address: "",
  city: "",
  postalCode: "",
  state: "",
  country: order.row.country,
  timeZone: likelyTimeZone(order.row.country),
  language: c.get("visit").language,
});

// More than any field takes, a password typed with accents too.
const MOST_TYPED = 2000;

const typedFields = async (c: PortalRequest): Promise<TypedRegistration> => {
  const values = await Promise.all(
    registrationFields.map(async (field) => [field, (await formValue(c, field)).slice(0, MOST_TYPED)]),
  );
  return Object.fromEntries(values);
};

const form = (
  ctx: Context,
  c: PortalRequest,
  { activation, order }: OpenedActivation,
  typed: Register["typed"],
  problems: Register["problems"],
) =>
  registerPage(translateFor(c), {
    ...frameOf(ctx, c),
    activationId: activation.id,
    orderNumber: order.orderNumber,
    company: order.row.company,
    itemCount: order.items.length,
    typed,
    problems,
  });
