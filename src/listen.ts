import { once } from "node:events";
import type { Server } from "node:http";
import type { AddressInfo } from "node:net";
import { ConfigError } from "./config.ts";

type Place = { host: string; port: number; setting: "PORT" | "MAILBOX_PORT" };

/** Listens on HOST and a port of the settings, and answers the port. Throws `ConfigError` where they do not allow it. */
export const listen = async (server: Server, place: Place): Promise<number> => {
  server.listen(place.port, place.host);
  try {
    await once(server, "listening");
  } catch (cause) {
    throw new ConfigError(faultLine(cause, place), { cause });
  }
  return (server.address() as AddressInfo).port;
};

const faultLine = (cause: unknown, { host, port, setting }: Place): string => {
  switch (cause instanceof Error && "code" in cause && cause.code) {
    case "EADDRINUSE":
      return `${setting} ${port} is in use by another program, perhaps an AnyKey that runs already. Stop that program, or set ${setting} to a free port.`;
    case "EACCES":
      return `${setting} ${port} needs rights that this user lacks. Set ${setting} above 1023.`;
    case "EADDRNOTAVAIL":
    case "ENOTFOUND":
    case "EAI_AGAIN":
      return `HOST ${host} is no address of this machine. Set HOST to 127.0.0.1, or to 0.0.0.0 for all.`;
    default:
      return `AnyKey cannot listen on HOST ${host}, ${setting} ${port}: ${String(cause)}`;
  }
};
