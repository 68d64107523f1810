/** What decides at the door, beside who is in: set from outside, so that legacy fails as often as is wanted. */

/**
 * Shares of customers who stay in on purpose, who have a neighbour, and who act on a morning message. A customer is one of them where
 * their own draw is below the share: raising it only adds customers.
 */
export interface Doors {
  readonly waits: number
  readonly neighbour: number
  readonly message: number
}
