import { createMiddleware } from "hono/factory";
import type { Context } from "../context.ts";
import { mediaTypeOf, MOST_BYTES } from "./json-body.ts";
import { parseJson } from "./json-syntax.ts";
import { type ApiReason, problem, problemOf, type Problem, type ProblemFacts } from "./problem.ts";
import { type Line, readLines } from "./read-lines.ts";

export const NDJSON = "application/x-ndjson";

export type LineAnswer = { status: number; problem?: Problem; [field: string]: unknown };

/** The answer of a line that was refused. */
export const lineProblem = (reason: ApiReason, facts: ProblemFacts): LineAnswer => {
  const refused = problemOf(reason, facts);
  return { status: refused.status, problem: refused };
};

const mediaTypes = [NDJSON, "application/ndjson", "application/jsonl"];

export const isNdjson = createMiddleware(async (c, next) => {
  if (!mediaTypes.includes(mediaTypeOf(c.req.header("content-type"))))
    return problem(c, "unsupported_media_type", { detail: `Expected Content-Type: ${NDJSON}.` });
  await next();
});

// A client that sends everything before it reads would wait for us for ever if we waited for it.
const UNREAD_BYTES = 32 * 1024 * 1024;

/** Takes NDJSON line by line and answers a line for each, in the same order. A bad line harms no other. */
export const answerLines = (ctx: Context, request: Request, take: (raw: unknown) => Promise<LineAnswer>): Response => {
  const answers = answersTo(ctx, readLines(request.body, MOST_BYTES), take);
  const stream = new ReadableStream<Uint8Array>(
    {
      pull: async (controller) => {
        const { done, value } = await answers.next();
        if (done) controller.close();
        else controller.enqueue(value);
      },
      cancel: async () => {
        await answers.return(undefined);
      },
    },
    new ByteLengthQueuingStrategy({ highWaterMark: UNREAD_BYTES }),
  );
  return new Response(stream, { headers: { "content-type": NDJSON } });
};

async function* answersTo(ctx: Context, lines: AsyncIterable<Line>, take: (raw: unknown) => Promise<LineAnswer>) {
  const encoder = new TextEncoder();
  for await (const { line, text } of lines) {
    if (text?.trim() === "") continue;
    const answer = await answerLine(ctx, text, take);
    yield encoder.encode(`${JSON.stringify({ line, ...answer })}\n`);
  }
}

const answerLine = async (
  ctx: Context,
  text: string | null,
  take: (raw: unknown) => Promise<LineAnswer>,
): Promise<LineAnswer> => {
  if (text === null) return lineProblem("body_too_large", { detail: "Expected a line of at most 1 MB." });
  const parsed = parseJson(text);
  if (!parsed.ok) return lineProblem("malformed_json", { detail: parsed.detail });
  try {
    return await take(parsed.value);
  } catch (err) {
    const reference = ctx.newId();
    ctx.log.error({ err, reference }, "batch-line.failed");
    return lineProblem("internal_error", { detail: "This line failed for a fault of ours; send it again.", reference });
  }
};
