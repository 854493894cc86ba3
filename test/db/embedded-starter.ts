import { startEmbeddedPostgres } from "../../src/db/embedded.ts";

// A process of its own for embedded.test.ts: starts or joins, tells what it got, and stops once its input ends.
const [, , dataDir = ""] = process.argv;
const database = await startEmbeddedPostgres({ dataDir, durable: false });
console.log(JSON.stringify({ url: database.url, reused: database.reused }));
process.stdin.resume().once("end", () => database.stop());
