import { Hono } from "hono";
import { askForPasswordReset } from "../../actions/ask-for-password-reset.ts";
import { remindOfAccountId } from "../../actions/remind-of-account-id.ts";
import type { Context } from "../../context.ts";
import { clientNetwork } from "../../http/client-address.ts";
import { formValue } from "../../http/form-protection.ts";
import type { RateLimits } from "../../http/rate-limits.ts";
import { frameOf, type PortalEnv, type PortalRequest, translateFor } from "../../http/visit.ts";
import { parseEmail } from "../../policy/email-address.ts";
import { readLoginName } from "../../policy/login-name.ts";
import { forgottenPage, forgottenSentPage } from "../forgotten.ts";
import { emailProblem } from "./email.ts";

/** A forgotten password or account ID. Counted and answered the same for known and unknown names. */
export const forgottenRoutes = (ctx: Context, limits: RateLimits) =>
  new Hono<PortalEnv>()
    .get("/forgot-password", (c) => c.html(forgottenPage(translateFor(c), { ...frameOf(ctx, c), what: "password" })))
    .post("/forgot-password", async (c) => {
      const t = translateFor(c);
      const facts = { ...frameOf(ctx, c, "/forgot-password"), what: "password" as const };
      const login = readLoginName(await formValue(c, "login"));
      if (login.text === "") {
        const problem = { reason: "login_empty", text: t("reason.login_empty") };
        return c.html(forgottenPage(t, { ...facts, problem }), 422);
      }
      await countReminder(limits, c, login.identity);
      await askForPasswordReset(ctx, login, c.get("visit").language);
      return c.html(forgottenSentPage(t, { ...facts, typed: login.text }));
    })
    .get("/forgot-account-id", (c) => c.html(forgottenPage(translateFor(c), { ...frameOf(ctx, c), what: "accountId" })))
    .post("/forgot-account-id", async (c) => {
      const t = translateFor(c);
      const facts = { ...frameOf(ctx, c, "/forgot-account-id"), what: "accountId" as const };
      const typed = await formValue(c, "email");
      const email = parseEmail(typed);
      if (!email.ok) return c.html(forgottenPage(t, { ...facts, typed, problem: emailProblem(c, email) }), 422);
      await countReminder(limits, c, email.identity);
      await remindOfAccountId(ctx, email.identity, c.get("visit").language);
      return c.html(forgottenSentPage(t, { ...facts, typed: email.email }));
    });

const countReminder = async (limits: RateLimits, c: PortalRequest, name: string) => {
  const client = clientNetwork(c.get("visit").clientAddress);
  await limits.count("reminder/client", client);
  await limits.count("reminder/name-and-client", `${name} ${client}`);
  await limits.count("reminder/name", name);
};
