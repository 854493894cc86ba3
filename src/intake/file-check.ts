import type { Fault } from "../policy/order-intake.ts";
import type { ReadRecord } from "./read-record.ts";
import { UnreadableFile } from "./read-text.ts";

/** Something wrong in a file, at the place where a person finds it. */
export type FileFault = { place: string; reason: string; detail: string };

export type Parsed<Value> = { ok: true; value: Value } | { ok: false; faults: Fault[] };

export type Entry<Value> = { value: Value; placeOf(pointer: string): string };

/** Reads the whole file once and names everything that is wrong in it; else says how many records it has. */
export const checkFile = async <Value>(
  records: AsyncIterable<ReadRecord>,
  parse: (raw: unknown) => Parsed<Value>,
): Promise<{ total: number; faults: FileFault[] }> => {
  const faults: FileFault[] = [];
  let total = 0;
  try {
    for await (const record of records) {
      total += 1;
      faults.push(...faultsOf(record, parse));
    }
  } catch (error) {
    if (!(error instanceof UnreadableFile)) throw error;
    faults.push(malformed("", error.message));
  }
  return { total, faults };
};

const faultsOf = <Value>(record: ReadRecord, parse: (raw: unknown) => Parsed<Value>): FileFault[] => {
  if (!record.ok) return [malformed(record.place, record.detail)];
  const parsed = parse(record.raw);
  return parsed.ok ? [] : parsed.faults.map(({ pointer, detail }) => malformed(record.placeOf(pointer), detail));
};

const malformed = (place: string, detail: string): FileFault => ({ place, reason: "malformed", detail });

/** The records of a file that has been checked, each as soon as it is asked for. */
export async function* entriesOf<Value>(
  records: AsyncIterable<ReadRecord>,
  parse: (raw: unknown) => Parsed<Value>,
): AsyncGenerator<Entry<Value>> {
  for await (const record of records) {
    const parsed = record.ok ? parse(record.raw) : undefined;
    if (!record.ok || !parsed?.ok) throw new UnreadableFile("The file was changed while it was read.");
    yield { value: parsed.value, placeOf: record.placeOf };
  }
}
