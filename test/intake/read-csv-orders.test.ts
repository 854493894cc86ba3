import { readFileSync } from "node:fs";
import { Readable } from "node:stream";
import { expect, test } from "vitest";
import { columns } from "../../src/intake/csv-columns.ts";
import type { ReadRecord } from "../../src/intake/read-record.ts";
import { readCsvOrders } from "../../src/intake/read-csv-orders.ts";
import { allOf } from "../support/all-of.ts";
import { type Table, tableOf, written } from "../support/csv.ts";

const [sample] = JSON.parse(readFileSync("samples/orders.json", "utf8"));

const read = (csv: string): Promise<ReadRecord[]> =>
  allOf(readCsvOrders({ name: "o.csv", open: () => Readable.from([Buffer.from(csv)]) }));

const faultsIn = async (csv: string) =>
  (await read(csv)).flatMap((record) => (record.ok ? [] : [`${record.place}: ${record.detail}`]));

const withCell = (row: number, column: (typeof columns)[number], value: string): Table =>
  tableOf(sample).map((cells, at) =>
    cells.map((cell, index) => (at === row && index === columns.indexOf(column) ? value : cell)),
  );

test.each([
  ["commas", written(tableOf(sample))],
  [
    "semicolons, CRLF and a byte order mark, as Excel writes them",
    `\ufeff${written(tableOf(sample), ";", "\r\n")}\r\n`,
  ],
  ["columns in another order", written(tableOf(sample).map((row) => row.toReversed()))],
  ["empty rows at the end", `${written(tableOf(sample))}\n,,,\n\n`],
])("an order as CSV says the same as JSON: %s", async (_, csv) => {
  expect(await read(csv)).toEqual([{ ok: true, raw: sample, placeOf: expect.any(Function) }]);
});

test("a semicolon file may hold commas in its cells", async () => {
  const csv = written(withCell(1, "customer.company", "Acme, Inc.").slice(0, 2), ";").replace(
    '"Acme, Inc."',
    "Acme, Inc.",
  );
  expect(await read(csv)).toMatchObject([{ raw: { customer: { company: "Acme, Inc." } } }]);
});

test("a fault is told by the line of its row and the column's name", async () => {
  const [record] = await read(written(tableOf(sample)));
  const placeOf = record?.ok ? record.placeOf : String;
  expect(placeOf("/items/2/sku")).toBe("line 4 (SO-2026-000001) sku");
  expect(placeOf("/customer/email")).toBe("line 2 (SO-2026-000001) customer.email");
});

test("rows of one order must agree, be together and have all cells", async () => {
  const differing = written(withCell(3, "customer.email", "other@acme.example"));
  expect(await faultsIn(differing)).toEqual([
    "line 4 (SO-2026-000001) customer.email: Expected the same as in line 2: both are of one order.",
  ]);
  expect(await faultsIn(written(withCell(2, "orderNumber", "SO-2")))).toEqual([
    "line 4 (SO-2026-000001) orderNumber: The rows of an order must be together; its others begin at line 2.",
  ]);
  expect(await faultsIn(`${written(tableOf(sample))}\nSO-3,x`)).toEqual([
    "line 6: Expected 21 cells as in the header row; this row has 2.",
  ]);
});

test("unknown, missing and repeated columns are named", async () => {
  const header = columns.filter((column) => column !== "seats" && column !== "suite").join(",");
  await expect(read(`${header},Seats,line\n`)).rejects.toThrow(
    'The header row does not fit: unknown columns: "Seats"; missing columns: seats; repeated columns: line.',
  );
});
