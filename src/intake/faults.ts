import type { z } from "@hono/zod-openapi";
import type { Fault } from "../policy/order-intake.ts";

const ECHOED_CHARACTERS = 60;

/** Every fault that a schema found, at its place: a JSON pointer (RFC 6901) and a sentence that says what is expected. */
export const faultsOf = (issues: readonly z.core.$ZodIssue[]): Fault[] =>
  issues.flatMap((issue) =>
    issue.code === "unrecognized_keys"
      ? issue.keys.map((key) => ({
          pointer: pointerTo([...issue.path, key]),
          detail: `There is no field ${JSON.stringify(key.slice(0, ECHOED_CHARACTERS))} here. ${issue.message}`,
        }))
      : [{ pointer: pointerTo(issue.path), detail: issue.message }],
  );

const pointerTo = (path: readonly PropertyKey[]): string =>
  path.map((part) => `/${String(part).replaceAll("~", "~0").replaceAll("/", "~1")}`).join("");
