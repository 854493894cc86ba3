import { createRoute, z } from "@hono/zod-openapi";
import type { Context } from "../context.ts";
import { listOrders } from "../db/orders.ts";
import { allow } from "./allow.ts";
import { keyProblems } from "./documented.ts";
import type { Api } from "./env.ts";
import { findOrderAnswers, orderAnswer } from "./order-answer.ts";
import { pageLimit, pageOf } from "./page.ts";
import { problemResponses } from "./problem.ts";
import { refuseQuery } from "./refuse-faults.ts";

const UUID = /^[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}$/;

const cursor = z
  .string()
  .transform((given, check) => {
    const id = Buffer.from(given, "base64url").toString();
    if (UUID.test(id)) return id;
    check.addIssue({ code: "custom", message: "Expected the nextCursor of an earlier answer." });
    return z.NEVER;
  })
  .optional()
  .openapi({ description: "nextCursor of the page before; left out for the first page." });

export const orderPage = pageOf(orderAnswer).openapi("OrderPage");

const getOrders = createRoute({
  method: "get",
  path: "/orders",
  summary: "List orders",
  description: "In the order in which they came in. Scope: orders:read.",
  tags: ["Orders"],
  request: {
    query: z.strictObject({
      cursor,
      customerNumber: z.string().optional().openapi({ description: "Only the orders of this customer." }),
      limit: pageLimit(),
    }),
  },
  responses: {
    200: {
      description: "A page of orders.",
      content: { "application/json": { schema: orderPage } },
    },
    ...problemResponses(...keyProblems, "malformed_query"),
  },
});

export const orderListRoutes = [getOrders];

export const serveOrderList = (api: Api, ctx: Context): void => {
  api.openapi(
    { ...getOrders, middleware: allow(ctx, "orders:read") },
    async (c) => {
      const { cursor: after, customerNumber, limit } = c.req.valid("query");
      const found = await listOrders(ctx.db, { after, customerNumber, limit: limit + 1 });
      const ids = found.slice(0, limit).map((order) => order.id);
      const last = found.length > limit ? ids.at(-1) : undefined;
      const nextCursor = last === undefined ? null : Buffer.from(last).toString("base64url");
      return c.json({ data: await findOrderAnswers(ctx.db, ids), nextCursor }, 200);
    },
    refuseQuery,
  );
};
