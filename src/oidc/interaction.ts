import type { HttpBindings } from "@hono/node-server";
import { errors, type Provider } from "oidc-provider";
import type { Context } from "../context.ts";
import { frameOf, type PortalRequest, type SignedIn, translateFor } from "../http/visit.ts";
import { problemPage } from "../pages/problem-page.ts";
import { loginSeconds } from "./portal-visits.ts";

type Interaction = Awaited<ReturnType<Provider["interactionDetails"]>>;

/**
 * Somebody who is signed in to the portal is signed in to the console without any page; all others sign in to the portal
 * first, and come back here.
 */
export const answerInteraction = async (ctx: Context, provider: Provider, c: PortalRequest) => {
  const interaction = await runningInteraction(provider, c.env);
  if (!interaction) return tooLate(ctx, c);
  const { viewer } = c.get("visit");
  if (!viewer || needsNewSignIn(interaction, viewer, ctx.now()))
    return c.redirect(`/sign-in?${new URLSearchParams({ interaction: interaction.uid })}`, 303);
  const login = { accountId: viewer.userId, ts: loginSeconds(viewer) };
  const options = { mergeWithLastSubmission: false };
  return c.redirect(await provider.interactionResult(c.env.incoming, c.env.outgoing, { login }, options), 303);
};

/**
 * The session that was there when the console asked is not enough when the console wants a new sign-in, a younger one
 * or another user.
 */
const needsNewSignIn = ({ prompt, params }: Interaction, viewer: SignedIn, now: Date): boolean =>
  prompt.details.portalSessionId === viewer.sessionId &&
  (prompt.reasons.includes("login_prompt") ||
    ![undefined, viewer.userId].includes(prompt.details.namedUserId as string | undefined) ||
    (params.max_age !== undefined && now.getTime() - viewer.beganAt.getTime() > Number(params.max_age) * 1000));

const runningInteraction = (provider: Provider, { incoming, outgoing }: HttpBindings) =>
  provider.interactionDetails(incoming, outgoing).catch((error) => {
    if (error instanceof errors.SessionNotFound) return undefined;
    throw error;
  });

const tooLate = (ctx: Context, c: PortalRequest) =>
  c.html(problemPage(translateFor(c), { ...frameOf(ctx, c, "/"), trouble: { reason: "page_expired" } }), 400);
