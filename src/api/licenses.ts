import { createRoute, z } from "@hono/zod-openapi";
import type { Context } from "../context.ts";
import { findLicenseByLookup } from "../db/licenses.ts";
import { listProducts } from "../db/products.ts";
import { malformedKeySentence, wrongKindSentence } from "../intake/key-sentence.ts";
import { likelyTypingMistake, parseKey, skusAmong } from "../policy/license-key.ts";
import { licenseStatus } from "../policy/license-status.ts";
import { allow } from "./allow.ts";
import { keyProblems } from "./documented.ts";
import type { Api } from "./env.ts";
import { problem, problemResponses } from "./problem.ts";

export const licenseAnswer = z
  .strictObject({
    id: z.string().openapi({ description: "Names the license in events, where its activation code never stands." }),
    status: z.enum(["not_registered", "not_started", "active", "expiring", "grace", "expired", "converted"]).openapi({
      description: "Where the license stands today: expiring from 90 days before its end, grace for 30 days after.",
    }),
    product: z.strictObject({
      sku: z.string().openapi({ description: "SKU of the product." }),
      name: z.string().openapi({ description: "Name of the product in English." }),
    }),
    version: z.enum(["full", "trial"]).openapi({ description: "Full or trial license." }),
    seats: z.int().openapi({ description: "How many, in the product's unit." }),
    unit: z.string().openapi({ description: "What a seat of the product is." }),
    startsOn: z.iso.date().openapi({ description: "First day of the term." }),
    endsOn: z.iso.date().openapi({ description: "Last day of the term." }),
    accountId: z
      .string()
      .nullable()
      .openapi({ description: "Account that holds it, null while it is not registered." }),
    registeredAt: z.iso.datetime().nullable().openapi({ description: "When it was registered, in UTC." }),
    convertedTo: z.string().nullable().openapi({ description: "Id of the full license that took a trial's place." }),
  })
  .openapi("License");

const getLicense = createRoute({
  method: "get",
  path: "/licenses/{activationCode}",
  summary: "Where a license stands",
  description: "Scope: licenses:read.",
  tags: ["Licenses"],
  request: {
    params: z.strictObject({
      activationCode: z.string().openapi({
        description: "Activation code of the license, as it is typed.",
        example: "XC-8F3K-Q7M2P-R4T6W-9HJKN-C5D8E-3GXYZ",
      }),
    }),
  },
  responses: {
    200: { description: "The license.", content: { "application/json": { schema: licenseAnswer } } },
    ...problemResponses(...keyProblems, "malformed_key", "unknown_key"),
  },
});

export const licenseRoutes = [getLicense];

export const serveLicenses = (api: Api, ctx: Context): void => {
  api.openapi({ ...getLicense, middleware: allow(ctx, "licenses:read") }, async (c) => {
    const code = await activationCodeIn(ctx, c.req.valid("param").activationCode);
    if (!code.ok) return problem(c, "malformed_key", { detail: code.detail });
    const license = await findLicenseByLookup(ctx.db, ctx.secrets.lookup(code.key));
    if (!license) return problem(c, "unknown_key", { detail: unknownDetail(code.key) });
    const facts = { ...license, registered: license.accountId !== null, converted: license.convertedTo !== null };
    const { id, sku, nameEn: name, version, seats, unit, startsOn, endsOn, accountId, convertedTo } = license;
    return c.json(
      {
        ...{ id, status: licenseStatus(facts, ctx.now()).status, product: { sku, name } },
        ...{ version, seats, unit, startsOn, endsOn, accountId, convertedTo },
        registeredAt: license.registeredAt?.toISOString() ?? null,
      },
      200,
    );
  });
};

const activationCodeIn = async (
  ctx: Context,
  typed: string,
): Promise<{ ok: true; key: string } | { ok: false; detail: string }> => {
  const parsed = parseKey(typed, skusAmong((await listProducts(ctx.db)).map((product) => product.sku)));
  if (!parsed.ok) return { ok: false, detail: malformedKeySentence("activation_code", parsed.fault, parsed.facts) };
  return parsed.kind === "activation_code"
    ? { ok: true, key: parsed.key }
    : { ok: false, detail: wrongKindSentence("activation_code", parsed.kind) };
};

const unknownDetail = (code: string): string =>
  likelyTypingMistake(code).likely
    ? "AnyKey knows no license with this activation code; a typing mistake is likely."
    : "AnyKey knows no license with this activation code.";
