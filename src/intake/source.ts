import { createReadStream, statSync } from "node:fs";
import { basename } from "node:path";
import { Readable } from "node:stream";
import { buffer } from "node:stream/consumers";

/** A file that can be read from its begin again and again. */
export type Source = { name: string; open(): Readable };

/** The file of a command's argument; `-` is standard input. What is no plain file is kept in memory: it comes once. */
export const openSource = async (file: string): Promise<Source> => {
  if (file !== "-" && statSync(file).isFile()) return { name: basename(file), open: () => createReadStream(file) };
  const content = await buffer(file === "-" ? process.stdin : createReadStream(file));
  return { name: file === "-" ? "standard input" : basename(file), open: () => Readable.from([content]) };
};
