/** An error whose message is one clear line for the person who starts AnyKey. */
export class EmbeddedPostgresError extends Error {
  override name = "EmbeddedPostgresError";
}
