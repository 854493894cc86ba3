import { randomBytes, randomUUID } from "node:crypto";
import type { Statement } from "./load.ts";

/** The recorded statements of one turn, as another turn would send them: its facts, and new ids where new rows are made. */
export const statementsFor = (
  recorded: readonly Statement[][],
  from: readonly string[],
  to: readonly string[],
): Statement[][] => {
  const known = new Map(from.map((fact, at) => [fact, to[at] ?? ""]));
  known.delete("");
  const facts = [...known.keys()].toSorted((a, b) => b.length - a.length).map(literally);
  const pattern = new RegExp([...facts, UUID].join("|"), "g");
  const replace = (text: string) =>
    text.replace(pattern, (found) => {
      const fact = known.get(found) ?? randomUUID();
      known.set(found, fact);
      return fact;
    });
  const value = (recordedValue: unknown): unknown => {
    if (typeof recordedValue === "string") return replace(recordedValue);
    if (Array.isArray(recordedValue)) return recordedValue.map(value);
    if (!Buffer.isBuffer(recordedValue)) return recordedValue;
    const bytes = known.get(recordedValue.toString("hex"));
    return bytes === undefined ? randomBytes(recordedValue.length) : Buffer.from(bytes, "hex");
  };
  return recorded.map((step) => step.map(({ text, values }) => ({ text, values: values.map(value) })));
};

/** A fact as a pattern of itself: names hold dots, and other signs of patterns. */
const literally = (fact: string): string => fact.replaceAll(/[^\w\s@-]/g, "\\$&");

const UUID = "[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}";
