import type { z } from "@hono/zod-openapi";
import type { Context as HonoContext } from "hono";
import { faultsOf } from "../intake/faults.ts";
import { problem } from "./problem.ts";

type Validated = { target: string; success: true } | { target: string; success: false; error: z.core.$ZodError };

/** Names every wrong field of a body by JSON pointer. */
export const refuseFaults = (reason: "malformed_order" | "malformed_account") => (result: Validated, c: HonoContext) =>
  result.success ? undefined : problem(c, reason, { detail: SEE_ERRORS, errors: faultsOf(result.error.issues) });

export const SEE_ERRORS = "Every fault is named in errors, with what is expected there.";

/** Names every wrong query parameter. */
export const refuseQuery = (result: Validated, c: HonoContext) => {
  if (result.success) return;
  const errors = faultsOf(result.error.issues).map(({ pointer, detail }) => ({ parameter: pointer.slice(1), detail }));
  return problem(c, "malformed_query", { detail: SEE_ERRORS, errors });
};
