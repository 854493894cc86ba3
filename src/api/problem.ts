import { z } from "@hono/zod-openapi";
import type { Context as HonoContext } from "hono";

/** Every reason for which the vendor API refuses a request, with its status. */
export const problems = {
  malformed_json: { status: 400, title: "The body is not JSON" },
  malformed_idempotency_key: { status: 400, title: "The Idempotency-Key is malformed" },
  unauthenticated: { status: 401, title: "The API key is missing or unknown" },
  missing_scope: { status: 403, title: "The API key lacks a scope" },
  not_found: { status: 404, title: "There is nothing at this address" },
  unknown_order: { status: 404, title: "There is no such order" },
  unknown_account: { status: 404, title: "There is no such account" },
  unknown_key: { status: 404, title: "There is no such license key" },
  method_not_allowed: { status: 405, title: "This address does not take that method" },
  order_differs: { status: 409, title: "This order number exists with other content" },
  key_taken: { status: 409, title: "Another order has this key" },
  license_differs: { status: 409, title: "The license of this code is for another product" },
  account_differs: { status: 409, title: "This account exists with other content" },
  email_taken: { status: 409, title: "This e-mail address belongs to another account" },
  license_registered: { status: 409, title: "A license belongs to another account already" },
  idempotency_key_in_flight: { status: 409, title: "The first request under this Idempotency-Key still runs" },
  body_too_large: { status: 413, title: "The body is too large" },
  unsupported_media_type: { status: 415, title: "The body's content type is not taken here" },
  malformed_order: { status: 422, title: "The order is malformed" },
  malformed_account: { status: 422, title: "The account is malformed" },
  malformed_key: { status: 422, title: "This is not a license key" },
  malformed_query: { status: 422, title: "The query is malformed" },
  idempotency_key_reused: { status: 422, title: "This Idempotency-Key was used for another request" },
  internal_error: { status: 500, title: "AnyKey failed" },
  unavailable: { status: 503, title: "AnyKey cannot serve for the moment" },
} as const;

export type ApiReason = keyof typeof problems;
type StatusOf<R extends ApiReason> = (typeof problems)[R]["status"];

const apiReasons = Object.keys(problems) as [ApiReason, ...ApiReason[]];

const fault = z
  .strictObject({
    pointer: z.string().optional().openapi({ description: "JSON pointer to the wrong field of the body." }),
    parameter: z.string().optional().openapi({ description: "Name of the wrong query parameter." }),
    detail: z.string().openapi({ description: "What is expected there." }),
  })
  .openapi("Fault");

export const problemSchema = z
  .strictObject({
    type: z.string().openapi({ description: "Address of the reason in the documentation." }),
    title: z.string().openapi({ description: "The reason in a few words." }),
    status: z.int().openapi({ description: "The HTTP status." }),
    detail: z.string().openapi({ description: "What is wrong here and what to do, for people." }),
    reason: z.enum(apiReasons).openapi({ description: "What is wrong, for machines." }),
    errors: z.array(fault).optional().openapi({ description: "Every fault at its place." }),
    reference: z.string().optional().openapi({ description: "Name of this failure in AnyKey's log." }),
  })
  .openapi("Problem", { description: "A refusal or failure as in RFC 9457." });

export type Problem = z.output<typeof problemSchema>;
export type ProblemFacts = Pick<Problem, "detail" | "errors" | "reference">;

export const problemOf = (reason: ApiReason, facts: ProblemFacts): Problem => ({
  type: `/api/docs#${reason}`,
  ...problems[reason],
  ...facts,
  reason,
});

/** Answers with a problem (RFC 9457). */
export const problem = <R extends ApiReason>(
  c: HonoContext,
  reason: R,
  facts: ProblemFacts,
  headers: Record<string, string> = {},
) =>
  c.json(problemOf(reason, facts), problems[reason].status as StatusOf<R>, {
    ...headers,
    "content-type": "application/problem+json",
  });

type ProblemResponse = {
  description: string;
  content: { "application/problem+json": { schema: typeof problemSchema } };
};

/** The refusals of a route, for its documentation. */
export const problemResponses = <R extends ApiReason>(...reasons: R[]): { [S in StatusOf<R>]: ProblemResponse } => {
  const byStatus = Map.groupBy(reasons, (reason) => problems[reason].status);
  const responses = [...byStatus].map(([status, same]) => [
    status,
    { description: same.join(", "), content: { "application/problem+json": { schema: problemSchema } } },
  ]);
  return Object.fromEntries(responses);
};
