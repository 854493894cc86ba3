import type { Source } from "./source.ts";

/** The file as a whole cannot be taken: the message says why. */
export class UnreadableFile extends Error {}

/** The text of a source in pieces, without the byte order mark that Windows programs put in front. */
export async function* readText(source: Source): AsyncGenerator<string> {
  const decoder = new TextDecoder("utf-8", { fatal: true });
  try {
    for await (const chunk of source.open()) yield decoder.decode(chunk, { stream: true });
    yield decoder.decode();
  } catch (error) {
    if (!(error instanceof TypeError)) throw error;
    throw new UnreadableFile('The text is not UTF-8. Save the file as UTF-8 (in Excel: "CSV UTF-8").');
  }
}

/** The lines of a text. Only line feeds separate: JSON may hold the other breaks of Unicode. */
export async function* readLines(source: Source): AsyncGenerator<string> {
  let rest = "";
  for await (const piece of readText(source)) {
    const lines = (rest + piece).split("\n");
    rest = lines.pop() ?? "";
    yield* lines;
  }
  if (rest !== "") yield rest;
}
