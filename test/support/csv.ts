import { columns } from "../../src/intake/csv-columns.ts";

export type Table = string[][];

type Order = { items: object[] };

/** An order as a table: the columns of the contract, then a row an item. */
export const tableOf = (order: Order): Table => [
  [...columns],
  ...order.items.map((item) =>
    columns.map((column) => {
      const path = column.split(".");
      const value = path.reduce<unknown>(fieldOf, column.includes(".") || column in order ? order : item);
      return value === null ? "" : String(value);
    }),
  ),
];

const fieldOf = (part: unknown, field: string): unknown => Reflect.get(Object(part), field);

/** A table as a CSV file. */
export const written = (table: Table, separator = ",", lineBreak = "\n"): string =>
  table
    .map((row) => row.map((cell) => (/[",;\s]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell)).join(separator))
    .join(lineBreak);
