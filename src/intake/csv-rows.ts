import { pipeline, Readable } from "node:stream";
import { CsvError, parse } from "csv-parse";
import { readText, UnreadableFile } from "./read-text.ts";
import type { Source } from "./source.ts";

export type CsvRow = { cells: string[]; line: number };

/** The rows of a CSV file with the line that each begins at. Rows without any value are left out. */
export async function* readCsvRows(source: Source): AsyncGenerator<CsvRow> {
  const parser = parse({
    delimiter: await delimiterOf(source),
    info: true,
    trim: true,
    relax_column_count: true,
    skip_empty_lines: true,
    skip_records_with_empty_values: true,
  });
  pipeline(Readable.from(readText(source)), parser, () => undefined);
  try {
    for await (const { record, info } of parser) yield { cells: record, line: info.lines - breaksIn(record) };
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
    throw new UnreadableFile(`line ${error.lines}: A quotation mark stands at the wrong place or has no second one.`);
  }
}

/** Excel separates with semicolons where the comma is the decimal sign. The header's names hold neither. */
const delimiterOf = async (source: Source): Promise<string> => {
  let header = "";
  for await (const piece of readText(source)) {
    header += piece;
    if (header.trimStart().includes("\n")) break;
  }
  const [first = ""] = header.trimStart().split("\n");
  return first.includes(";") && !first.includes(",") ? ";" : ",";
};

const breaksIn = (cells: string[]): number => cells.reduce((sum, cell) => sum + cell.split("\n").length - 1, 0);
