import { Client, DatabaseError } from "pg";

/** The address of one database of the embedded PostgreSQL. */
export const databaseUrl = (port: number, password: string, database = "anykey") =>
  `postgres://anykey:${password}@127.0.0.1:${port}/${database}`;

const UNKNOWN_DATABASE = "3D000";
const DATABASE_EXISTS = "42P04";
const WRONG_PASSWORD = "28P01";

export type Login = "serves" | "not_yet" | "wrong_password";

/** Asks whether the server takes us, and makes the database `anykey` where it has none yet. */
export const tryLogin = async (port: number, password: string): Promise<Login> => {
  try {
    await withClient(databaseUrl(port, password), async () => {});
    return "serves";
  } catch (error) {
    if (!(error instanceof DatabaseError)) return "not_yet";
    if (error.code === WRONG_PASSWORD) return "wrong_password";
    if (error.code !== UNKNOWN_DATABASE) return "not_yet";
  }
  await withClient(databaseUrl(port, password, "postgres"), createDatabase);
  return "serves";
};

const createDatabase = async (client: Client) => {
  try {
    await client.query("create database anykey");
  } catch (error) {
    if (!(error instanceof DatabaseError && error.code === DATABASE_EXISTS)) throw error;
  }
};

const withClient = async (connectionString: string, work: (client: Client) => Promise<void>) => {
  const client = new Client({ connectionString, connectionTimeoutMillis: 2000, application_name: "anykey start" });
  // A server that goes away between two answers must not take this process with it.
  client.on("error", () => {});
  try {
    await client.connect();
    await work(client);
  } finally {
    await client.end();
  }
};
