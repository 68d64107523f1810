/** Whether two commands say the same: a short fingerprint of the content. */

/**
 * 64 bits of FNV-1a (Fowler, Noll and Vo; code units in the place of octets, the same for ASCII text) and the length of the text.
 *
 * Why not the text itself: every answer is remembered for the whole day, and a hold carries an order of some hundred characters.
 * Why not a cryptographic hash: the fingerprint is only compared with that of the same command id. Somebody who builds two
 * commands with one fingerprint is answered with the first, which is what repeating the first would have done.
 */
export function digestOf(text: string): string {
  // offset basis 0xcbf29ce484222325, prime 2^40 + 0x1b3, in two halves of 32 bits: hash × prime = (hash << 40) + hash × 0x1b3
  let high = 0xcbf29ce4
  let low = 0x84222325
  for (let i = 0; i < text.length; i++) {
    low = (low ^ text.charCodeAt(i)) >>> 0
    const product = low * 0x1b3
    high = (Math.imul(high, 0x1b3) + Math.floor(product / 2 ** 32) + (low << 8)) >>> 0
    low = product >>> 0
  }
  return `${hex(high)}${hex(low)}-${text.length}`
}

function hex(word: number): string {
  return word.toString(16).padStart(8, '0')
}
