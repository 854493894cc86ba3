import { text } from "node:stream/consumers";
import type { Command } from "commander";
import { parseDocument } from "yaml";
import { applyCatalog } from "../actions/apply-catalog.ts";
import type { Context } from "../context.ts";
import { parseCatalog } from "../intake/catalog.ts";
import { openSource } from "../intake/source.ts";
import type { Fault } from "../policy/order-intake.ts";
import { type Answer, type AnswerOptions, answer } from "./answer.ts";

/** `catalog apply FILE` */
export const addCatalogApply = (catalog: Command): Command =>
  catalog
    .command("apply")
    .description("Brings the products to what the catalogue file says. Products that it does not name stay.")
    .argument("<FILE>", "a YAML or JSON file, or - for standard input; AnyKey ships catalog/trend-micro.yaml")
    .option("--json", "answer with one JSON document")
    .action((file: string, options: AnswerOptions) => answer(options, (ctx) => applyFile(ctx, file)));

const applyFile = async (ctx: Context, file: string): Promise<Answer> => {
  const source = await openSource(file);
  const document = parseDocument(await text(source.open()));
  const [broken] = document.errors;
  if (broken) {
    const detail = `This is not valid YAML (line ${broken.linePos?.[0].line ?? 1}).`;
    return refused(source.name, [{ pointer: "", detail }]);
  }
  const parsed = parseCatalog(document.toJS());
  if (!parsed.ok) return refused(source.name, parsed.faults);
  const counts = await applyCatalog(ctx, parsed.products, "cli");
  const total = parsed.products.length;
  const line = `${total} products: ${counts.added} new, ${counts.changed} changed, ${counts.unchanged} unchanged`;
  return {
    ok: true,
    lines: [line],
    json: { total, new: counts.added, changed: counts.changed, unchanged: counts.unchanged },
  };
};

const refused = (name: string, faults: Fault[]): Answer => ({
  ok: false,
  lines: [
    ...faults.map(({ pointer, detail }) => `${[name, pointer].filter(Boolean).join(": ")}: ${detail}`),
    "Nothing was changed.",
  ],
  json: { faults: faults.map(({ pointer, detail }) => ({ file: name, place: pointer, reason: "malformed", detail })) },
});
