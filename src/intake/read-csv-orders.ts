import { type Column, headerFault, itemColumns, orderColumns } from "./csv-columns.ts";
import { type CsvRow, readCsvRows } from "./csv-rows.ts";
import { nameOf, type ReadRecord } from "./read-record.ts";
import { UnreadableFile } from "./read-text.ts";
import type { Source } from "./source.ts";

type Row = { line: number; value(column: Column): string | null };

/** The orders of a CSV file: a row an item, the rows of one order together. */
export async function* readCsvOrders(source: Source): AsyncGenerator<ReadRecord> {
  const ended = new Map<string, number>();
  let rows: Row[] = [];
  for await (const read of readRows(source)) {
    if ("ok" in read) {
      yield read;
      continue;
    }
    const [first] = rows;
    const orderNumber = read.value("orderNumber") ?? "";
    if (first && first.value("orderNumber") === read.value("orderNumber")) {
      rows.push(read);
      continue;
    }
    if (first) {
      ended.set(first.value("orderNumber") ?? "", first.line);
      yield* orderOf(rows);
    }
    rows = [read];
    const before = orderNumber === "" ? undefined : ended.get(orderNumber);
    if (before)
      yield faultAt(read, "orderNumber", `The rows of an order must be together; its others begin at line ${before}.`);
  }
  if (rows.length > 0) yield* orderOf(rows);
}

async function* readRows(source: Source): AsyncGenerator<Row | (ReadRecord & { ok: false })> {
  let header: string[] | undefined;
  for await (const csvRow of readCsvRows(source)) {
    if (header === undefined) {
      header = csvRow.cells;
      const fault = headerFault(header);
      if (fault) throw new UnreadableFile(fault);
    } else if (csvRow.cells.length !== header.length) {
      const detail = `Expected ${header.length} cells as in the header row; this row has ${csvRow.cells.length}.`;
      yield { ok: false, place: `line ${csvRow.line}`, detail };
    } else yield rowOf(header, csvRow);
  }
  if (header === undefined) throw new UnreadableFile("The file is empty.");
}

const rowOf = (header: string[], { cells, line }: CsvRow): Row => {
  const index = new Map(header.map((name, at) => [name, at]));
  return { line, value: (column) => cells[index.get(column) ?? -1] || null };
};

function* orderOf(rows: Row[]): Generator<ReadRecord> {
  const [first] = rows as [Row];
  const faults = rows.flatMap((row) =>
    orderColumns
      .filter((column) => row.value(column) !== first.value(column))
      .map((column) => faultAt(row, column, `Expected the same as in line ${first.line}: both are of one order.`)),
  );
  if (faults.length > 0) yield* faults;
  else yield { ok: true, raw: rawOrder(rows), placeOf: placeIn(rows) };
}

const faultAt = (row: Row, column: Column, detail: string): ReadRecord & { ok: false } => ({
  ok: false,
  place: placeAt(row, column),
  detail,
});

const placeAt = (row: Row, column: string): string =>
  [`line ${row.line}`, nameOf({ orderNumber: row.value("orderNumber") }), column]
    .filter((part) => part !== "")
    .join(" ");

/** `/items/1/sku` is the column `sku` of the order's second row; `/customer/email` is `customer.email` of its first. */
const placeIn =
  (rows: Row[]) =>
  (pointer: string): string => {
    const [, at, field] = pointer.match(/^\/items\/(\d+)(?:\/(.*))?$/) ?? [];
    const row = rows[Number(at ?? 0)] ?? rows[0];
    return placeAt(row as Row, at === undefined ? pointer.slice(1).replaceAll("/", ".") : (field ?? ""));
  };

const rawOrder = (rows: Row[]) => {
  const [first] = rows as [Row];
  const part = (name: "reseller." | "customer.") =>
    Object.fromEntries(
      orderColumns
        .filter((column) => column.startsWith(name))
        .map((column) => [column.slice(name.length), first.value(column)]),
    );
  const own = orderColumns.filter((column) => !column.includes("."));
  return {
    ...Object.fromEntries(own.map((column) => [column, first.value(column)])),
    reseller: part("reseller."),
    customer: part("customer."),
    items: rows.map(rawItem),
  };
};

const numbers: readonly Column[] = ["line", "seats"];

const rawItem = (row: Row) =>
  Object.fromEntries(
    itemColumns.map((column) => {
      const value = row.value(column);
      return [column, value !== null && numbers.includes(column) && /^\d{1,9}$/.test(value) ? Number(value) : value];
    }),
  );
