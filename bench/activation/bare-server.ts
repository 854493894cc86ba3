import { createServer } from "node:http";

// What HTTP alone costs: a page of so many bytes (first argument), on the port of the second.
const page = "x".repeat(Number(process.argv[2]));
createServer((_, answer) => {
  answer.setHeader("content-type", "text/html; charset=UTF-8");
  answer.end(page);
}).listen(Number(process.argv[3]), "127.0.0.1");
