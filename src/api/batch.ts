import type { Context as HonoContext } from "hono";
import { bodyLimit } from "hono/body-limit";
import { createMiddleware } from "hono/factory";
import type { Context } from "../context.ts";
import type { ApiEnv } from "./env.ts";
import { mediaTypeOf, MOST_BYTES } from "./json-body.ts";
import { type ParsedJson, readJson } from "./json-syntax.ts";
import { type ApiReason, problem, problemOf, type Problem, type ProblemFacts } from "./problem.ts";
import { readLines } from "./read-lines.ts";

export const NDJSON = "application/x-ndjson";
export const JSON_TYPE = "application/json";

export type LineAnswer = { status: number; problem?: Problem; [field: string]: unknown };

/** What a batch holds at one place; nothing where it is too large to be read. */
type Entry = { line: number; read: ParsedJson | null };

/** The answer of a line that was refused. */
export const lineProblem = (reason: ApiReason, facts: ProblemFacts): LineAnswer => {
  const refused = problemOf(reason, facts);
  return { status: refused.status, problem: refused };
};

const lineTypes = [NDJSON, "application/ndjson", "application/jsonl", "text/plain"];

const typeOf = (c: HonoContext): string => mediaTypeOf(c.req.header("content-type"));

const isBatch = createMiddleware(async (c, next) => {
  if (lineTypes.includes(typeOf(c)) || typeOf(c) === JSON_TYPE) return next();
  return problem(c, "unsupported_media_type", {
    detail: `Expected Content-Type: ${NDJSON} (or text/plain) for lines, or ${JSON_TYPE} for an array.`,
  });
});

const MOST_JSON_BYTES = 16 * 1024 * 1024;

const jsonLimit = bodyLimit({
  maxSize: MOST_JSON_BYTES,
  onError: (c) => problem(c, "body_too_large", { detail: `Expected JSON of at most 16 MB; send more as ${NDJSON}.` }),
});

/** JSON is held as a whole, lines are not. */
const notTooLarge = createMiddleware(async (c, next) => (typeOf(c) === JSON_TYPE ? jsonLimit(c, next) : next()));

/** Lines of JSON, or a JSON array or object. */
export const batchBody = [isBatch, notTooLarge] as const;

/** Takes a batch entry by entry and answers a line for each, in the same order. A bad entry harms no other. */
export const answerBatch = async (
  ctx: Context,
  c: HonoContext<ApiEnv>,
  take: (raw: unknown) => Promise<LineAnswer>,
): Promise<Response> => {
  if (typeOf(c) !== JSON_TYPE) return answerLines(ctx, linesOf(c.req.raw.body), take);
  const parsed = readJson(await c.req.arrayBuffer());
  if (parsed.ok) return answerLines(ctx, elementsOf(parsed.value), take);
  return problem(c, "malformed_json", { detail: `${parsed.detail} Send lines as Content-Type: ${NDJSON}.` });
};

async function* linesOf(body: ReadableStream<Uint8Array> | null): AsyncGenerator<Entry> {
  for await (const { line, bytes } of readLines(body, MOST_BYTES))
    if (bytes?.toString().trim() !== "") yield { line, read: bytes && readJson(bytes) };
}

async function* elementsOf(value: unknown): AsyncGenerator<Entry> {
  const elements: unknown[] = Array.isArray(value) ? value : [value];
  for (const [at, element] of elements.entries()) yield { line: at + 1, read: { ok: true, value: element } };
}

// A client that sends everything before it reads would wait for us for ever if we waited for it.
const UNREAD_BYTES = 32 * 1024 * 1024;

const answerLines = (
  ctx: Context,
  entries: AsyncIterable<Entry>,
  take: (raw: unknown) => Promise<LineAnswer>,
): Response => {
  const answers = answersTo(ctx, entries, take);
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

async function* answersTo(ctx: Context, entries: AsyncIterable<Entry>, take: (raw: unknown) => Promise<LineAnswer>) {
  const encoder = new TextEncoder();
  for await (const { line, read } of entries) {
    const answer = await answerLine(ctx, read, take);
    yield encoder.encode(`${JSON.stringify({ line, ...answer })}\n`);
  }
}

const answerLine = async (
  ctx: Context,
  read: Entry["read"],
  take: (raw: unknown) => Promise<LineAnswer>,
): Promise<LineAnswer> => {
  if (read === null) return lineProblem("body_too_large", { detail: "Expected a line of at most 1 MB." });
  if (!read.ok) return lineProblem("malformed_json", { detail: read.detail });
  try {
    return await take(read.value);
  } catch (err) {
    const reference = ctx.newId();
    ctx.log.error({ err, reference }, "batch-line.failed");
    return lineProblem("internal_error", { detail: "This line failed for a fault of ours; send it again.", reference });
  }
};
