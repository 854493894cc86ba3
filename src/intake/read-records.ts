import { readCsvOrders } from "./read-csv-orders.ts";
import { nameOf, type ReadRecord } from "./read-record.ts";
import { readLines, readText, UnreadableFile } from "./read-text.ts";
import type { Source } from "./source.ts";

export type Format = "json" | "ndjson" | "csv";

const formatOfEnding: Record<string, Format> = { json: "json", ndjson: "ndjson", jsonl: "ndjson", csv: "csv" };

/** The format by the file's ending, else by how it begins. */
export const formatOf = async (source: Source): Promise<Format> => {
  const ending = source.name.toLowerCase().match(/\.([a-z]+)$/)?.[1] ?? "";
  return formatOfEnding[ending] ?? formatOfBegin(source);
};

/** Every record of the file in turn. NDJSON and CSV are never held as a whole. */
export const readRecords = (source: Source, format: Format): AsyncIterable<ReadRecord> =>
  format === "json" ? readJson(source) : format === "ndjson" ? readNdjson(source) : readCsvOrders(source);

/** One object that spans lines is JSON; one that ends with its line is the first of NDJSON. */
const formatOfBegin = async (source: Source): Promise<Format> => {
  for await (const line of readLines(source)) {
    const begin = line.trim();
    if (begin === "") continue;
    if (begin.startsWith("{")) return parseJson(begin).ok ? "ndjson" : "json";
    return begin.startsWith("[") ? "json" : "csv";
  }
  return "json";
};

async function* readJson(source: Source): AsyncGenerator<ReadRecord> {
  let text = "";
  for await (const piece of readText(source)) text += piece;
  if (text.trim() === "") throw new UnreadableFile("The file is empty.");
  const parsed = parseJson(text);
  if (!parsed.ok) throw new UnreadableFile(parsed.detail);
  const list: unknown[] = Array.isArray(parsed.raw) ? parsed.raw : [parsed.raw];
  for (const [at, raw] of list.entries()) yield placed(raw, `record ${at + 1}`);
}

async function* readNdjson(source: Source): AsyncGenerator<ReadRecord> {
  let number = 0;
  for await (const line of readLines(source)) {
    number += 1;
    if (line.trim() === "") continue;
    const parsed = parseJson(line);
    yield parsed.ok
      ? placed(parsed.raw, `line ${number}`)
      : { ok: false, place: `line ${number}`, detail: parsed.detail };
  }
}

const placed = (raw: unknown, place: string): ReadRecord => ({
  ok: true,
  raw,
  placeOf: (pointer) => [place, nameOf(raw), pointer].filter((part) => part !== "").join(" "),
});

/** The engine's own message quotes the text around the fault, which may be a key: it only serves to find the place. */
const parseJson = (text: string): { ok: true; raw: unknown } | { ok: false; detail: string } => {
  try {
    return { ok: true, raw: JSON.parse(text) };
  } catch (error) {
    const line = lineOfFault(text, error instanceof Error ? error.message : "");
    return { ok: false, detail: `This is not valid JSON${line === undefined ? "" : ` (see line ${line} of it)`}.` };
  }
};

const lineOfFault = (text: string, message: string): number | undefined => {
  const told = message.match(/line (\d+) column/)?.[1];
  if (told) return Number(told);
  const quoted = message.match(/, (?:\.{3})?"(.*?)"(?:\.{3})? is not valid JSON$/s)?.[1] ?? "";
  const at = text.indexOf(quoted);
  if (quoted === "" || at < 0 || at !== text.lastIndexOf(quoted)) return undefined;
  return text.slice(0, at + quoted.length / 2).split("\n").length;
};
