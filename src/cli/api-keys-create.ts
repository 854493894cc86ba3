import { type Command, InvalidArgumentError } from "commander";
import { createApiKey } from "../actions/create-api-key.ts";
import { type ApiScope, apiScopes } from "../policy/permissions.ts";
import { type AnswerOptions, answer } from "./answer.ts";

type Options = AnswerOptions & { scope: ApiScope[]; name: string };

/** `api-keys create --scope SCOPE…` */
export const addApiKeysCreate = (apiKeys: Command): Command =>
  apiKeys
    .command("create")
    .description("Makes an API key for a vendor system and prints it, this once.")
    .requiredOption(
      "--scope <SCOPE>",
      `what the key may do, repeated or separated by commas: ${apiScopes.join(", ")}, or all`,
      withScopes,
    )
    .option("--name <NAME>", "who uses the key, for people", "unnamed")
    .option("--json", "answer with one JSON document")
    .action((options: Options) =>
      answer(options, async (ctx) => {
        const { name, scope: scopes } = options;
        const key = await createApiKey(ctx, { name, scopes, actor: "cli" });
        const note = `May do: ${scopes.join(", ")}. Keep the key: it cannot be shown again.`;
        return { ok: true, lines: [key], notes: [note], json: { key, name, scopes } };
      }),
    );

const withScopes = (given: string, before: ApiScope[] = []): ApiScope[] => {
  const names = given.split(",").map((name) => name.trim());
  return [...new Set([...before, ...names.flatMap((name) => (name === "all" ? apiScopes : [knownScope(name)]))])];
};

const knownScope = (name: string): ApiScope => {
  const scope = apiScopes.find((known) => known === name);
  if (!scope) throw new InvalidArgumentError(`The scopes are ${apiScopes.join(", ")}; all stands for all of them.`);
  return scope;
};
