import { createRoute, z } from "@hono/zod-openapi";
import type { ApiScope } from "../policy/permissions.ts";
import { JSON_TYPE, NDJSON } from "./batch.ts";
import { problemResponses, problemSchema } from "./problem.ts";

/** What every route may refuse, whatever it does. */
export const keyProblems = ["unauthenticated", "missing_scope", "internal_error", "unavailable"] as const;

/** What every route with a JSON body may refuse. */
export const bodyProblems = [
  "malformed_json",
  "malformed_idempotency_key",
  "idempotency_key_in_flight",
  "idempotency_key_reused",
  "body_too_large",
  "unsupported_media_type",
] as const;

export const idempotencyHeader = z.object({
  "idempotency-key": z.string().optional().openapi({
    description:
      "Name of the request, 1 to 255 printable characters: it is carried out once, and its answer is told again for 24 hours.",
    example: "8e03978e-40d5-43e8-bc93-6894a57f9324",
  }),
});

/** What a line of a batch is answered. */
export const lineAnswer = <Fields extends z.ZodRawShape>(fields: Fields) =>
  z.strictObject({
    line: z.int().openapi({ description: "Number of the line, from 1, blank ones counted." }),
    status: z.int().openapi({ description: "Status that this line alone would have had." }),
    ...fields,
    problem: problemSchema.optional().openapi({ description: "Why the line was refused." }),
  });

/** A route that takes many records at once and answers NDJSON. */
export const batchRoute = <Path extends string>(batch: {
  path: Path;
  summary: string;
  tags: string[];
  scope: ApiScope;
  line: string;
  record: z.ZodType;
  answer: z.ZodType;
}) => {
  const lines = z.string().openapi({ description: batch.line });
  return createRoute({
    method: "post",
    path: batch.path,
    summary: batch.summary,
    description: `NDJSON: each line is ${batch.line}, of at most 1 MB. The answer has a line for each, in the same order, while the body is still being read. A bad line harms no other; blank lines are counted and skipped. A JSON array (or one object) of at most 16 MB is answered like its elements as lines. Scope: ${batch.scope}.`,
    tags: batch.tags,
    request: {
      body: {
        required: true,
        content: {
          [NDJSON]: { schema: lines },
          "text/plain": { schema: lines },
          [JSON_TYPE]: { schema: z.union([z.array(batch.record), batch.record]) },
        },
      },
    },
    responses: {
      200: { description: "An answer for each line.", content: { [NDJSON]: { schema: batch.answer } } },
      ...problemResponses(...keyProblems, "malformed_json", "body_too_large", "unsupported_media_type"),
    },
  });
};
