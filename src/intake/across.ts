import type { z } from "@hono/zod-openapi";
import { isDay } from "./fields.ts";

type Check = { addIssue(issue: { code: "custom"; path: PropertyKey[]; message: string }): void };

/** Takes a rule also where single fields are wrong, so that one answer names every fault. */
export const evenIfFaulty: z.core.$ZodSuperRefineParams = { when: ({ value }) => typeof value === "object" };

export const fieldOf = (entry: unknown, field: string): unknown =>
  typeof entry === "object" && entry !== null ? Reflect.get(entry, field) : undefined;

/** No two entries of a list have the same value in this field; the fault stands at the later one. */
export const unrepeated =
  (field: string, sentence: (firstAt: number) => string) =>
  (entries: unknown, check: Check): void => {
    if (!Array.isArray(entries)) return;
    const firstAt = new Map<unknown, number>();
    for (const [at, entry] of entries.entries()) {
      const value = fieldOf(entry, field);
      if (value === undefined || value === null) continue;
      const first = firstAt.get(value);
      if (first === undefined) firstAt.set(value, at);
      else check.addIssue({ code: "custom", path: [at, field], message: sentence(first) });
    }
  };

/** A term does not end before it starts. */
export const endsAfterStart = (entry: unknown, check: Check): void => {
  const [startsOn, endsOn] = [fieldOf(entry, "startsOn"), fieldOf(entry, "endsOn")];
  if (isDay(startsOn) && isDay(endsOn) && endsOn < startsOn) {
    check.addIssue({ code: "custom", path: ["endsOn"], message: `Expected a date that is not before ${startsOn}.` });
  }
};
