import { createRoute, z } from "@hono/zod-openapi";
import type { Context } from "../context.ts";
import { listEvents } from "../db/audit-events.ts";
import { allow } from "./allow.ts";
import { keyProblems } from "./documented.ts";
import type { Api } from "./env.ts";
import { pageLimit, pageOf } from "./page.ts";
import { problemResponses } from "./problem.ts";
import { refuseQuery } from "./refuse-faults.ts";

const eventAnswer = z
  .strictObject({
    sequence: z.int().openapi({ description: "Number of the event: 1, 2, 3 … without gaps.", example: 1 }),
    at: z.iso.datetime().openapi({ description: "When it happened, in UTC." }),
    type: z.string().openapi({ description: "What happened.", example: "order.recorded" }),
    actor: z.string().openapi({ description: "Who did it: kind and id." }),
    subject: z.string().openapi({ description: "What it happened to: kind and id.", example: "order:SO-2021-000123" }),
    data: z.looseObject({}).openapi({ description: "More about it, by type. It never holds a license key." }),
  })
  .openapi("Event");

export const eventPage = pageOf(eventAnswer).openapi("EventPage");

const after = z
  .string()
  .regex(/^\d{1,15}$/, "Expected the sequence of the last event that was read, 0 for none.")
  .transform(Number)
  .default(0)
  .openapi({ type: "integer", minimum: 0, description: "Sequence of the last event that was read." });

const getEvents = createRoute({
  method: "get",
  path: "/events",
  summary: "Read the audit feed",
  description: "Ordered and without gaps; read on with after = the last sequence. Scope: events:read.",
  tags: ["Events"],
  request: { query: z.strictObject({ after, limit: pageLimit() }) },
  responses: {
    200: {
      description: "The events after it.",
      content: { "application/json": { schema: eventPage } },
    },
    ...problemResponses(...keyProblems, "malformed_query"),
  },
});

export const eventRoutes = [getEvents];

export const serveEvents = (api: Api, ctx: Context): void => {
  api.openapi(
    { ...getEvents, middleware: allow(ctx, "events:read") },
    async (c) => {
      const { after, limit } = c.req.valid("query");
      const found = await listEvents(ctx.db, { after, limit: limit + 1 });
      const data = found.slice(0, limit).map(({ hash: _, at, data, ...event }) => ({
        ...event,
        at: at.toISOString(),
        data: data as Record<string, unknown>,
      }));
      const nextCursor = found.length > limit ? String(data.at(-1)?.sequence) : null;
      return c.json({ data, nextCursor }, 200);
    },
    refuseQuery,
  );
};
