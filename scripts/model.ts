import { parseArgs } from "node:util";
import { trueRules } from "../test/model/attempt.ts";
import { COMMUTES, explore } from "../test/model/explore.ts";
import { invariants } from "../test/model/invariants.ts";
import { landmarksIn } from "../test/model/landmarks.ts";
import { kindsOfWorld, worlds } from "../test/model/worlds.ts";

/**
 * Tries the rules on every small world, prints what it came by and fails where a sentence does not hold or a branch was
 * never reached. `--full` takes many more worlds and some minutes; `--kind` takes the worlds of one kind.
 */
const { values: wish } = parseArgs({ options: { full: { type: "boolean" }, kind: { type: "string" } } });
if (wish.kind !== undefined && !kindsOfWorld.some((kind) => kind === wish.kind)) {
  process.stderr.write(`There is no kind ${wish.kind}. Take one of: ${kindsOfWorld.join(", ")}.\n`);
  process.exit(2);
}
const sentences = [...invariants.map(({ sentence }) => sentence), COMMUTES];
const say = (line: string) => process.stdout.write(`${line}\n`);
const spelled = (count: number) => count.toLocaleString("en");

for (const kind of kindsOfWorld) {
  if (wish.kind !== undefined && wish.kind !== kind) continue;
  const began = performance.now();
  const { reached, broken, ...counts } = explore(worlds(wish.full ? "full" : "short", kind), trueRules);
  const figures = { ...counts, sentences: sentences.length, seconds: Math.round((performance.now() - began) / 1000) };
  const told = Object.entries(figures).map(([name, figure]) => `${spelled(figure)} ${name}`);
  say(`${kind}: ${told.join(", ")}`);
  for (const [landmark, times] of reached) say(`${spelled(times).padStart(13)}  ${landmark}`);
  const unreached = landmarksIn[kind].filter((landmark) => !reached.has(landmark));
  for (const landmark of unreached) say(`  never reached  ${landmark}`);
  for (const sentence of sentences) {
    const found = broken.get(sentence);
    say(`${found ? `BROKEN ${spelled(found.times)} times` : "holds"}: ${sentence}.`);
    if (found) say(JSON.stringify(found.step, null, 2));
  }
  if (broken.size > 0 || unreached.length > 0) process.exitCode = 1;
}
