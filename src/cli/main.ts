import { Command, CommanderError } from "commander";
import { addAccountsImport } from "./accounts-import.ts";
import { addApiKeysCreate } from "./api-keys-create.ts";
import { addAuditVerify } from "./audit-verify.ts";
import { addCatalogApply } from "./catalog-apply.ts";
import { addConsoleRetry } from "./console-retry.ts";
import { addMigrate } from "./migrate.ts";
import { addOrdersImport } from "./orders-import.ts";
import { addOrdersShow } from "./orders-show.ts";
import { addPortal } from "./portal.ts";
import { addSigningKeysRotate } from "./signing-keys-rotate.ts";
import { addWorker } from "./worker.ts";

const anykey = new Command("anykey")
  .description("The customer licensing portal where any one key of a license certificate activates the whole order.")
  .exitOverride()
  .addHelpText("after", "\nExit codes: 0 done, 1 refused, 2 wrong usage or a fault. Settings: docs/operations.md");

const orders = anykey.command("orders").description("Orders: take in a file of them, look at one.");
addOrdersImport(orders);
addOrdersShow(orders);
addAccountsImport(anykey.command("accounts").description("Accounts: bring customers over from an older system."));
addCatalogApply(anykey.command("catalog").description("The catalogue of products."));
addApiKeysCreate(anykey.command("api-keys").description("Keys for vendor systems that use the API."));
addAuditVerify(anykey.command("audit").description("The audit events."));
addConsoleRetry(anykey.command("console").description("The console, which is told what accounts have."));
addSigningKeysRotate(anykey.command("signing-keys").description("The keys that sign the console's sign-ins."));
addMigrate(anykey);
addPortal(anykey);
addWorker(anykey);

/** Wrong usage is answered with the one line that says how it goes, not with the whole help. */
const showUsageAfterErrors = (command: Command): void => {
  command.helpCommand(false);
  command.showHelpAfterError(`Usage: ${command.createHelp().commandUsage(command)}`);
  command.commands.forEach(showUsageAfterErrors);
};

const USAGE = 2;

showUsageAfterErrors(anykey);
try {
  await anykey.parseAsync();
} catch (error) {
  if (!(error instanceof CommanderError)) throw error;
  process.exitCode = error.exitCode === 0 ? 0 : USAGE;
}
