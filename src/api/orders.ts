import { createRoute, z } from "@hono/zod-openapi";
import { cancelOrder } from "../actions/cancel-order.ts";
import { type RecordedOrder, recordOrder } from "../actions/record-order.ts";
import { recordOrderOnce } from "../actions/record-order-once.ts";
import type { Context } from "../context.ts";
import { findOrderByNumber } from "../db/orders.ts";
import { orderSchema, parseOrder } from "../intake/order.ts";
import { allow } from "./allow.ts";
import { answerBatch, batchBody, type LineAnswer, lineProblem } from "./batch.ts";
import { batchRoute, bodyProblems, idempotencyHeader, keyProblems, lineAnswer } from "./documented.ts";
import { type Api, actorOf } from "./env.ts";
import { jsonBody } from "./json-body.ts";
import { once } from "./once.ts";
import {
  findOrderAnswers,
  issuedKeys,
  type OrderAnswer,
  orderAnswer,
  orderMadeAnswer,
  withIssuedKeys,
} from "./order-answer.ts";
import { type ProblemFacts, problem, problemResponses } from "./problem.ts";
import { everyFault, refuseFaults, SEE_ERRORS } from "./refuse-faults.ts";

const orderNumber = z.strictObject({
  orderNumber: z.string().openapi({ description: "Number of the order.", example: "SO-2021-000123" }),
});

const postOrder = createRoute({
  method: "post",
  path: "/orders",
  summary: "Take in one order",
  description: "Repeating it is harmless: the same order again answers 200 and changes nothing. Scope: orders:write.",
  tags: ["Orders"],
  request: {
    headers: idempotencyHeader,
    body: { required: true, content: { "application/json": { schema: orderSchema } } },
  },
  responses: {
    200: { description: "The same order again.", content: { "application/json": { schema: orderAnswer } } },
    201: {
      description: "Taken in. Location is the order's address.",
      content: { "application/json": { schema: orderMadeAnswer } },
    },
    ...problemResponses(
      ...keyProblems,
      ...bodyProblems,
      "malformed_order",
      "order_differs",
      "key_taken",
      "license_differs",
    ),
  },
});

export const orderLine = lineAnswer({
  orderNumber: z.string().optional().openapi({ description: "Number of the order." }),
  issuedKeys,
}).openapi("OrderLine");

const postOrders = batchRoute({
  path: "/orders/batch",
  summary: "Take in many orders",
  tags: ["Orders"],
  scope: "orders:write",
  line: "an order as in POST /orders",
  record: orderSchema,
  answer: orderLine,
});

const postCancel = createRoute({
  method: "post",
  path: "/orders/{orderNumber}/cancel",
  summary: "Cancel an order",
  description:
    "After this no key of the order opens anything; registered licenses stay. Repeating it is harmless. Scope: orders:write.",
  tags: ["Orders"],
  request: { params: orderNumber },
  responses: {
    200: { description: "The cancelled order.", content: { "application/json": { schema: orderAnswer } } },
    ...problemResponses(...keyProblems, "unknown_order"),
  },
});

const getOrder = createRoute({
  method: "get",
  path: "/orders/{orderNumber}",
  summary: "What became of an order",
  description: "Scope: orders:read.",
  tags: ["Orders"],
  request: { params: orderNumber },
  responses: {
    200: { description: "The order.", content: { "application/json": { schema: orderAnswer } } },
    ...problemResponses(...keyProblems, "unknown_order"),
  },
});

export const orderRoutes = [postOrder, postOrders, postCancel, getOrder];

export const serveOrders = (api: Api, ctx: Context): void => {
  const mayWrite = allow(ctx, "orders:write");

  api.openapi(
    { ...postOrder, middleware: [mayWrite, ...jsonBody, once(ctx)] as const },
    async (c) => {
      const request = { order: c.req.valid("json"), actor: actorOf(c), claim: c.get("claim") };
      const recorded = await recordOrderOnce(ctx, request, async (tx, { made, orderNumber, issued }) => {
        const order = await orderNumbered(tx, orderNumber);
        const headers = { location: `/api/v1/orders/${encodeURIComponent(orderNumber)}` };
        return made
          ? { status: 201 as const, headers, body: withIssuedKeys(order, issued) }
          : { status: 200 as const, headers, body: order };
      });
      if (!recorded.ok) return problem(c, recorded.reason, refusalOf(recorded));
      const { status, headers, body } = recorded.answer;
      return status === 201 ? c.json(body, 201, headers) : c.json(body, 200, headers);
    },
    refuseFaults(ctx, "malformed_order"),
  );

  api.openAPIRegistry.registerPath(postOrders);
  api.post(postOrders.path, mayWrite, ...batchBody, (c) => {
    const actor = actorOf(c);
    return answerBatch(ctx, c, (raw) => takeOrder(ctx, raw, actor));
  });

  api.openapi({ ...postCancel, middleware: mayWrite }, async (c) => {
    const { orderNumber } = c.req.valid("param");
    const cancelled = await cancelOrder(ctx, orderNumber, actorOf(c));
    if (!cancelled.ok) return problem(c, "unknown_order", NO_SUCH_ORDER);
    return c.json(await orderNumbered(ctx.db, orderNumber), 200);
  });

  api.openapi({ ...getOrder, middleware: allow(ctx, "orders:read") }, async (c) => {
    const found = await findOrderByNumber(ctx.db, c.req.valid("param").orderNumber);
    const [order] = found ? await findOrderAnswers(ctx.db, [found.id]) : [];
    return order ? c.json(order, 200) : problem(c, "unknown_order", NO_SUCH_ORDER);
  });
};

const NO_SUCH_ORDER = { detail: "AnyKey has no order with this number." };

const orderNumbered = async (
  db: Parameters<typeof findOrderByNumber>[0],
  orderNumber: string,
): Promise<OrderAnswer> => {
  const found = await findOrderByNumber(db, orderNumber);
  const [order] = found ? await findOrderAnswers(db, [found.id]) : [];
  if (!order) throw new Error(`Order ${orderNumber} was lost while it was answered.`);
  return order;
};

const takeOrder = async (ctx: Context, raw: unknown, actor: string): Promise<LineAnswer> => {
  const parsed = parseOrder(raw);
  if (!parsed.ok) {
    const errors = await everyFault(ctx, "malformed_order", parsed.faults, raw);
    return lineProblem("malformed_order", { detail: SEE_ERRORS, errors });
  }
  const { orderNumber } = parsed.order;
  const recorded = await recordOrder(ctx, parsed.order, actor);
  if (!recorded.ok) return { ...lineProblem(recorded.reason, refusalOf(recorded)), orderNumber };
  if (!recorded.made) return { status: 200, orderNumber };
  return { status: 201, orderNumber, ...(recorded.issued.length > 0 && { issuedKeys: recorded.issued }) };
};

const refusalOf = (refused: RecordedOrder & { ok: false }): ProblemFacts => {
  switch (refused.reason) {
    case "malformed_order":
      return { detail: SEE_ERRORS, errors: refused.faults };
    case "order_differs":
      return { detail: `Order ${refused.orderNumber} was taken in with other content, which stays as it is.` };
    case "key_taken":
    case "license_differs":
      return { detail: refused.fault.detail, errors: [refused.fault] };
  }
};
