/** Places on a flat map whose straight lines are never longer than the way through the Earth, let alone over it. */
import type { LonLat } from './place.ts'
import { EARTH_RADIUS, unitVectorInto } from './sphere.ts'

/**
 * Metres east and north of the first place, on the plane that touches the Earth there (the orthographic projection). Projecting shortens:
 * the distance of two places on the plane is a lower bound of the straight line between them, wherever on Earth they are, and an almost
 * exact one within some hundred kilometres of the first place. Floating error is far below a millimetre.
 */
export class Plane {
  /** By handle. */
  x = new Float64Array(16)
  y = new Float64Array(16)
  private readonly point = new Float64Array(3)
  /** Unit vectors east and north of the first place, once there is one. */
  private touches = false
  private readonly east = new Float64Array(2)
  private readonly north = new Float64Array(3)

  /** From now on the handle means the place. */
  put(handle: number, at: LonLat): void {
    if (handle >= this.x.length) this.grow(handle + 1)
    if (!this.touches && Number.isFinite(at[0])) this.touchAt(at)
    const { point, east, north } = this
    unitVectorInto(at, point, 0)
    this.x[handle] = EARTH_RADIUS * (point[0]! * east[0]! + point[1]! * east[1]!)
    this.y[handle] = EARTH_RADIUS * (point[0]! * north[0]! + point[1]! * north[1]! + point[2]! * north[2]!)
  }

  private touchAt([longitude, latitude]: LonLat): void {
    const lon = (longitude * Math.PI) / 180
    const lat = (latitude * Math.PI) / 180
    this.touches = true
    this.east.set([-Math.sin(lon), Math.cos(lon)])
    this.north.set([-Math.sin(lat) * Math.cos(lon), -Math.sin(lat) * Math.sin(lon), Math.cos(lat)])
  }

  private grow(handles: number): void {
    const room = Math.max(handles, this.x.length * 2)
    const x = new Float64Array(room)
    const y = new Float64Array(room)
    x.set(this.x)
    y.set(this.y)
    this.x = x
    this.y = y
  }
}
