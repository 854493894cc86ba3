import { pino } from "pino";
import type { z } from "@hono/zod-openapi";
import { createApiKey } from "../../src/actions/create-api-key.ts";
import { createApi } from "../../src/api/app.ts";
import type { Context } from "../../src/context.ts";
import { type ApiScope, apiScopes } from "../../src/policy/permissions.ts";
import { createTestDatabase, type TestDatabase } from "../support/database.ts";

type Sent = { scopes?: string; key?: string | null; headers?: Record<string, string> };

export type TestApi = TestDatabase & {
  logged: string[];
  keyFor(...scopes: ApiScope[]): Promise<string>;
  get(path: string, sent?: Sent): Promise<Response>;
  post(path: string, body: unknown, sent?: Sent): Promise<Response>;
  /** Posts NDJSON as it comes. */
  stream(path: string, body: ReadableStream<Uint8Array>): Promise<Response>;
};

/** The API on a database of its own, with an API key of all scopes and everything that it logs. */
export const createTestApi = async (): Promise<TestApi> => {
  const database = await createTestDatabase();
  const logged: string[] = [];
  const log = pino({ level: "trace" }, { write: (line: string) => void logged.push(line) });
  const ctx: Context = { ...database.ctx, log };
  const api = createApi(ctx);
  const keyFor = (...scopes: ApiScope[]) => createApiKey(ctx, { name: scopes.join(" "), scopes, actor: "test" });
  const everything = await keyFor(...apiScopes);
  const headersOf = ({ key = everything, headers }: Sent) => ({
    ...(key !== null && { authorization: `Bearer ${key}` }),
    ...headers,
  });
  return {
    ...database,
    ctx,
    logged,
    keyFor,
    get: async (path, sent = {}) => api.request(path, { headers: headersOf(sent) }),
    post: async (path, body, sent = {}) =>
      api.request(path, {
        method: "POST",
        headers: { "content-type": "application/json", ...headersOf(sent) },
        body: typeof body === "string" ? body : JSON.stringify(body),
      }),
    stream: async (path, body) =>
      api.request(
        new Request(`http://portal${path}`, {
          method: "POST",
          headers: headersOf({ headers: { "content-type": "application/x-ndjson" } }),
          body,
          duplex: "half",
        }),
      ),
  };
};

/** The body of an answer, which holds exactly what the API's documentation says: the schemas are strict. */
export const bodyOf = async <Schema extends z.ZodType>(response: Response, schema: Schema): Promise<z.output<Schema>> =>
  schema.parse(await response.json());

export const linesOf = async (response: Response): Promise<Record<string, unknown>[]> =>
  (await response.text())
    .trimEnd()
    .split("\n")
    .map((line) => JSON.parse(line));
