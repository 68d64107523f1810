/** A strict reader of the HTML that reports are made of: every tag closed, every attribute quoted, every bracket escaped. */

export interface Element {
  readonly name: string
  readonly attributes: ReadonlyMap<string, string>
  readonly children: Element[]
  /** Text of the element and of all in it, unescaped. */
  text: string
}

const alone = new Set(['meta'])
const entities: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', '#39': "'" }
const token = /<!doctype html>|<\/([\w-]+)>|<([a-zA-Z][\w-]*)((?:\s+[\w:-]+="[^"<]*")*)\s*(\/?)>|([^<]+)/y

/** The element `html`. Throws at the first thing that is not well formed. */
export function elementsOf(page: string): Element {
  const root: Element = { name: '', attributes: new Map(), children: [], text: '' }
  const open: Element[] = [root]
  const add = (text: string) => open.forEach((element) => (element.text += text))
  token.lastIndex = 0
  while (token.lastIndex < page.length) {
    const at = token.lastIndex
    const [whole, closes, opens, attributes, ends, text] = token.exec(page) ?? []
    if (whole === undefined) throw new Error(`not well formed at ${at}: ${page.slice(at, at + 80)}`)
    if (text !== undefined) add(open.at(-1)!.name === 'style' ? text : unescaped(text))
    if (closes !== undefined && open.pop()!.name !== closes) throw new Error(`</${closes}> at ${at} closes something else`)
    if (opens === undefined) continue
    const pairs = [...attributes!.matchAll(/([\w:-]+)="([^"]*)"/g)].map(([, key, value]) => [key!, unescaped(value!)] as const)
    const element: Element = { name: opens, attributes: new Map(pairs), children: [], text: '' }
    if (element.attributes.size !== pairs.length) throw new Error(`an attribute twice at ${at}`)
    open.at(-1)!.children.push(element)
    if (ends === '' && !alone.has(opens)) open.push(element)
  }
  if (open.length !== 1) throw new Error(`${open.at(-1)!.name} is never closed`)
  return root.children[0]!
}

/** All elements below, and the element itself, that pass. */
export function all(element: Element, passes: (one: Element) => boolean): Element[] {
  return [...(passes(element) ? [element] : []), ...element.children.flatMap((child) => all(child, passes))]
}

/** The one element with that id. */
export function byId(element: Element, id: string): Element {
  const found = all(element, (one) => one.attributes.get('id') === id)
  if (found.length !== 1) throw new Error(`${found.length} elements have the id ${id}`)
  return found[0]!
}

function unescaped(text: string): string {
  return text.replaceAll(/&([^;]*);?/g, (whole, name: string) => {
    const letter = entities[name]
    if (letter === undefined) throw new Error(`a bare & in ${text.slice(0, 80)}: ${whole}`)
    return letter
  })
}
