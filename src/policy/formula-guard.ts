/** A cell that a spreadsheet would take for a formula is text: names come from strangers. */
export const withoutFormula = (text: string): string => (/^[=+\-@\t\r]/.test(text) ? `'${text}` : text);
