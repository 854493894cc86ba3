import { Hono } from "hono";
import { resetPassword } from "../../actions/reset-password.ts";
import type { Context } from "../../context.ts";
import { findPasswordResetByToken } from "../../db/password-resets.ts";
import { clientNetwork } from "../../http/client-address.ts";
import { formValue } from "../../http/form-protection.ts";
import type { RateLimits } from "../../http/rate-limits.ts";
import { frameOf, type PortalEnv, type PortalRequest, translateFor } from "../../http/visit.ts";
import { resetStands } from "../../policy/password-reset.ts";
import { hashToken } from "../../secrets.ts";
import { resetPasswordEndPage, resetPasswordPage } from "../reset-password.ts";
import { newPasswordProblem } from "./password-problem.ts";

/** The link of the mail that sets another password. Opening it changes nothing; its button does. */
export const resetPasswordRoutes = (ctx: Context, limits: RateLimits) =>
  new Hono<PortalEnv>()
    .get("/reset-password/:token", async (c) => {
      const reset = await findPasswordResetByToken(ctx.db, hashToken(c.req.param("token")));
      if (!reset || !resetStands(reset, ctx.now())) return end(ctx, c, "over");
      return c.html(resetPasswordPage(translateFor(c), { ...frameOf(ctx, c), token: c.req.param("token") }));
    })
    .post("/reset-password/:token", async (c) => {
      await limits.count("code/client", clientNetwork(c.get("visit").clientAddress));
      const token = c.req.param("token");
      const outcome = await resetPassword(ctx, token, await formValue(c, "newPassword"));
      if (outcome.ok) return end(ctx, c, "done");
      if (outcome.reason === "reset_over") return end(ctx, c, "over");
      const t = translateFor(c);
      const problem = newPasswordProblem(t, outcome.reason);
      return c.html(resetPasswordPage(t, { ...frameOf(ctx, c), token, problem }), 422);
    });

const end = (ctx: Context, c: PortalRequest, how: "done" | "over") =>
  c.html(
    resetPasswordEndPage(translateFor(c), { ...frameOf(ctx, c, "/sign-in"), end: how }),
    how === "over" ? 409 : 200,
  );
