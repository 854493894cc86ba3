/** Everything that a stream gives, as a list. */
export const allOf = async <T>(stream: AsyncIterable<T>): Promise<T[]> => {
  const list: T[] = [];
  for await (const each of stream) list.push(each);
  return list;
};
