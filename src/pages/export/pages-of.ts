/** Reads page after page until there are no more. `last` of a page begins the next one. */
export async function* pagesOf<Row>(
  limit: number,
  read: (last: Row | undefined) => Promise<readonly Row[]>,
): AsyncGenerator<Row> {
  for (let last: Row | undefined; ; ) {
    const rows = await read(last);
    yield* rows;
    last = rows.at(-1);
    if (rows.length < limit) return;
  }
}
