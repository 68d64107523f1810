/** The door to PostgreSQL: one day of bookings, shared by several processes and kept over restarts. */
export { openStore } from './store.ts'
export type { DeskView, Store, StoreSettings } from './store.ts'
export type { OpenDesk } from './kept-day.ts'
export type { StoreClient, StorePool, StoreQueries, StoreQuery } from './pool.ts'
