import { z } from "@hono/zod-openapi";

const DEFAULT_ENTRIES = 50;
const MOST_ENTRIES = 200;

export const pageLimit = () =>
  z
    .string()
    .regex(/^0*[1-9]\d{0,8}$/, `Expected a whole number from 1 to ${MOST_ENTRIES}.`)
    .transform(Number)
    .refine((entries) => entries <= MOST_ENTRIES, `Expected a whole number from 1 to ${MOST_ENTRIES}.`)
    .default(DEFAULT_ENTRIES)
    .openapi({
      type: "integer",
      minimum: 1,
      maximum: MOST_ENTRIES,
      description: `Most entries of the page, up to ${MOST_ENTRIES}.`,
    });

/** A page of a list (CONTRACT: `{ data, nextCursor }`). */
export const pageOf = <Entry extends z.ZodType>(entry: Entry) =>
  z.strictObject({
    data: z.array(entry).openapi({ description: "The entries." }),
    nextCursor: z
      .string()
      .nullable()
      .openapi({ description: "Where the next page begins, null when there is none now." }),
  });
