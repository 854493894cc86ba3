export type SyntaxFault = { position: number; line: number; column: number; expected: string };

type State = "value" | "value or ]" | "name" | "name or }" | ":" | ", or }" | ", or ]" | "end";

const TOKEN =
  /[{}[\],:]|"(?:[^"\\\p{Cc}]|\\(?:["\\/bfnrt]|u[\da-fA-F]{4}))*"|-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?(?![\w.])|(?:true|false|null)(?!\w)/uy;
const SPACE = /[ \t\n\r]*/y;

/** Where a text stops being JSON. JSON.parse does not always tell the place, and repeats what was sent. */
export const findSyntaxFault = (text: string): SyntaxFault | undefined => {
  const open: ("{" | "[")[] = [];
  let state: State = "value";
  let position = 0;
  for (;;) {
    position += matchAt(SPACE, text, position).length;
    if (position === text.length && state === "end") return;
    const token = matchAt(TOKEN, text, position);
    const next: State | undefined = token === "" ? undefined : stateAfter(state, token, open);
    if (next === undefined) return faultAt(text, position, state);
    position += token.length;
    state = next;
  }
};

const matchAt = (pattern: RegExp, text: string, position: number): string => {
  pattern.lastIndex = position;
  return pattern.exec(text)?.[0] ?? "";
};

const stateAfter = (state: State, token: string, open: ("{" | "[")[]): State | undefined => {
  if (token === "}" || token === "]") {
    if (!state.endsWith(`or ${token}`)) return;
    open.pop();
    return afterValue(open);
  }
  if (state.startsWith("value")) return stateInside(token, open);
  if (state.startsWith("name")) return token.startsWith('"') ? ":" : undefined;
  if (state === ":") return token === ":" ? "value" : undefined;
  if (!state.startsWith(",") || token !== ",") return;
  return open.at(-1) === "{" ? "name" : "value";
};

const stateInside = (token: string, open: ("{" | "[")[]): State | undefined => {
  if (token === "," || token === ":") return;
  if (token !== "{" && token !== "[") return afterValue(open);
  open.push(token);
  return token === "{" ? "name or }" : "value or ]";
};

const afterValue = (open: ("{" | "[")[]): State => {
  const innermost = open.at(-1);
  if (innermost === undefined) return "end";
  return innermost === "{" ? ", or }" : ", or ]";
};

const words: Record<State, string> = {
  value: "a value",
  "value or ]": "a value or ]",
  name: 'a field name in "quotes"',
  "name or }": 'a field name in "quotes" or }',
  ":": "a colon",
  ", or }": "a comma or }",
  ", or ]": "a comma or ]",
  end: "the end of the text",
};

const faultAt = (text: string, position: number, state: State): SyntaxFault => {
  const before = text.slice(0, position).split("\n");
  return { position, line: before.length, column: (before.at(-1)?.length ?? 0) + 1, expected: words[state] };
};

export type ParsedJson = { ok: true; value: unknown } | { ok: false; detail: string };

/** Parses JSON, or says in a sentence where it is broken. */
export const parseJson = (text: string): ParsedJson => {
  try {
    return { ok: true, value: JSON.parse(text) };
  } catch {
    const fault = findSyntaxFault(text);
    if (!fault) return { ok: false, detail: "Expected JSON." };
    const { position, line, column, expected } = fault;
    return { ok: false, detail: `Expected ${expected} at position ${position} (line ${line}, column ${column}).` };
  }
};

/** The same of what came over the network: what is not UTF-8 would be stored as something else than was sent. */
export const readJson = (bytes: Uint8Array | ArrayBuffer): ParsedJson => {
  try {
    return parseJson(new TextDecoder("utf-8", { fatal: true }).decode(bytes));
  } catch {
    return { ok: false, detail: "Expected text in UTF-8." };
  }
};
