export type Line = { line: number; bytes: Buffer | null };

const NEWLINE = 0x0a;

/** The lines of a body one by one; a line of more than `mostBytes` comes as null, and no more of it is held. */
export async function* readLines(body: ReadableStream<Uint8Array> | null, mostBytes: number): AsyncGenerator<Line> {
  let line = 1;
  let parts: Uint8Array[] = [];
  let bytes = 0;
  const add = (part: Uint8Array) => {
    bytes += part.length;
    if (bytes > mostBytes) parts = [];
    else parts.push(part);
  };
  const take = (): Line => {
    const whole = bytes > mostBytes ? null : Buffer.concat(parts);
    parts = [];
    bytes = 0;
    return { line: line++, bytes: whole };
  };
  for await (const chunk of body ?? []) {
    let from = 0;
    for (let end = chunk.indexOf(NEWLINE); end >= 0; end = chunk.indexOf(NEWLINE, from)) {
      add(chunk.subarray(from, end));
      from = end + 1;
      yield take();
    }
    add(chunk.subarray(from));
  }
  if (bytes > 0) yield take();
}
