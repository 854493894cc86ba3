import { Readable } from "node:stream";
import { Hono } from "hono";
import type { Context } from "../../context.ts";
import type { PortalEnv, PortalRequest } from "../../http/visit.ts";
import { accountJson } from "../export/account-json.ts";
import { productsCsv } from "../export/products-csv.ts";
import { signedInTo, viewerOf } from "./just-signed-in.ts";

/** What the account has, as files. They are written while they are read, so that a large account needs no more memory. */
export const accountExportRoutes = (ctx: Context) =>
  new Hono<PortalEnv>()
    .get("/account/export.json", signedInTo("account/profile"), (c) =>
      file(ctx, c, { name: "account", type: "json" }, accountJson(ctx, viewerOf(c).accountId)),
    )
    .get("/account/products.csv", signedInTo("account/profile"), (c) =>
      file(ctx, c, { name: "products", type: "csv" }, productsCsv(ctx, viewerOf(c).accountId, c.get("visit").language)),
    );

const mediaTypes = { json: "application/json; charset=utf-8", csv: "text/csv; charset=utf-8" };

type FileKind = { name: string; type: keyof typeof mediaTypes };

const file = async (ctx: Context, c: PortalRequest, { name, type }: FileKind, parts: AsyncGenerator<string>) => {
  const day = ctx.now().toISOString().slice(0, 10);
  // What fails before anything was sent is answered like any other fault.
  const first = await parts.next();
  c.header("content-type", mediaTypes[type]);
  c.header("content-disposition", `attachment; filename="anykey-${name}-${day}.${type}"`);
  return c.body(Readable.toWeb(Readable.from(told(ctx, first, parts))) as ReadableStream<Uint8Array>);
};

/** The head is out already: a file that breaks off is told by the broken connection and by the log. */
async function* told(ctx: Context, first: IteratorResult<string>, rest: AsyncGenerator<string>) {
  try {
    if (!first.done) yield Buffer.from(first.value);
    for await (const part of rest) yield Buffer.from(part);
  } catch (error) {
    ctx.log.error({ err: error }, "export.failed");
    throw error;
  }
}
