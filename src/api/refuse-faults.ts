import type { z } from "@hono/zod-openapi";
import type { Context as HonoContext } from "hono";
import type { Context } from "../context.ts";
import { listProducts } from "../db/products.ts";
import { faultsOf } from "../intake/faults.ts";
import { withUnknownSkus } from "../intake/unknown-skus.ts";
import type { Fault } from "../policy/order-intake.ts";
import { problem } from "./problem.ts";

type Invalid = { target: string; success: false; error: z.core.$ZodError };
type Validated = { target: string; success: true } | Invalid;

type Malformed = "malformed_order" | "malformed_account";

/** Names every wrong field of a body by JSON pointer. */
export const refuseFaults = (ctx: Context, reason: Malformed) => (result: Validated, c: HonoContext) =>
  result.success ? undefined : refuseBody(ctx, reason, result, c);

const refuseBody = async (ctx: Context, reason: Malformed, { target, error }: Invalid, c: HonoContext) => {
  const faults = faultsOf(error.issues);
  const errors = target === "json" ? await everyFault(ctx, reason, faults, await c.req.json()) : faults;
  return problem(c, reason, { detail: SEE_ERRORS, errors });
};

/** A malformed order or account may also name products that the catalogue does not have. */
export const everyFault = async (ctx: Context, reason: Malformed, faults: Fault[], raw: unknown): Promise<Fault[]> => {
  const skus = new Set((await listProducts(ctx.db)).map((product) => product.sku));
  const list = reason === "malformed_order" ? "items" : "licenses";
  return withUnknownSkus(faults, raw, list, (sku) => skus.has(sku));
};

export const SEE_ERRORS = "Every fault is named in errors, with what is expected there.";

/** Names every wrong query parameter. */
export const refuseQuery = (result: Validated, c: HonoContext) => {
  if (result.success) return;
  const errors = faultsOf(result.error.issues).map(({ pointer, detail }) => ({ parameter: pointer.slice(1), detail }));
  return problem(c, "malformed_query", { detail: SEE_ERRORS, errors });
};
