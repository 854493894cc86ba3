import type { Context } from "../../context.ts";
import type { Language } from "../../messages/translate.ts";
import { withoutFormula } from "../../policy/formula-guard.ts";
import { exportedLicenses } from "./licenses.ts";

const columns = [
  "product",
  "sku",
  "kind",
  "activationCode",
  "orderNumber",
  "version",
  "seats",
  "unit",
  "startsOn",
  "endsOn",
  "status",
  "region",
  "registeredAt",
] as const;

/** Spreadsheets take the text for UTF-8 only when it begins with this mark. */
const UTF8_MARK = "\ufeff";

/** The licenses of an account, a row each. Columns have the same names in every language, for programs. */
export async function* productsCsv(ctx: Context, accountId: string, language: Language): AsyncGenerator<string> {
  yield UTF8_MARK + line([...columns]);
  for await (const license of exportedLicenses(ctx, accountId)) {
    const row = {
      ...license,
      product: language === "ja" ? license.nameJa : license.nameEn,
      registeredAt: license.registeredAt?.toISOString(),
    };
    yield line(columns.map((column) => String(row[column] ?? "")));
  }
}

const line = (cells: readonly string[]): string => `${cells.map(cell).join(",")}\r\n`;

const cell = (text: string): string => {
  const safe = withoutFormula(text);
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
};
