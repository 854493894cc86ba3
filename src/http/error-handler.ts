import { HTTPException } from "hono/http-exception";
import type { Context } from "../context.ts";
import { AWAY_SECONDS, whyDatabaseAway } from "../database-away.ts";
import { translator } from "../messages/translate.ts";
import { type PortalProblem, problemPage } from "../pages/problem-page.ts";
import { ForgedForm } from "./form-protection.ts";
import { TooManyTries } from "./rate-limits.ts";
import { frameOf, plainFrame, type PortalRequest, translateFor } from "./visit.ts";

/** No such page, or none for this browser or account: the two are not told apart. */
export class NotFound extends Error {}

/** A step of an activation that is not open now: its own page tells what is the case. */
export class StepNotOpen extends Error {
  readonly activationId: string;
  constructor(activationId: string) {
    super("This step is not open.");
    this.activationId = activationId;
  }
}

/** Turns what was thrown into a page. A fault of ours is logged once, with its cause, and answered with a reference. */
export const errorHandler = (ctx: Context) => (error: Error, c: PortalRequest) => {
  if (error instanceof TooManyTries) {
    c.header("retry-after", String(error.retryAfterSeconds));
    const retryAt = new Date(ctx.now().getTime() + error.retryAfterSeconds * 1000);
    return page(ctx, c, { reason: "rate_limited", retryAt }, 429);
  }
  if (error instanceof ForgedForm) return page(ctx, c, { reason: "page_expired" }, 403);
  if (error instanceof StepNotOpen) return c.redirect(`/activations/${error.activationId}`, 303);
  if (error instanceof NotFound) return page(ctx, c, { reason: "not_found" }, 404);
  if (error instanceof HTTPException && error.status === 413) {
    // The rest of the body is not read, so nothing else can follow on this connection.
    c.header("connection", "close");
    return page(ctx, c, { reason: "too_large" }, 413);
  }
  if (error instanceof HTTPException && error.status < 500) return error.getResponse();
  const reference = c.get("requestId");
  ctx.log.error({ err: error, reference }, "request.failed");
  if (whyDatabaseAway(error)) {
    c.header("retry-after", String(AWAY_SECONDS));
    return page(ctx, c, { reason: "unavailable" }, 503);
  }
  return page(ctx, c, { reason: "fault", reference }, 500);
};

const page = (ctx: Context, c: PortalRequest, trouble: PortalProblem, status: 403 | 404 | 413 | 429 | 500 | 503) => {
  c.header("cache-control", "no-store");
  const known = c.get("visit") !== undefined;
  const frame = known ? frameOf(ctx, c, "/") : plainFrame("/");
  return c.html(
    problemPage(known ? translateFor(c) : translator("en"), { ...frame, answersForm: false, trouble }),
    status,
  );
};
