/** A customer for tests: one of a named scenario, with some fields changed. */
import type { Customer } from '../../../src/arena/world/customer.ts'
import { scenarioOf } from '../../../src/arena/world/scenarios.ts'
import { makeWorld } from '../../../src/arena/world/world.ts'

export function cityParcelsCustomer(changed: Partial<Customer>): Customer {
  const { customers } = makeWorld(scenarioOf('city-parcels', { days: 1 }), 1)
  return { ...customers[0]!, ...changed }
}
