/** Text for one line of a terminal: what comes from a file must neither break the line nor command the terminal. */

const LONGEST_LINE = 1000

/** Escapes control and format characters and line separators, and cuts what is longer than a thousand characters. */
export function printable(text: string): string {
  const escaped = text.replaceAll(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu, (character) => `\\u{${character.codePointAt(0)!.toString(16)}}`)
  return escaped.length > LONGEST_LINE ? `${escaped.slice(0, LONGEST_LINE - 3)}...` : escaped
}
