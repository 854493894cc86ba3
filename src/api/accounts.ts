import { createRoute, z } from "@hono/zod-openapi";
import { type RecordedAccount, recordAccount } from "../actions/record-account.ts";
import type { Context } from "../context.ts";
import { accountSchema, parseAccount } from "../intake/account.ts";
import { accountAnswer, findAccountAnswer } from "./account-answer.ts";
import { allow } from "./allow.ts";
import { answerBatch, batchBody, type LineAnswer, lineProblem } from "./batch.ts";
import { batchRoute, bodyProblems, idempotencyHeader, keyProblems, lineAnswer } from "./documented.ts";
import { type Api, actorOf } from "./env.ts";
import { jsonBody } from "./json-body.ts";
import { once } from "./once.ts";
import { type ProblemFacts, problem, problemResponses } from "./problem.ts";
import { everyFault, refuseFaults, SEE_ERRORS } from "./refuse-faults.ts";

const postAccount = createRoute({
  method: "post",
  path: "/accounts",
  summary: "Bring over one customer of an older system",
  description:
    "Repeating it is harmless: the same account again answers 200 and changes nothing. Scope: accounts:write.",
  tags: ["Accounts"],
  request: {
    headers: idempotencyHeader,
    body: { required: true, content: { "application/json": { schema: accountSchema } } },
  },
  responses: {
    200: { description: "The same account again.", content: { "application/json": { schema: accountAnswer } } },
    201: {
      description: "Brought over. Location is the account's address.",
      content: { "application/json": { schema: accountAnswer } },
    },
    ...problemResponses(
      ...keyProblems,
      ...bodyProblems,
      "malformed_account",
      "account_differs",
      "email_taken",
      "license_registered",
      "license_differs",
    ),
  },
});

export const accountLine = lineAnswer({
  id: z.string().optional().openapi({ description: "Id of the account." }),
}).openapi("AccountLine");

const postAccounts = batchRoute({
  path: "/accounts/batch",
  summary: "Bring over many customers of an older system",
  tags: ["Accounts"],
  scope: "accounts:write",
  line: "an account as in POST /accounts",
  record: accountSchema,
  answer: accountLine,
});

const getAccount = createRoute({
  method: "get",
  path: "/accounts/{id}",
  summary: "Who a customer is",
  description: "Scope: accounts:read.",
  tags: ["Accounts"],
  request: {
    params: z.strictObject({ id: z.string().openapi({ description: "Id of the account, or its account ID." }) }),
  },
  responses: {
    200: { description: "The account.", content: { "application/json": { schema: accountAnswer } } },
    ...problemResponses(...keyProblems, "unknown_account"),
  },
});

export const accountRoutes = [postAccount, postAccounts, getAccount];

export const serveAccounts = (api: Api, ctx: Context): void => {
  const mayWrite = allow(ctx, "accounts:write");

  api.openapi(
    { ...postAccount, middleware: [mayWrite, ...jsonBody, once(ctx)] as const },
    async (c) => {
      const recorded = await recordAccount(ctx, c.req.valid("json"), actorOf(c));
      if (!recorded.ok) return problem(c, recorded.reason, refusalOf(recorded));
      const account = await findAccountAnswer(ctx.db, recorded.id);
      if (!account) throw new Error(`Account ${recorded.id} was lost while it was answered.`);
      const headers = { location: `/api/v1/accounts/${account.id}` };
      return recorded.made ? c.json(account, 201, headers) : c.json(account, 200, headers);
    },
    refuseFaults(ctx, "malformed_account"),
  );

  api.openAPIRegistry.registerPath(postAccounts);
  api.post(postAccounts.path, mayWrite, ...batchBody, (c) => {
    const actor = actorOf(c);
    return answerBatch(ctx, c, (raw) => takeAccount(ctx, raw, actor));
  });

  api.openapi({ ...getAccount, middleware: allow(ctx, "accounts:read") }, async (c) => {
    const account = await findAccountAnswer(ctx.db, c.req.valid("param").id);
    return account ? c.json(account, 200) : problem(c, "unknown_account", { detail: "AnyKey has no such account." });
  });
};

const takeAccount = async (ctx: Context, raw: unknown, actor: string): Promise<LineAnswer> => {
  const parsed = parseAccount(raw);
  if (!parsed.ok) {
    const errors = await everyFault(ctx, "malformed_account", parsed.faults, raw);
    return lineProblem("malformed_account", { detail: SEE_ERRORS, errors });
  }
  const recorded = await recordAccount(ctx, parsed.account, actor);
  if (!recorded.ok) return lineProblem(recorded.reason, refusalOf(recorded));
  return { status: recorded.made ? 201 : 200, id: recorded.id };
};

const refusalOf = (refused: RecordedAccount & { ok: false }): ProblemFacts => {
  switch (refused.reason) {
    case "malformed_account":
      return { detail: SEE_ERRORS, errors: refused.faults };
    case "account_differs":
      return { detail: "This account was brought over with other content, which stays as it is." };
    case "email_taken":
      return { detail: "The address is the user name of another account." };
    case "license_registered":
    case "license_differs":
      return { detail: refused.fault.detail, errors: [refused.fault] };
  }
};
