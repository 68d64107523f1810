/** Where in the input: paths such as `couriers[2].shift.end`. */

/** The path of a field of what lies at `path`; an empty path is the whole input. */
export function inside(path: string, key: string): string {
  return path === '' ? key : `${path}.${key}`
}

/** The path of an entry of the list at `path`. */
export function entry(path: string, index: number): string {
  return `${path}[${index}]`
}
