/** What the timeline is drawn with: boxes, circles and texts, to a tenth of a pixel. */

/** One mark of the drawing: an SVG path or a text, with the row's top at 0. */
export type Mark =
  | { readonly path: string; readonly fill?: string; readonly stroke?: string; readonly width?: number; readonly opacity?: number }
  | { readonly text: string; readonly x: number; readonly y: number; readonly size: number; readonly colour: string;
      readonly bold?: boolean; readonly align?: 'left' | 'center' | 'right' }

/** A closed box. */
export function box(left: number, top: number, right: number, height: number): string {
  return `M${short(left)} ${short(top)}H${short(right)}V${short(top + height)}H${short(left)}Z`
}

/** A closed circle. */
export function circle(x: number, y: number, radius: number): string {
  const r = short(radius)
  return `M${short(x - radius)} ${short(y)}a${r} ${r} 0 1 1 ${short(2 * radius)} 0a${r} ${r} 0 1 1 ${short(-2 * radius)} 0Z`
}

/** Tenths of a pixel are fine enough, and keep the drawing small. */
export function short(pixels: number): string {
  return String(Math.round(pixels * 10) / 10)
}
