import { Readable } from "node:stream";
import { expect, test } from "vitest";
import type { ReadRecord } from "../../src/intake/read-record.ts";
import { formatOf, readRecords } from "../../src/intake/read-records.ts";
import type { Source } from "../../src/intake/source.ts";
import { allOf } from "../support/all-of.ts";

const source = (content: string | Buffer, name = "orders"): Source => ({
  name,
  open: () => Readable.from([...Buffer.from(content)].map((byte) => Buffer.from([byte]))),
});

const readAll = async (content: string | Buffer, name?: string): Promise<ReadRecord[]> => {
  const file = source(content, name);
  return allOf(readRecords(file, await formatOf(file)));
};

test.each([
  ["orders.json", "", "json"],
  ["orders.JSONL", "", "ndjson"],
  ["orders.ndjson", "", "ndjson"],
  ["orders.csv", "", "csv"],
  ["orders", '\ufeff [{"a":1}]', "json"],
  ["orders", '{\n"a":1}', "json"],
  ["orders.txt", '{"a":1}\n{"a":2}', "ndjson"],
  ["standard input", "orderNumber,type\n", "csv"],
])("%s with %j is %s", async (name, content, format) => {
  expect(await formatOf(source(content, name))).toBe(format);
});

test("NDJSON keeps the separators of Unicode inside a text, and counts every line of the file", async () => {
  const [first, second] = await readAll(
    '{"orderNumber":"A-1","note":"a\u2028b"}\r\n\r\n{"orderNumber":"A-2"}',
    "o.ndjson",
  );
  expect(first).toMatchObject({ ok: true, raw: { note: "a\u2028b" } });
  expect(second?.ok && second.placeOf("/type")).toBe("line 3 (A-2) /type");
});

test("what is no number of an order is not repeated", async () => {
  const [record] = await readAll(JSON.stringify([{ orderNumber: "XC-8F3K-Q7M2P-R4T6W-9HJKN-C5D8E-3GXYZ" }]));
  expect(record?.ok && record.placeOf("/orderNumber")).toBe("record 1 /orderNumber");
});

test("a broken JSON file tells the line, not the text around it", async () => {
  const broken = readAll('[\n{"orderNumber": "A-1"},\n{"registrationKey": XC-CRKN-LM95-UDFN-6FPN}]', "o.json");
  await expect(broken).rejects.toThrow("This is not valid JSON (see line 3 of it).");
});

test("a file in Shift JIS is refused instead of being taken in with wrong letters", async () => {
  await expect(readAll(Buffer.from("83548366", "hex"), "o.csv")).rejects.toThrow("not UTF-8");
});
