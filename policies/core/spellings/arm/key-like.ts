/** The key of this name, in any case: templates in use spell renamed ones both ways. */
export function keyLike(
  object: Readonly<Record<string, unknown>>,
  name: string,
): string | undefined {
  if (Object.hasOwn(object, name)) return name;
  return Object.keys(object).find((key) => key.toLowerCase() === name.toLowerCase());
}
